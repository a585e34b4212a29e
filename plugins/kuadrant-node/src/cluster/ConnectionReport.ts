import {
  type CacheStatus,
  isUnreachable,
  KubernetesError,
  type Logger,
} from '@kuadrant/kubernetes-cache';
import { nearest } from '../config/nearest';
import type { KuadrantCaches } from './caches';

const UNTRUSTED = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** How the portal gets to its cluster: states in which every cache fails alike. */
type Trouble = 'unreachable' | 'rejected';

/**
 * Tells an operator what keeps the portal from following its cluster, each trouble once for all caches, with the option
 * that is at fault.
 */
export class ConnectionReport {
  readonly #server: string;
  readonly #caches: KuadrantCaches;
  readonly #namespaces: readonly string[];
  readonly #logger: Logger;
  readonly #reported = new Map<string, string>();
  readonly #missing = new Set<string>();
  #trouble?: Trouble;

  constructor(options: {
    server: string;
    caches: KuadrantCaches;
    /** `kuadrant.cluster.namespaces`. */
    namespaces?: readonly string[];
    logger: Logger;
  }) {
    this.#server = options.server;
    this.#caches = options.caches;
    this.#namespaces = options.namespaces ?? [];
    this.#logger = options.logger;
  }

  /** Begins to follow the caches, before they start. */
  begin(): void {
    for (const [name, cache] of Object.entries(this.#caches)) {
      cache.onStatusChange(status => this.#report(name, status));
    }
    if (this.#namespaces.length > 0) {
      this.#caches.namespaces.onStatusChange(() => this.#reportNamespaces());
      this.#caches.namespaces.subscribe(() => this.#reportNamespaces());
    }
  }

  #report(name: string, { error }: CacheStatus): void {
    const errors = Object.values(this.#caches).map(
      ({ status }) => status.error,
    );
    const trouble = errors.map(troubleOf).find(Boolean);
    if (trouble !== this.#trouble) {
      this.#trouble = trouble;
      switch (trouble) {
        case 'unreachable':
          this.#logger.warn(
            `Waiting for the Kubernetes cluster: ${withRemedy(errors.find(isUnreachable)!)}`,
          );
          break;
        case 'rejected':
          this.#logger.warn(
            `The Kubernetes API at ${this.#server} rejects the portal's credentials. Renew kuadrant.cluster.token or tokenFile, or those of the kubeconfig or service account.`,
          );
          break;
        default:
          this.#logger.info('The Kubernetes cluster answers again');
      }
    }
    const message = troubleOf(error) ? undefined : error?.message;
    if (message && this.#reported.get(name) !== message) {
      this.#logger.warn(`Cannot follow ${name}, will retry: ${message}`);
    }
    this.#reported.set(name, message ?? '');
  }

  /** A namespace that does not exist is no error to the cluster: its lists are empty. */
  #reportNamespaces(): void {
    const { namespaces } = this.#caches;
    if (!namespaces.status.synced) {
      return;
    }
    this.#namespaces.forEach((name, index) => {
      const option = `kuadrant.cluster.namespaces[${index}]`;
      const exists = namespaces.get({ name }) !== undefined;
      if (exists && this.#missing.delete(name)) {
        this.#logger.info(`${option}: the namespace "${name}" now exists.`);
      }
      if (!exists && !this.#missing.has(name)) {
        this.#missing.add(name);
        const meant = nearest(
          name,
          namespaces.list().map(({ metadata }) => metadata.name),
        );
        this.#logger.warn(
          `${option}: there is no namespace "${name}"${
            meant ? `; did you mean "${meant}"?` : '.'
          } Its products are shown once it exists.`,
        );
      }
    });
  }
}

function troubleOf(error: Error | undefined): Trouble | undefined {
  if (isUnreachable(error)) {
    return 'unreachable';
  }
  return error instanceof KubernetesError && error.status === 401
    ? 'rejected'
    : undefined;
}

/** The words of an error with what an operator can do about it. */
function withRemedy({ message, cause }: Error): string {
  const { code } = (cause ?? {}) as { code?: string };
  // What Node.js suggests after the semicolon is not how this connection is configured.
  const [words] = message.split(';');
  if (code !== undefined && UNTRUSTED.has(code)) {
    return `${words}. Set its certificate authority in kuadrant.cluster.caFile or caData, or in the kubeconfig.`;
  }
  return code === 'ERR_TLS_CERT_ALTNAME_INVALID'
    ? `${message}. Use a host of the certificate in kuadrant.cluster.url or in the kubeconfig.`
    : message;
}
