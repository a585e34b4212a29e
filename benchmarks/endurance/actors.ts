import { setTimeout as pause } from 'node:timers/promises';
import { ResponseError } from '@backstage/errors';
import {
  createKuadrantClient,
  type KuadrantClient,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { signIn } from '@kuadrant/playground';
import { KEY_PATTERN, type Ledger, type LedgerKey } from './ledger';
import type { PortalProcess } from './portal';

/** Answers that a person meets when somebody else was quicker, or a policy is away. */
const EXPECTED = [403, 404, 409, 410, 412, 422, 429];

/** What every actor works with. */
export interface Stage {
  portal: PortalProcess;
  ledger: Ledger;
  signal: AbortSignal;
  random: () => number;
}

const pick = <T>(items: readonly T[], random: () => number): T | undefined =>
  items[Math.floor(random() * items.length)];

/** One persona, who uses the REST API as the pages do. */
class Actor {
  readonly client: KuadrantClient;
  #token?: string;

  constructor(
    readonly persona: string,
    readonly stage: Stage,
  ) {
    this.client = createKuadrantClient({
      baseUrl: `${stage.portal.backendUrl}/api/kuadrant`,
      fetch: (url, init) => this.#fetch(`${url}`, init),
    });
  }

  async #fetch(url: string, init?: RequestInit): Promise<Response> {
    this.#token ??= await signIn(this.stage.portal.backendUrl, this.persona);
    const response = await fetch(url, {
      ...init,
      signal: AbortSignal.timeout(20_000),
      headers: { ...init?.headers, authorization: `Bearer ${this.#token}` },
    });
    if (response.status === 401) {
      this.#token = undefined;
    }
    if (
      !url.endsWith('/reveal') &&
      KEY_PATTERN.test(await response.clone().text())
    ) {
      this.stage.ledger.violate(
        'leak',
        `${init?.method ?? 'GET'} ${url} answers with a key`,
      );
    }
    return response;
  }

  /** Runs one call; what is no mistake of anybody is counted, everything else is a violation. */
  async try<T>(what: string, call: () => Promise<T>): Promise<T | undefined> {
    const { ledger, portal } = this.stage;
    try {
      const result = await call();
      ledger.count(what);
      return result;
    } catch (error) {
      const status = (error as Partial<ResponseError>).statusCode;
      if (status !== undefined && EXPECTED.includes(status)) {
        ledger.count(`${what}: ${status}`);
      } else if (!portal.up || portal.upFor < 15_000 || status === 401) {
        ledger.count(`${what}: while down`);
      } else {
        ledger.violate(
          'answer',
          `${what}: ${status ?? ''} ${(error as Error).message}`,
        );
      }
      return undefined;
    }
  }
}

/** Asks for keys, reveals, rotates, changes and deletes them. */
export async function consume(stage: Stage, persona: string): Promise<void> {
  const { ledger, random } = stage;
  const actor = new Actor(persona, stage);
  for (let turn = 0; !stage.signal.aborted; turn++) {
    await pause(100 + random() * 200);
    if (!stage.portal.up) {
      continue;
    }
    const mine = [...ledger.keys.values()].filter(
      key => key.requester === persona && !key.deletedAt,
    );
    const key = pick(mine, random);
    const dice = random();
    if (!key || (mine.length < 60 && dice < 0.3)) {
      await ask(actor, turn);
    } else if (dice < 0.6) {
      await reveal(actor, key);
    } else if (dice < 0.75) {
      await rotate(actor, key);
    } else if (dice < 0.85) {
      await edit(actor, key, turn);
    } else if (dice < 0.92) {
      await actor.try('list', () =>
        actor.client.listApiKeys({ query: { limit: 50 } }),
      );
    } else {
      await remove(actor, key);
    }
  }
}

async function ask(actor: Actor, turn: number): Promise<void> {
  const { ledger, random } = actor.stage;
  const manual = random() < 0.6;
  const product = manual
    ? { namespace: 'toystore', name: 'toystore' }
    : { namespace: 'gamestore', name: 'gamestore' };
  const useCase = `${actor.persona} ${turn}: «what it is for», ${random()}`;
  const expires = random() < 0.2;
  const created = await actor.try('ask', () =>
    actor.client.createApiKey({
      body: {
        apiProduct: product,
        planTier: pick(['gold', 'silver', 'bronze'], random)!,
        useCase,
        ...(expires && {
          expiresAt: new Date(
            Date.now() + 30_000 + random() * 60_000,
          ).toISOString(),
        }),
      },
    }),
  );
  if (created) {
    ledger.add({
      namespace: created.metadata.namespace!,
      name: created.metadata.name!,
      requester: actor.persona,
      product,
      useCase,
      messages: [],
      reveals: 0,
      uncertain: false,
    });
  }
}

async function reveal(actor: Actor, key: LedgerKey): Promise<void> {
  const params = { namespace: key.namespace, name: key.name };
  const both = await Promise.all(
    [1, 2].map(() =>
      actor.try('reveal', () => actor.client.revealApiKey({ params })),
    ),
  );
  key.reveals += both.filter(Boolean).length;
  if (key.reveals > 1) {
    actor.stage.ledger.violate('double reveal', `${key.namespace}/${key.name}`);
  }
}

async function rotate(actor: Actor, key: LedgerKey): Promise<void> {
  const overlap = pick(['0', '10s', '1h'], actor.stage.random)!;
  const done = await actor.try('rotate', () =>
    actor.client.rotateApiKey({
      params: { namespace: key.namespace, name: key.name },
      body: { overlap },
    }),
  );
  if (done) {
    key.reveals = 0;
  }
}

async function edit(actor: Actor, key: LedgerKey, turn: number): Promise<void> {
  const useCase = `${actor.persona} ${turn}: another purpose`;
  key.uncertain = true;
  const done = await actor.try('edit', () =>
    actor.client.updateApiKey({
      params: { namespace: key.namespace, name: key.name },
      body: { useCase },
    }),
  );
  if (done) {
    key.useCase = useCase;
    key.uncertain = false;
  }
}

async function remove(actor: Actor, key: LedgerKey): Promise<void> {
  const before = key.deletedAt;
  key.deletedAt = Date.now();
  const done = await actor.try('delete', async () => {
    await actor.client.deleteApiKey({
      params: { namespace: key.namespace, name: key.name },
    });
    return true;
  });
  if (!done) {
    key.deletedAt = before;
    key.uncertain = true;
  }
}

/** Works through the queue: one by one, and many at once. */
export async function review(stage: Stage, persona: string): Promise<void> {
  const { ledger, random } = stage;
  const actor = new Actor(persona, stage);
  for (let turn = 0; !stage.signal.aborted; turn++) {
    await pause(500 + random() * 500);
    if (!stage.portal.up) {
      continue;
    }
    const queue = await actor.try('queue', () =>
      actor.client.listRequests({ query: { status: ['Pending'], limit: 20 } }),
    );
    const waiting = (queue?.items ?? []).filter(
      ({ awaitingReview }) => awaitingReview,
    );
    const message = `${persona} ${turn}: «why», ${random()}`;
    if (waiting.length > 6) {
      const requests = waiting.map(({ metadata, revision }) => ({
        namespace: metadata.namespace!,
        name: metadata.name!,
        revision,
      }));
      await actor.try('bulk review', () =>
        actor.client.bulkReviewRequests({
          body: { decision: 'approve', requests, message },
        }),
      );
    } else if (waiting.length > 0) {
      const request = pick(waiting, random)!;
      const approve = random() < 0.7;
      const input = {
        params: {
          namespace: request.metadata.namespace!,
          name: request.metadata.name!,
        },
        body: { revision: request.revision, message },
      };
      const done = await actor.try(approve ? 'approve' : 'reject', () =>
        approve
          ? actor.client.approveRequest(input)
          : actor.client.rejectRequest(input),
      );
      if (done) {
        const { namespace, name } = request.spec.apiKeyRef;
        ledger.keys.get(`${namespace}/${name}`)?.messages.push(message);
      }
    }
  }
}
