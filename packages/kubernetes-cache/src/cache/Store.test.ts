import { Thing, thing } from '../__testUtils__/ScriptedApi';
import { CacheEvent, Store } from './Store';

/** Numbers that look random and are the same in every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Change {
  version: number;
  deleted: boolean;
  object: Thing;
}

/** A cluster with a history, from which lists, watch events and answers can be taken late. */
class History {
  readonly changes: Change[] = [];
  readonly #live = new Map<string, Thing>();
  #uids = 0;

  change(name: string, remove: boolean): Change {
    const version = this.changes.length + 10;
    const former = this.#live.get(name);
    const uid = former?.metadata.uid ?? `uid-${this.#uids++}`;
    const object = thing(name, version, { uid, color: `color-${version}` });
    const deleted = remove && former !== undefined;
    if (deleted) {
      this.#live.delete(name);
    } else {
      this.#live.set(name, object);
    }
    const change = { version, deleted, object };
    this.changes.push(change);
    return change;
  }

  latest(name: string): Change {
    return this.changes.findLast(
      ({ object }) => object.metadata.name === name,
    )!;
  }

  /** All objects as they were when so many changes had been made. */
  at(count: number): Map<string, Thing> {
    const objects = new Map<string, Thing>();
    for (const { deleted, object } of this.changes.slice(0, count)) {
      if (deleted) {
        objects.delete(object.metadata.name);
      } else {
        objects.set(object.metadata.name, object);
      }
    }
    return objects;
  }
}

const versionOf = (object: Thing | undefined) =>
  Number(object?.metadata.resourceVersion ?? 0);

/** Plays one random story and returns what went wrong in it. */
function play(seed: number): string[] {
  const faults: string[] = [];
  const check = (holds: boolean, fault: string) => {
    if (!holds) {
      faults.push(`story ${seed}: ${fault}`);
    }
  };
  const random = randomFrom(seed);
  const history = new History();
  const told = new Map<string, Thing>();
  const seenUids = new Set<string>();
  const store = new Store<Thing>({
    indexes: { color: object => [object.spec!.color!] },
    emit: ({ type, object, previous }: CacheEvent<Thing>) => {
      const { name, uid } = object.metadata;
      const former = told.get(name);
      const fits =
        type === 'added'
          ? !former
          : !!former && versionOf(object) >= versionOf(former);
      check(fits, `${type} ${name} does not follow from what was told before`);
      check(
        previous === (type === 'modified' ? former : undefined),
        `${type} ${name} with a wrong previous object`,
      );
      seenUids.add(uid);
      told.delete(name);
      if (type !== 'deleted') {
        told.set(name, object);
      }
    },
  });
  const get = (name: string) => store.get({ namespace: 'one', name });
  /** What the newest answer to an own write said of each name. */
  const answers = new Map<
    string,
    { version: number; goneUids?: Set<string> }
  >();
  let watched = 0;

  const deliver = () => {
    const { deleted, object } = history.changes[watched++];
    if (deleted) {
      store.applyDeleted(object);
    } else {
      store.apply(object);
    }
  };
  const writeOurselves = (name: string, remove: boolean) => {
    const { deleted, object, version } = history.change(name, remove);
    if (deleted) {
      const known = get(name)?.metadata.uid;
      store.applyGone(object.metadata, object.metadata.uid, known);
      // The answer to a delete has no version: of an object that was never seen nobody can tell that it is older.
      answers.set(name, { version, goneUids: new Set(seenUids) });
    } else {
      store.apply(object);
      answers.set(name, { version });
    }
    check(
      get(name) === (deleted ? undefined : object),
      `own write of ${name} cannot be read`,
    );
  };

  for (let step = 0; step < 120; step++) {
    const name = `thing-${random(4)}`;
    const action = random(10);
    if (action < 5) {
      // The answer may overtake the watch by far.
      writeOurselves(name, random(3) === 0);
    } else if (action < 7) {
      history.change(name, random(3) === 0);
    } else if (action < 9) {
      const until = Math.min(watched + random(4), history.changes.length);
      while (watched < until) {
        deliver();
      }
    } else {
      // A list that was asked for now, while another own write is answered before it arrives.
      const before = store.newestResourceVersion;
      const count = history.changes.length;
      const items = [...history.at(count).values()];
      writeOurselves(name, false);
      store.replace(items, `${count + 9}`, () => true, before);
      watched = Math.max(watched, count);
    }
    for (const [written, { version, goneUids }] of answers) {
      const object = get(written);
      const unknownBefore =
        object !== undefined &&
        goneUids !== undefined &&
        !goneUids.has(object.metadata.uid);
      const latest = history.latest(written);
      const wantedNow = latest.deleted ? undefined : latest.object;
      check(
        unknownBefore || latest.version !== version || object === wantedNow,
        `own write of ${written} cannot be read any more`,
      );
      check(
        unknownBefore || object === undefined || versionOf(object) >= version,
        `${written} went back behind version ${version}`,
      );
    }
  }
  while (watched < history.changes.length) {
    deliver();
  }

  const wanted = history.at(history.changes.length);
  const text = (objects: Iterable<Thing>) =>
    JSON.stringify([...objects].sort((a, b) => versionOf(a) - versionOf(b)));
  const end = text(wanted.values());
  check(text(store.list()) === end, 'does not end as the cluster');
  check(text(store.list('one')) === end, 'namespace index is wrong');
  check(text(told.values()) === end, 'events do not end as the cluster');
  for (const { object } of history.changes) {
    const color = object.spec!.color!;
    const current = wanted.get(object.metadata.name);
    const found = current?.spec?.color === color ? [current] : [];
    check(
      text(store.byIndex('color', color)) === text(found),
      `index of ${color} is wrong`,
    );
  }
  return faults;
}

describe('Store', () => {
  it('ends as the cluster did and never goes back, whatever comes late', () => {
    const seeds = Array.from({ length: 150 }, (_, index) => index + 1);
    expect(seeds.flatMap(play)).toEqual([]);
  });

  it('forgets what was deleted long ago', () => {
    let now = 0;
    const store = new Store<Thing>({ emit: () => undefined, now: () => now });
    store.apply(thing('a', 10));
    store.applyDeleted(thing('a', 12));
    store.apply(thing('a', 11));
    expect(store.list()).toEqual([]);
    now = 11 * 60_000;
    store.applyDeleted(thing('b', 13));
    store.apply(thing('a', 11));
    expect(store.list()).toEqual([thing('a', 11)]);
  });
});
