import { createHash } from 'node:crypto';
import {
  ANNOTATIONS,
  apiKeyApprovals,
  apiKeyRequestName,
  apiKeys,
  apiProducts,
  DECIDED_TERMS,
  extensionAnnotations,
  KEY_LIFETIME,
  KEY_SECRET_TYPE,
  LABELS,
  labelValue,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { TestWorld } from './TestWorld';

type Ref = { namespace: string; name: string };

/** The kinds of a folder, in the order of the docs. */
export const KINDS = ['product', 'secret', 'key', 'approval'] as const;
/** A kind of a folder. */
export type Kind = (typeof KINDS)[number];

const CONSUMERS = 'folder-consumers';
const DAY_MS = 24 * 3_600_000;

/** What a folder is made of. Two copies of a folder have the same. */
interface Variety {
  approvalMode: 'manual' | 'automatic';
  publishStatus: 'Draft' | 'Published';
  lifetimeDays?: number;
  planTier: string;
  expiresInDays?: number;
  needsReview: boolean;
  keyIs: 'in a namespace of consumers' | 'beside its product' | 'nameless';
  secret: 'by hand' | 'labelled' | 'typed' | 'empty';
  decisions: { approved: boolean; terms?: boolean; hoursAgo: number }[];
}

/** Makes folders as people keep them in Git: a product, a key, its Secret and the decisions on it. */
export class FolderMaker {
  readonly #world: TestWorld;
  readonly #namespaces: string[];
  readonly #now = Date.now();

  private constructor(world: TestWorld, namespaces: string[]) {
    this.#world = world;
    this.#namespaces = namespaces;
  }

  static async create(world: TestWorld): Promise<FolderMaker> {
    await world.namespace(CONSUMERS);
    const namespaces = ['team-a', 'team-b', 'team-c'];
    for (const name of namespaces) {
      await world.namespace(name);
    }
    return new FolderMaker(world, namespaces);
  }

  /** The objects of a copy of a folder. */
  refsOf(
    index: number,
    copy: string,
  ): { product: Ref; key: Ref; approvals: Ref[] } {
    const { keyIs, decisions } = varietyOf(index);
    const name = `folder-${index}-${copy}`;
    const product = {
      namespace: this.#namespaces[index % this.#namespaces.length],
      name,
    };
    return {
      product,
      key: {
        namespace:
          keyIs === 'in a namespace of consumers'
            ? CONSUMERS
            : product.namespace,
        name,
      },
      approvals: decisions.map((_, number) => ({
        ...product,
        name: `${name}-${number}`,
      })),
    };
  }

  /** What the platform provides before anybody applies the folder. */
  async makeRoute(index: number, copy: string): Promise<void> {
    await this.#world.exposedRoute(this.refsOf(index, copy).product);
  }

  /** Creates the objects of these kinds, in this order. */
  async apply(
    index: number,
    copy: string,
    kinds: readonly Kind[],
  ): Promise<void> {
    for (const kind of kinds) {
      await this.#create[kind](varietyOf(index), this.refsOf(index, copy));
    }
  }

  readonly #create: Record<
    Kind,
    (
      variety: Variety,
      refs: ReturnType<FolderMaker['refsOf']>,
    ) => Promise<unknown>
  > = {
    product: (variety, { product }) =>
      this.#world.client.create(apiProducts, {
        metadata: {
          ...product,
          annotations: {
            [ANNOTATIONS.owner]: 'group:default/team',
            ...(variety.lifetimeDays &&
              extensionAnnotations(KEY_LIFETIME, {
                maxDays: variety.lifetimeDays,
              })),
          },
        },
        spec: {
          displayName: 'Folder',
          approvalMode: variety.approvalMode,
          publishStatus: variety.publishStatus,
          targetRef: {
            group: 'gateway.networking.k8s.io',
            kind: 'HTTPRoute',
            name: product.name,
          },
        },
      }),
    secret: ({ secret }, { key }) =>
      this.#world.client.create(secrets, {
        metadata: {
          ...key,
          labels:
            secret === 'labelled'
              ? { [LABELS.apiKey]: labelValue(key.name) }
              : undefined,
        },
        ...(secret === 'typed' && { type: KEY_SECRET_TYPE }),
        data: {
          api_key: Buffer.from(
            secret === 'empty' ? '' : `value of ${key.name}`,
          ).toString('base64'),
        },
      } as never),
    key: (variety, { product, key }) =>
      this.#world.client.create(apiKeys, {
        metadata: {
          ...key,
          annotations: variety.needsReview
            ? { [ANNOTATIONS.review]: 'required' }
            : undefined,
        },
        spec: {
          apiProductRef:
            variety.keyIs === 'nameless' ? { name: product.name } : product,
          secretRef: { name: key.name },
          planTier: variety.planTier,
          useCase: 'a folder',
          requestedBy: { userId: 'user:default/jane', email: 'j@example.com' },
          expiresAt:
            variety.expiresInDays === undefined
              ? undefined
              : this.#at(variety.expiresInDays * DAY_MS),
        },
      }),
    approval: async ({ decisions }, { key, approvals }) => {
      for (const [number, ref] of approvals.entries()) {
        const { approved, terms, hoursAgo } = decisions[number];
        await this.#world.client.create(apiKeyApprovals, {
          metadata: {
            ...ref,
            annotations: terms
              ? extensionAnnotations(DECIDED_TERMS, { planTier: 'silver' })
              : undefined,
          },
          spec: {
            apiKeyRequestRef: { name: apiKeyRequestName(key) },
            approved,
            reviewedBy: 'user:default/owner',
            reviewedAt: this.#at(-hoursAgo * 3_600_000),
            message: `${hoursAgo} h ago`,
          },
        });
      }
    },
  };

  #at(fromNowMs: number): string {
    return new Date(this.#now + fromNowMs).toISOString();
  }
}

/** The same for the same number. */
function varietyOf(index: number): Variety {
  let count = 0;
  const choose = <T>(...choices: T[]): T => {
    count += 1;
    const hash = createHash('sha256').update(`${index} ${count}`).digest();
    return choices[hash.readUInt32BE() % choices.length];
  };
  return {
    approvalMode: choose('manual', 'automatic'),
    publishStatus: choose('Published', 'Published', 'Draft'),
    lifetimeDays: choose(undefined, undefined, 30),
    planTier: choose('silver', 'silver', 'silver', 'gold', 'gold', 'unknown'),
    expiresInDays: choose(undefined, undefined, undefined, 10, 60, -1),
    needsReview: choose(false, false, false, false, true),
    keyIs: choose(
      'in a namespace of consumers',
      'beside its product',
      'nameless',
    ),
    secret: choose('by hand', 'by hand', 'labelled', 'typed', 'typed', 'empty'),
    decisions: choose<Variety['decisions']>(
      [],
      [{ approved: true, hoursAgo: 1 }],
      [{ approved: true, terms: true, hoursAgo: 1 }],
      [{ approved: false, hoursAgo: 1 }],
      [
        { approved: true, hoursAgo: 2 },
        { approved: false, hoursAgo: 1 },
      ],
      [
        { approved: false, terms: true, hoursAgo: 2 },
        { approved: true, hoursAgo: 1 },
      ],
    ),
  };
}
