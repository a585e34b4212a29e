import { coversHostname, specificity } from './hostnames';
import {
  carriesRoutes,
  listenerHostname,
  listenerProblem,
  listenersOf,
} from './listeners';
import type { ListenerOf } from './types';

/**
 * The listener that takes calls for a hostname away from another one of the same port, because it names the hostname
 * more exactly; undefined when there is none. A call goes to the most specific listener alone (Gateway API, listener
 * isolation), so a route on the other listener never sees it.
 */
export function moreSpecificListener(
  { gateway, listener }: ListenerOf,
  hostname: string,
): ListenerOf | undefined {
  const rank = specificity(listenerHostname(listener));
  return listenersOf(gateway).find(other => {
    const pattern = listenerHostname(other.listener);
    return (
      other.listener.port === listener.port &&
      carriesRoutes(other.listener) &&
      specificity(pattern) > rank &&
      coversHostname(pattern, hostname) &&
      listenerProblem(other) === undefined
    );
  });
}
