import { Answer, ApiClient } from '../contractTests/__testUtils__/ApiClient';
import {
  anySpec,
  CustomKind,
  customKind,
  definitionsPath,
} from '../contractTests/__testUtils__/fixtures';

/** What matters about an object; undefined when there is none. */
type State = { [field: string]: unknown } | undefined;

/** A write, and what it leaves. */
interface Step {
  send(api: ApiClient): Promise<Answer>;
  result: State;
}

const finalizer = 'example.com/hold';

function stateOf({ status, body }: Answer): State {
  if (status === 404) {
    return undefined;
  }
  return {
    spec: body.spec,
    status: body.status,
    isHeld: Boolean(body.metadata?.finalizers?.length),
    isDeleted: Boolean(body.metadata?.deletionTimestamp),
  };
}

/** The life of one object: every kind of write, one after the other. */
function life(kind: CustomKind, path: string, turn: number): Step[] {
  const collection = path.slice(0, path.lastIndexOf('/'));
  const name = path.slice(path.lastIndexOf('/') + 1);
  const created = { spec: { turn }, isHeld: false, isDeleted: false };
  const replaced = { ...created, spec: { turn, replaced: true } };
  const held = {
    ...replaced,
    spec: { ...replaced.spec, patched: true },
    isHeld: true,
  };
  const reported = { ...held, status: { turn } };
  const applied = { ...reported, spec: { ...held.spec, applied: turn } };
  return [
    {
      send: api =>
        api.post(collection, kind.object(name, { spec: created.spec })),
      result: created,
    },
    {
      send: async api => {
        const { metadata } = (await api.get(path)).body;
        const { spec } = replaced;
        return api.put(path, { ...kind.object(name), metadata, spec });
      },
      result: replaced,
    },
    {
      send: api =>
        api.patch(path, 'merge', {
          metadata: { finalizers: [finalizer] },
          spec: { patched: true },
        }),
      result: held,
    },
    {
      send: api =>
        api.patch(`${path}/status`, 'merge', { status: reported.status }),
      result: reported,
    },
    {
      send: api =>
        api.apply(path, kind.object(name, { spec: { applied: turn } })),
      result: applied,
    },
    {
      send: api => api.delete(path),
      result: { ...applied, isDeleted: true },
    },
    {
      send: api =>
        api.patch(path, 'json', [
          { op: 'remove', path: '/metadata/finalizers' },
        ]),
      result: undefined,
    },
  ];
}

async function accepted(sent: Promise<Answer>): Promise<Answer> {
  const answer = await sent;
  if (answer.status >= 300) {
    throw new Error(`refused: ${answer.text}`);
  }
  return answer;
}

/** Writes to one object without a pause, and keeps account of what was acknowledged. */
export class Journal {
  /** How many writes were acknowledged. */
  acknowledged = 0;
  /** The version of the last of them. */
  version = 0;
  readonly #kind: CustomKind;
  readonly #path: string;
  #last: State;
  #underWay: Step | undefined;
  #steps: Step[] = [];
  #turn = 0;

  constructor(kind: CustomKind, path: string) {
    this.#kind = kind;
    this.#path = path;
  }

  /** Goes on until the server is no more. */
  async write(api: ApiClient): Promise<void> {
    for (;;) {
      if (this.#steps.length === 0) {
        this.#turn += 1;
        this.#steps = life(this.#kind, this.#path, this.#turn);
      }
      [this.#underWay] = this.#steps;
      const answer = await accepted(this.#underWay.send(api));
      this.#last = this.#underWay.result;
      this.version = Number(answer.body.metadata?.resourceVersion);
      this.acknowledged += 1;
      this.#underWay = undefined;
      this.#steps.shift();
    }
  }

  /** What a server that has come back has lost; a write without an answer may or may not be there. */
  async lost(api: ApiClient): Promise<string[]> {
    const found = stateOf(await api.get(this.#path));
    if (this.#underWay && isSame(found, this.#underWay.result)) {
      this.#last = this.#underWay.result;
      this.#underWay = undefined;
      this.#steps.shift();
    }
    return isSame(found, this.#last)
      ? []
      : [
          `${this.#path} is ${JSON.stringify(found)} instead of ${JSON.stringify(this.#last)}`,
        ];
  }
}

function isSame(left: State, right: State): boolean {
  return JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
}

function sorted(value: unknown): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => [key, sorted(item)])
        .sort()
    : value;
}

/** Makes and deletes definitions, each with an object of its kind. */
export class DefinitionJournal {
  acknowledged = 0;
  readonly #present = new Set<CustomKind>();
  readonly #deleted = new Set<CustomKind>();
  #underWay: CustomKind | undefined;

  async write(api: ApiClient): Promise<void> {
    for (;;) {
      const kind = customKind(anySpec);
      this.#underWay = kind;
      await accepted(api.post(definitionsPath, kind.definition));
      this.#present.add(kind);
      await accepted(api.post(kind.path('default'), kind.object('only')));
      this.acknowledged += 2;
      const [oldest] = this.#present;
      if (this.#present.size > 3) {
        this.#underWay = oldest;
        this.#present.delete(oldest);
        await accepted(
          api.delete(`${definitionsPath}/${oldest.definitionName}`),
        );
        this.#deleted.add(oldest);
        this.acknowledged += 1;
      }
    }
  }

  /**
   * What a server that has come back has lost. A definition that was deleted goes to its end, though the process that had
   * begun with it was killed.
   */
  async lost(api: ApiClient): Promise<string[]> {
    const lost: string[] = [];
    for (const kind of this.#present) {
      const { status } = await api.get(`${kind.path('default')}/only`);
      if (kind !== this.#underWay && status !== 200) {
        lost.push(`${kind.definitionName} answers ${status}`);
      }
    }
    for (const kind of this.#deleted) {
      const path = `${definitionsPath}/${kind.definitionName}`;
      await api.until(path, ({ status }) => status === 404);
    }
    this.#present.delete(this.#underWay!);
    this.#deleted.clear();
    return lost;
  }
}
