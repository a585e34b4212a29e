import { readdirSync, openSync, readSync, closeSync, statSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import {
  apiKeyApprovals,
  apiKeyRequests,
  apiKeys,
  ANNOTATIONS,
  events,
  LABELS,
  SECRET_KEY,
  secrets,
  type APIKey,
  type APIKeyApproval,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  KubernetesClient,
  type KubernetesObject,
} from '@kuadrant/kubernetes-cache';
import { KubeConfig } from '@kubernetes/client-node';
import { KEY_PATTERN, type Ledger } from './ledger';
import type { PortalProcess } from './portal';

/** How long the controller and the gateway may take to follow, on a machine that does all of this at once. */
const GRACE_MS = 10_000;

interface Secret extends KubernetesObject {
  metadata: NonNullable<KubernetesObject['metadata']>;
  data?: Record<string, string>;
}

const isTrue = (key: APIKey, type: string) =>
  Boolean(
    key.status?.conditions?.some(
      condition => condition.type === type && condition.status === 'True',
    ),
  );

const valueOf = (secret: Secret | undefined) =>
  secret?.data?.[SECRET_KEY] &&
  Buffer.from(secret.data[SECRET_KEY], 'base64').toString();

/** Looks at nothing but the cluster, the gateway and the logs, and tells which rules do not hold. */
export class Checker {
  readonly #portal: PortalProcess;
  readonly #ledger: Ledger;
  #suspects = new Map<string, number>();
  #gone = new Map<string, { host: string; since: number }>();
  #enforced = new Map<string, string>();
  #offsets = new Map<string, number>();
  #rounds = 0;

  constructor(portal: PortalProcess, ledger: Ledger) {
    this.#portal = portal;
    this.#ledger = ledger;
  }

  get rounds(): number {
    return this.#rounds;
  }

  /** One look at everything; what is wrong for longer than the grace is a violation. */
  async look(): Promise<void> {
    if (!this.#portal.up || this.#portal.upFor < GRACE_MS) {
      this.#suspects.clear();
      return;
    }
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromFile(this.#portal.kubeconfig);
    const client = KubernetesClient.fromKubeConfig(kubeConfig);
    try {
      const suspects = await this.#compare(client);
      const now = Date.now();
      this.#suspects = new Map(
        [...suspects].map(id => [id, this.#suspects.get(id) ?? now]),
      );
      for (const [id, since] of this.#suspects) {
        if (now - since > GRACE_MS) {
          const end = id.indexOf(': ');
          this.#ledger.violate(id.slice(0, end), id.slice(end + 2));
        }
      }
      await this.#callGateway();
      this.readLogs();
      this.#rounds++;
    } catch (error) {
      if (this.#portal.up) {
        throw error;
      }
    } finally {
      client.close();
    }
  }

  async #compare(client: KubernetesClient): Promise<Set<string>> {
    const all = async <T extends KubernetesObject>(
      resource: Parameters<typeof client.list<T>>[0],
    ) => (await client.list<T>(resource, {})).items;
    const keys = await all<APIKey>(apiKeys);
    const requests = await all(apiKeyRequests);
    const approvals = await all<APIKeyApproval>(apiKeyApprovals);
    const allSecrets = await all<Secret>(secrets);
    const allEvents = await all(events);
    const suspects = new Set<string>();
    const suspect = (rule: string, what: string) =>
      suspects.add(`${rule}: ${what}`);

    const byUid = new Map(keys.map(key => [key.metadata.uid, key]));
    const secretOf = new Map(
      allSecrets.map(each => [
        `${each.metadata.namespace}/${each.metadata.name}`,
        each,
      ]),
    );
    const enforced = new Map<string, string>();
    const enforcedUids = new Map<string | undefined, string[]>();
    for (const secret of allSecrets) {
      if (secret.metadata.labels?.[LABELS.enforcement] !== 'true') {
        continue;
      }
      const uid = secret.metadata.annotations?.[ANNOTATIONS.apiKeyUid];
      const key = byUid.get(uid);
      const value = valueOf(secret)!;
      if (!key || !isTrue(key, 'Approved')) {
        suspect('enforced without approval', secret.metadata.name!);
      } else {
        enforced.set(value, key.spec.apiProductRef.name);
      }
      enforcedUids.set(uid, [...(enforcedUids.get(uid) ?? []), value]);
    }
    for (const key of keys) {
      const name = `${key.metadata.namespace}/${key.metadata.name}`;
      const own = valueOf(
        secretOf.get(`${key.metadata.namespace}/${key.spec.secretRef.name}`),
      );
      if (
        isTrue(key, 'Approved') &&
        !enforcedUids.get(key.metadata.uid)?.includes(own ?? '')
      ) {
        suspect('approved without enforcement', name);
      }
      const known = this.#ledger.keys.get(name);
      if (known?.deletedAt) {
        suspect('deleted and still there', name);
      } else if (
        known &&
        !known.uncertain &&
        known.useCase !== key.spec.useCase
      ) {
        suspect(
          'lost words',
          `${name} says ${key.spec.useCase} instead of ${known.useCase}`,
        );
      }
    }
    const words = new Set(approvals.map(({ spec }) => spec.message));
    for (const [name, key] of this.#ledger.keys) {
      const there = keys.some(
        each => `${each.metadata.namespace}/${each.metadata.name}` === name,
      );
      if (!there && !key.deletedAt && !key.uncertain) {
        suspect('lost key', name);
      }
      for (const message of there ? key.messages : []) {
        if (!words.has(message)) {
          suspect('lost words', `${name}: ${message}`);
        }
      }
    }
    const requested = new Set(
      (
        requests as {
          spec?: { apiKeyRef: { namespace?: string; name: string } };
        }[]
      ).map(
        ({ spec }) => `${spec?.apiKeyRef.namespace}/${spec?.apiKeyRef.name}`,
      ),
    );
    for (const name of requested) {
      if (
        !keys.some(
          each => `${each.metadata.namespace}/${each.metadata.name}` === name,
        )
      ) {
        suspect('request without a key', name);
      }
    }
    for (const object of [...keys, ...requests, ...approvals, ...allEvents]) {
      if (KEY_PATTERN.test(JSON.stringify(object))) {
        suspect('leak', `${object.kind} ${object.metadata.name} holds a key`);
      }
    }
    for (const [value, host] of this.#enforced) {
      if (!enforced.has(value)) {
        this.#gone.set(value, { host, since: Date.now() });
      }
    }
    for (const value of enforced.keys()) {
      this.#gone.delete(value);
    }
    this.#enforced = enforced;
    return suspects;
  }

  /** Some keys that are enforced, and some that are no more. */
  async #callGateway(): Promise<void> {
    const sample = <T>(items: T[]) =>
      items.sort(() => Math.random() - 0.5).slice(0, 5);
    for (const [value, product] of sample([...this.#enforced])) {
      const status = await this.#call(product, value);
      if (status === 401 && this.#enforced.has(value)) {
        this.#gone.set(value, { host: product, since: Date.now() + 60_000 });
        this.#ledger.count('gateway: 401 for an enforced key, looked at again');
      }
      this.#ledger.count(`gateway: enforced key ${status}`);
    }
    for (const [value, { host, since }] of sample([...this.#gone])) {
      const status = await this.#call(host, value);
      if (Date.now() - since > 2000 && status !== 401) {
        this.#ledger.violate(
          'works after its end',
          `a key of ${host} answered ${status}`,
        );
      }
      this.#ledger.count(`gateway: ended key ${status}`);
    }
  }

  #call(product: string, value: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        {
          host: '127.0.0.1',
          port: this.#portal.ports.GATEWAY_PORT,
          path: product === 'toystore' ? '/toys' : '/games',
          headers: {
            host: `${product}.localhost`,
            ...(product === 'toystore'
              ? { authorization: `Bearer ${value}` }
              : { 'x-api-key': value }),
          },
        },
        response => {
          response.resume();
          response.once('end', () => resolve(response.statusCode));
        },
      );
      request.once('error', reject);
      request.end();
    });
  }

  /** What has been logged since the last look. */
  readLogs(): void {
    const folder = join(this.#portal.state, 'logs');
    for (const name of readdirSync(folder)) {
      const file = join(folder, name);
      const size = statSync(file).size;
      const from = Math.min(this.#offsets.get(file) ?? 0, size);
      const buffer = Buffer.alloc(size - from);
      const handle = openSync(file, 'r');
      try {
        readSync(handle, buffer, 0, buffer.length, from);
      } finally {
        closeSync(handle);
      }
      this.#offsets.set(file, size);
      if (KEY_PATTERN.test(buffer.toString())) {
        this.#ledger.violate('leak', `${name} holds a key`);
      }
    }
  }
}
