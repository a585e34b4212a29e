import type { KuadrantSignal } from '@kuadrant/backstage-plugin-kuadrant-common';

type Topic = KuadrantSignal['changed'];

const REMEMBERED_MS = 24 * 3600 * 1000;
const MOST = 10_000;
// Backstage's signals backend takes sockets without credentials for this user.
const ANONYMOUS = 'user:default/guest';

/**
 * The people who are told of changes: those who read something of the kind within a day, as the permissions allowed.
 * Signals go to them by name, as a broadcast would reach sockets that nobody signed in on.
 *
 * @remarks
 * Each replica knows those who read from it, and each is told of every change by the cluster, so between them they
 * reach everybody.
 */
export class Audience {
  readonly #now: () => number;
  readonly #seen = new Map<Topic, Map<string, number>>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Remembers that a person reads something of a kind. */
  add(topic: Topic, userEntityRef: string): void {
    let people = this.#seen.get(topic);
    if (!people) {
      people = new Map();
      this.#seen.set(topic, people);
    }
    // In the order of their last visits.
    people.delete(userEntityRef);
    people.set(userEntityRef, this.#now());
    if (people.size > MOST) {
      people.delete(people.keys().next().value!);
    }
  }

  /** Those to tell, as full entity references. */
  of(topic: Topic): string[] {
    const since = this.#now() - REMEMBERED_MS;
    return withoutAnonymous(
      [...(this.#seen.get(topic) ?? [])]
        .filter(([, at]) => at >= since)
        .map(([userEntityRef]) => userEntityRef),
    );
  }
}

/** Recipients without the user that Backstage takes anonymous sockets for. */
export function withoutAnonymous(refs: string[]): string[] {
  return refs.filter(ref => ref !== ANONYMOUS);
}
