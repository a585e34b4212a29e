import {
  type APIKey,
  apiKeyRequestName,
  apiKeys,
  apiKeyState,
  enforcementSecretName,
  isEnforcementCopyName,
  LABELS,
  labelValue,
  namespaces,
  SECRET_KEY,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Secret } from '../../enforcement';
import type { TestWorld } from '../../__testUtils__/TestWorld';
import { inParallel } from '../inParallel';
import { listAll } from '../listAll';

type Ref = { namespace: string; name: string };

const HOUR = 3_600_000;
const at = (milliseconds: number) =>
  new Date(Date.now() + milliseconds).toISOString();

interface KeyKind {
  /** What the controller comes to. */
  state: string;
  product?: 'manual' | 'automatic' | 'none';
  spec?: Partial<APIKey['spec']>;
  secret?: 'labelled' | 'handMade' | 'missing';
  /** Decisions after each other; the controller has settled before each. */
  decisions?: { approved: boolean }[];
  /** Done at the end. */
  then?: (world: TestWorld, key: Ref) => Promise<unknown>;
}

const approved = { approved: true };
const rejected = { approved: false };

/** Every way in which a key comes to its state. */
const KINDS: Record<string, KeyKind> = {
  approved: { state: 'Approved', decisions: [approved] },
  rejected: { state: 'Denied', decisions: [rejected] },
  revoked: { state: 'Denied', decisions: [approved, rejected] },
  pending: { state: 'Pending' },
  automatic: { state: 'Approved', product: 'automatic' },
  'revoked-automatic': {
    state: 'Denied',
    product: 'automatic',
    decisions: [rejected],
  },
  expired: {
    state: 'Expired',
    spec: { expiresAt: at(-HOUR) },
    decisions: [approved],
  },
  rotated: {
    state: 'Approved',
    decisions: [approved],
    then: async (world, key) => {
      await world.secret(
        { ...key, name: `${key.name}-new` },
        `new-${key.name}`,
        { [LABELS.apiKey]: labelValue(key.name) },
      );
      await world.rotate(key, `${key.name}-new`, {
        name: key.name,
        validUntil: at(24 * HOUR),
      });
    },
  },
  'change-waits': {
    state: 'Approved',
    decisions: [approved],
    then: (world, key) => world.patchSpec(apiKeys, key, { planTier: 'gold' }),
  },
  'hand-made': {
    state: 'Approved',
    secret: 'handMade',
    decisions: [approved],
  },
  'without-secret': { state: 'Failed', secret: 'missing' },
  'without-product': { state: 'Failed', product: 'none' },
  'approved-again': {
    state: 'Approved',
    decisions: [approved, rejected, approved],
  },
};

/** What the gateway and people know of a key. */
export interface Standing {
  state: string;
  reason?: string;
  message?: string;
  plan?: string;
  value?: string;
  previousValue?: string;
}

/** Keys of every kind in a world. */
export class Population {
  readonly #world: TestWorld;
  readonly #keys: { ref: Ref; kind: KeyKind; product: Ref }[] = [];
  readonly products: Ref[] = [];

  constructor(world: TestWorld) {
    this.#world = world;
  }

  get consumerNamespaces(): string[] {
    return [...new Set(this.#keys.map(({ ref }) => ref.namespace))];
  }

  get keys(): Ref[] {
    return this.#keys.map(({ ref }) => ref);
  }

  /** Whether a Secret of this name may exist for the gateway. */
  mayBeEnforced(name: string): boolean {
    return this.#keys
      .filter(({ kind }) => kind.state === 'Approved')
      .some(
        ({ ref }) =>
          name === enforcementSecretName(ref) ||
          name === enforcementSecretName(ref, 'previous') ||
          isEnforcementCopyName(ref, name),
      );
  }

  /** Creates keys, decides on them and waits for their states. */
  async create(count: number): Promise<void> {
    const world = this.#world;
    const manual = await world.product();
    const automatic = await world.product({ approvalMode: 'automatic' });
    this.products.push(manual, automatic);
    const products = {
      manual,
      automatic,
      none: { ...manual, name: 'nothing' },
    };
    const kinds = Object.entries(KINDS);
    const homes = Math.ceil(count / 20);
    for (let home = 0; home < homes; home += 1) {
      await world.client.create(namespaces, {
        metadata: {
          name: `consumer-${home}`,
          labels: { [LABELS.consumerNamespace]: 'true', team: `team-${home}` },
        },
      });
    }
    for (let index = 0; index < count; index += 1) {
      const [name, kind] = kinds[index % kinds.length];
      this.#keys.push({
        kind,
        ref: {
          namespace: `consumer-${index % homes}`,
          name: `${name}-${index}`,
        },
        product: products[kind.product ?? 'manual'],
      });
    }
    await inParallel(this.#keys, each => this.#createKey(each));
    await world.settled();
    for (let round = 0; round < 3; round += 1) {
      await inParallel(this.#keys, async ({ ref, kind, product }) => {
        const decision = kind.decisions?.[round];
        if (decision) {
          await world.decide(product, ref, decision, {
            name: `${apiKeyRequestName(ref).slice(-8)}-${round}`,
          });
        }
      });
      await world.settled();
    }
    await inParallel(this.#keys, async ({ ref, kind }) => {
      await kind.then?.(world, ref);
    });
    await world.settled();
    await inParallel(this.#keys, async ({ ref, kind }) => {
      await world.keyBecomes(ref, kind.state);
    });
    await world.settled();
  }

  async #createKey({
    ref,
    kind,
    product,
  }: {
    ref: Ref;
    kind: KeyKind;
    product: Ref;
  }): Promise<void> {
    if (kind.secret !== 'missing') {
      await this.#world.secret(
        ref,
        `value-${ref.name}`,
        kind.secret === 'handMade'
          ? undefined
          : { [LABELS.apiKey]: labelValue(ref.name) },
      );
    }
    await this.#world.client.create(apiKeys, {
      metadata: ref,
      spec: {
        apiProductRef: product,
        secretRef: { name: ref.name },
        planTier: 'silver',
        useCase: 'a shop',
        requestedBy: {
          userId: 'user:default/jane',
          email: 'jane@example.com',
        },
        ...kind.spec,
      },
    });
  }

  /** What is known of each key in a world, by its name. */
  static async standings(world: TestWorld): Promise<Record<string, Standing>> {
    const all = await listAll<Secret>(world.client, secrets);
    const enforced = new Map(
      all
        .filter(({ metadata }) => metadata.labels?.[LABELS.enforcement])
        .map(secret => [secret.metadata.name, secret]),
    );
    const valueOf = (secret?: Secret) =>
      secret &&
      Buffer.from(secret.data?.[SECRET_KEY] ?? '', 'base64').toString();
    const found: Record<string, Standing> = {};
    for (const key of await listAll<APIKey>(world.client, apiKeys)) {
      const { namespace = '', name } = key.metadata;
      const { state, condition } = apiKeyState(key.status?.conditions);
      const current = enforced.get(enforcementSecretName({ namespace, name }));
      found[`${namespace}/${name}`] = {
        state: condition ? state : 'none',
        reason: condition?.reason,
        message: condition?.message,
        plan: current?.metadata.annotations?.['secret.kuadrant.io/plan-id'],
        value: valueOf(current),
        previousValue: valueOf(
          enforced.get(enforcementSecretName({ namespace, name }, 'previous')),
        ),
      };
    }
    return found;
  }
}
