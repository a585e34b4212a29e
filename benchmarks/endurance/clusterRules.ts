import {
  ANNOTATIONS,
  LABELS,
  SECRET_KEY,
  type APIKey,
  type APIKeyApproval,
  type APIKeyRequest,
  type APIProduct,
  apiKeyState,
  countingDecisions,
  productRefOf,
  requestRefOf,
  standingOf,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { KubernetesObject } from '@kuadrant/kubernetes-cache';
import { KEY_PATTERN, type Ledger } from './ledger';

export interface Secret extends KubernetesObject {
  metadata: NonNullable<KubernetesObject['metadata']>;
  data?: Record<string, string>;
}

/** Everything in the cluster that has a part in the life of a key. */
export interface ClusterState {
  keys: APIKey[];
  requests: APIKeyRequest[];
  approvals: APIKeyApproval[];
  products: APIProduct[];
  secrets: Secret[];
  events: KubernetesObject[];
}

/** A key that the gateway has to accept. */
export interface EnforcedKey {
  /** The key's own name, which is no secret. */
  name: string;
  /** The name of the product, which is that of its host too. */
  product: string;
}

/** Something that is wrong now; it is a violation when it stays so. */
export type Suspect = (rule: string, what: string) => void;

const nameOf = ({
  metadata,
}: {
  metadata?: { namespace?: string; name?: string };
}) => `${metadata?.namespace}/${metadata?.name}`;

const isApproved = (key: APIKey) =>
  Boolean(
    key.status?.conditions?.some(
      ({ type, status }) => type === 'Approved' && status === 'True',
    ),
  );

function valueOf(secret: Secret | undefined): string | undefined {
  const encoded = secret?.data?.[SECRET_KEY];
  return encoded && Buffer.from(encoded, 'base64').toString();
}

/** The values that are enforced, by what the cluster says; each must belong to a key that is approved. */
export function compareEnforcement(
  { keys, secrets }: ClusterState,
  suspect: Suspect,
): Map<string, EnforcedKey> {
  const byUid = new Map(keys.map(key => [key.metadata.uid, key]));
  const byName = new Map(secrets.map(secret => [nameOf(secret), secret]));
  const enforced = new Map<string, EnforcedKey>();
  const valuesOf = new Map<string | undefined, Set<string>>();
  for (const secret of secrets) {
    if (secret.metadata.labels?.[LABELS.enforcement] !== 'true') {
      continue;
    }
    const uid = secret.metadata.annotations?.[ANNOTATIONS.apiKeyUid];
    const key = byUid.get(uid);
    const value = valueOf(secret)!;
    if (!key || !isApproved(key)) {
      suspect('enforced without approval', secret.metadata.name!);
    } else {
      const product = key.spec.apiProductRef.name;
      enforced.set(value, { name: nameOf(key), product });
    }
    valuesOf.set(uid, (valuesOf.get(uid) ?? new Set()).add(value));
  }
  for (const key of keys.filter(isApproved)) {
    const { namespace } = key.metadata;
    const own = valueOf(byName.get(`${namespace}/${key.spec.secretRef.name}`));
    if (!valuesOf.get(key.metadata.uid)?.has(own ?? '')) {
      suspect('approved without enforcement', nameOf(key));
    }
  }
  return enforced;
}

/** What was acknowledged has to be there, in the words in which it was said. */
export function compareLedger(
  { keys, requests, approvals }: ClusterState,
  ledger: Ledger,
  suspect: Suspect,
): void {
  const there = new Map(keys.map(key => [nameOf(key), key]));
  const words = new Set(approvals.map(({ spec }) => spec.message));
  for (const [name, known] of ledger.keys) {
    const key = there.get(name);
    if (known.deletedAt) {
      if (key) {
        suspect('deleted and still there', name);
      }
    } else if (!known.uncertain) {
      if (!key) {
        suspect('lost key', name);
      } else if (key.spec.useCase !== known.useCase) {
        suspect(
          'lost words',
          `${name} says ${key.spec.useCase} instead of ${known.useCase}`,
        );
      }
    }
    for (const message of key ? known.messages : []) {
      if (!words.has(message)) {
        suspect('lost words', `${name}: ${message}`);
      }
    }
  }
  for (const { spec } of requests) {
    const name = nameOf({ metadata: spec.apiKeyRef });
    if (!there.has(name)) {
      suspect('request without a key', name);
    }
  }
}

/** What was approved stays approved, whatever was away for seconds; what was not is never enforced. */
export function compareDecisions(
  { keys, requests, approvals, products }: ClusterState,
  suspect: Suspect,
): void {
  const requestOf = new Map(requests.map(each => [nameOf(each), each]));
  const productOf = new Map(products.map(each => [nameOf(each), each]));
  const decisionsOn = new Map<string, APIKeyApproval[]>();
  for (const approval of approvals) {
    const name = `${approval.metadata.namespace}/${approval.spec.apiKeyRequestRef.name}`;
    decisionsOn.set(name, [...(decisionsOn.get(name) ?? []), approval]);
  }
  for (const apiKey of keys.filter(
    ({ metadata }) => !metadata.deletionTimestamp,
  )) {
    const request = nameOf({ metadata: requestRefOf(apiKey) });
    const { verdict } = standingOf(
      countingDecisions(decisionsOn.get(request) ?? [], {
        apiKey,
        request: requestOf.get(request),
        productUid: productOf.get(nameOf({ metadata: productRefOf(apiKey) }))
          ?.metadata.uid,
      }),
      apiKey.spec,
    );
    const { state } = apiKeyState(apiKey.status?.conditions);
    if (verdict === 'approved' && !['Approved', 'Expired'].includes(state)) {
      suspect('approved and not in force', `${nameOf(apiKey)} is ${state}`);
    }
    if (verdict !== 'approved' && state === 'Approved') {
      suspect('in force without approval', nameOf(apiKey));
    }
  }
}

/** No object but a Secret holds a key. */
export function findLeaks(
  { keys, requests, approvals, events }: ClusterState,
  suspect: Suspect,
): void {
  for (const object of [...keys, ...requests, ...approvals, ...events]) {
    if (KEY_PATTERN.test(JSON.stringify(object))) {
      suspect('leak', `${object.kind} ${nameOf(object)} holds a key`);
    }
  }
}
