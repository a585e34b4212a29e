import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  apiKeyApprovals,
  apiKeyRequests,
  apiKeys,
  apiProducts,
  events,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  KubernetesClient,
  type KubernetesObject,
} from '@kuadrant/kubernetes-cache';
import { KubeConfig } from '@kubernetes/client-node';
import {
  type ClusterState,
  compareDecisions,
  compareEnforcement,
  compareLedger,
  findLeaks,
  type Secret,
} from './clusterRules';
import { GatewayCalls } from './GatewayCalls';
import { KEY_PATTERN, type Ledger } from './ledger';
import type { PortalProcess } from './portal';

/** How long the controller and the gateway may take to follow, on a machine that does all of this at once. */
const GRACE_MS = 10_000;

/** Looks at nothing but the cluster, the gateway and the logs, and tells which rules do not hold. */
export class Checker {
  readonly #portal: PortalProcess;
  readonly #ledger: Ledger;
  readonly #gateway: GatewayCalls;
  #suspects = new Map<string, { rule: string; what: string; since: number }>();
  #offsets = new Map<string, number>();
  #rounds = 0;

  constructor(portal: PortalProcess, ledger: Ledger) {
    this.#portal = portal;
    this.#ledger = ledger;
    this.#gateway = new GatewayCalls(portal.ports.GATEWAY_PORT, ledger);
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
    try {
      const before = this.#suspects;
      this.#suspects = new Map();
      await this.#collect((rule, what) => {
        const id = `${rule}: ${what}`;
        const since = before.get(id)?.since ?? Date.now();
        this.#suspects.set(id, { rule, what, since });
      });
      for (const { rule, what, since } of this.#suspects.values()) {
        if (Date.now() - since > GRACE_MS) {
          this.#ledger.violate(rule, what);
        }
      }
      this.readLogs();
      this.#rounds++;
    } catch (error) {
      if (this.#portal.up) {
        throw error;
      }
    }
  }

  async #collect(suspect: (rule: string, what: string) => void) {
    const state = await readCluster(this.#portal.kubeconfig);
    const enforced = compareEnforcement(state, suspect);
    compareDecisions(state, suspect);
    compareLedger(state, this.#ledger, suspect);
    findLeaks(state, suspect);
    this.#gateway.update(enforced);
    if (Date.now() > this.#ledger.brokenUntil) {
      await this.#gateway.look(suspect);
    }
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

async function readCluster(kubeconfig: string): Promise<ClusterState> {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromFile(kubeconfig);
  const client = KubernetesClient.fromKubeConfig(kubeConfig);
  const all = async <T extends KubernetesObject>(
    resource: Parameters<typeof client.list<T>>[0],
  ) => (await client.list<T>(resource, {})).items;
  try {
    // One after the other, and the Secrets after what they belong to.
    return {
      keys: await all(apiKeys),
      requests: await all(apiKeyRequests),
      approvals: await all(apiKeyApprovals),
      products: await all(apiProducts),
      secrets: await all<Secret>(secrets),
      events: await all(events),
    };
  } finally {
    client.close();
  }
}
