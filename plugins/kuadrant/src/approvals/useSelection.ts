import type { RequestView } from '@kuadrant/backstage-plugin-kuadrant-common';
import { useMemo, useState } from 'react';
import { requestKey } from './requestKey';

/** The requests that are selected; kept outside of the table, so that paging does not lose them. */
export interface Selection {
  requests: RequestView[];
  has(request: RequestView): boolean;
  toggle(request: RequestView): void;
  add(requests: RequestView[]): void;
  remove(requests: RequestView[]): void;
  clear(): void;
}

/** A selection of requests by namespace and name. */
export function useSelection(): Selection {
  const [chosen, setChosen] = useState<ReadonlyMap<string, RequestView>>(
    new Map(),
  );
  return useMemo(() => {
    const change = (edit: (next: Map<string, RequestView>) => void) =>
      setChosen(previous => {
        const next = new Map(previous);
        edit(next);
        return next;
      });
    return {
      requests: [...chosen.values()],
      has: request => chosen.has(requestKey(request)),
      toggle: request =>
        change(next => {
          const key = requestKey(request);
          if (!next.delete(key)) {
            next.set(key, request);
          }
        }),
      add: requests =>
        change(next =>
          requests.forEach(request => next.set(requestKey(request), request)),
        ),
      remove: requests =>
        change(next =>
          requests.forEach(request => next.delete(requestKey(request))),
        ),
      clear: () => setChosen(new Map()),
    };
  }, [chosen]);
}
