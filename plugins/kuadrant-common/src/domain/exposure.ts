import type { KubernetesObject } from '../kinds/KubernetesObject';
import { ANNOTATIONS, LABELS } from '../names';
import { readEntityRef } from './ownership';

/** What `devportal.kuadrant.io/exposed-to` says for everybody. @public */
export const EXPOSED_TO_ALL = '*';

// Kubernetes reserves the prefix: https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
const SYSTEM_PREFIX = 'kube-';

/**
 * Who may offer a route as an API product.
 *
 * @public
 */
export interface Exposure {
  /** Full references of users and groups; only `*` where it is everybody. */
  readonly exposedTo: readonly string[];
  /** Entries that can't be read, which expose the route to nobody. */
  readonly problems: readonly string[];
}

/** The exposure to everybody. @public */
export const FULL_EXPOSURE: Exposure = {
  exposedTo: [EXPOSED_TO_ALL],
  problems: [],
};

const NO_EXPOSURE: Exposure = { exposedTo: [], problems: [] };

// The objects of caches are frozen, so what was read from one holds as long as the object.
const exposures = new WeakMap<KubernetesObject, Exposure>();

/**
 * Reads `devportal.kuadrant.io/exposed-to` of an HTTPRoute or a Namespace: entity references between commas, or `*`. A
 * reference without a kind is a group's.
 *
 * @public
 */
export function readExposure(object: KubernetesObject | undefined): Exposure {
  const text = object?.metadata.annotations?.[ANNOTATIONS.exposedTo];
  if (!object || text === undefined) {
    return NO_EXPOSURE;
  }
  let exposure = exposures.get(object);
  if (!exposure) {
    exposure = parseExposure(text);
    exposures.set(object, exposure);
  }
  return exposure;
}

/**
 * The exposure of a route: what the route says itself, and what its Namespace says for all of its routes.
 *
 * @param route - undefined for one that does not exist
 * @param namespace - the route's Namespace; undefined for one that does not exist
 * @public
 */
export function exposureOfRoute(
  route: KubernetesObject | undefined,
  namespace: KubernetesObject | undefined,
): Exposure {
  if (!namespace || !takesProducts(namespace)) {
    return NO_EXPOSURE;
  }
  const own = readExposure(route);
  const ofAll = readExposure(namespace);
  return {
    exposedTo: everybodyOr([...own.exposedTo, ...ofAll.exposedTo]),
    problems: [...own.problems, ...ofAll.problems],
  };
}

/**
 * Whether a route is exposed to one of these.
 *
 * @param refs - full references, such as a user and their groups
 * @public
 */
export function isExposedTo(
  { exposedTo }: Exposure,
  refs: Iterable<string>,
): boolean {
  const known = new Set(refs);
  return exposedTo.some(ref => ref === EXPOSED_TO_ALL || known.has(ref));
}

/**
 * Whether API products may be in a namespace at all: never in Kubernetes' own, nor in those that hold consumers' keys.
 *
 * @public
 */
export function takesProducts({ metadata }: KubernetesObject): boolean {
  return (
    !metadata.name.startsWith(SYSTEM_PREFIX) &&
    metadata.labels?.[LABELS.consumerNamespace] !== 'true'
  );
}

function parseExposure(text: string): Exposure {
  const entries = text
    .split(',')
    .map(entry => entry.trim())
    .filter(entry => entry !== '');
  const refs: string[] = [];
  const problems: string[] = [];
  for (const entry of entries) {
    const { ref, problem } =
      entry === EXPOSED_TO_ALL
        ? { ref: EXPOSED_TO_ALL }
        : readEntityRef(entry, 'group');
    if (ref) {
      refs.push(ref);
    } else {
      problems.push(
        `Annotation ${ANNOTATIONS.exposedTo}: "${entry.slice(0, 100)}" ${problem}`,
      );
    }
  }
  return { exposedTo: everybodyOr(refs), problems };
}

function everybodyOr(refs: string[]): string[] {
  return refs.includes(EXPOSED_TO_ALL) ? [EXPOSED_TO_ALL] : [...new Set(refs)];
}
