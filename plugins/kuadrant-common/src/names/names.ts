import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const MAX_NAME = 253;
const MAX_LABEL = 63;

/**
 * What a name of an object looks like: RFC 1123, as Kubernetes checks it.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 * @public
 */
export const OBJECT_NAME =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/**
 * Whether a text can be the name of an object in Kubernetes. Schemas let references hold any text.
 *
 * @public
 */
export function isObjectName(text: string): boolean {
  return text.length <= MAX_NAME && OBJECT_NAME.test(text);
}

/**
 * The first eight hexadecimal digits of the SHA-256 of a text.
 *
 * @public
 */
export function shortHash(text: string): string {
  return sha256Hex(text).slice(0, 8);
}

function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** Joins a stem and an ending so that the whole fits; the stem is cut, and never ends on a separator. */
function fitted(stem: string, ending: string, length: number): string {
  const cut = stem.slice(0, length - ending.length);
  return `${cut.replace(/[^A-Za-z0-9]+$/, '')}${ending}`;
}

/**
 * Name of the APIKeyRequest that shadows an APIKey in its product's namespace. Where namespace and name are too long
 * for a name of 253 characters they are cut; the hash is of the whole.
 *
 * @public
 */
export function apiKeyRequestName(apiKey: {
  namespace: string;
  name: string;
}): string {
  const { namespace, name } = apiKey;
  return fitted(
    `${namespace}-${name}`,
    `-${shortHash(`${namespace}/${name}`)}`,
    MAX_NAME,
  );
}

/**
 * Name of the approval that the controller makes for a request on a product with automatic approval.
 *
 * @public
 */
export function autoApprovalName(requestName: string): string {
  const name = `${requestName}-auto`;
  return name.length <= MAX_NAME
    ? name
    : fitted(requestName, `-${shortHash(requestName)}-auto`, MAX_NAME);
}

/**
 * Name of a decision on a request. It follows from what the reviewer saw, so that of two reviewers who saw the same one
 * succeeds.
 *
 * @param revision - of the request, as `requestRevision` gives it
 * @public
 */
export function decisionName(requestName: string, revision: string): string {
  return fitted(requestName, `-${revision}`, MAX_NAME);
}

/**
 * Name of the Secret by which the gateway knows an approved APIKey, in the namespace of the Kuadrant object.
 *
 * @param value - `previous` for the value before a rotation, while it still works
 * @public
 */
export function enforcementSecretName(
  apiKey: { namespace: string; name: string },
  value: 'current' | 'previous' = 'current',
): string {
  return enforcementName(apiKey, value === 'current' ? '' : `-${value}`);
}

/**
 * Name of a copy that stands in while an enforcement Secret is replaced. Copies with another content have other names,
 * so a gateway that knows Secrets by their names never takes one copy for another.
 *
 * @param content - what the gateway knows the key by, apart from its value
 * @public
 */
export function enforcementCopyName(
  apiKey: { namespace: string; name: string },
  value: 'current' | 'previous',
  content: string,
): string {
  return enforcementName(
    apiKey,
    `${value === 'current' ? '' : `-${value}`}-next-${shortHash(content)}`,
  );
}

/**
 * Whether a name is that of a copy that stands in for an enforcement Secret of the APIKey.
 *
 * @public
 */
export function isEnforcementCopyName(
  apiKey: { namespace: string; name: string },
  name: string,
): boolean {
  const hash = shortHash(`${apiKey.namespace}/${apiKey.name}`);
  return new RegExp(`-${hash}(-previous)?-next(-[0-9a-f]{8})?$`).test(name);
}

function enforcementName(
  { namespace, name }: { namespace: string; name: string },
  ending: string,
): string {
  return fitted(
    `devportal-${namespace}-${name}`,
    `-${shortHash(`${namespace}/${name}`)}${ending}`,
    MAX_NAME,
  );
}

/**
 * Name of the namespace that holds a consumer's APIKeys.
 *
 * @param userEntityRef - the consumer as a full entity reference, for example `user:default/jane`
 * @public
 */
export function consumerNamespaceName(userEntityRef: string): string {
  const name = userEntityRef.slice(userEntityRef.lastIndexOf('/') + 1);
  const stem = `kuadrant-${name.toLocaleLowerCase('en-US')}`.replace(
    /[^a-z0-9]+/g,
    '-',
  );
  return fitted(stem, `-${shortHash(userEntityRef)}`, MAX_LABEL);
}

/**
 * The name of an object as the value of a label: unchanged when it fits into the 63 characters that Kubernetes allows,
 * else cut with a hash of the whole. By these labels gateways tell the keys of products apart, so no name may have the
 * value of another one: the underscore is in no name, and nobody finds a second name with the same 64 bits.
 *
 * @public
 */
export function labelValue(name: string): string {
  return name.length <= MAX_LABEL
    ? name
    : fitted(name, `_${sha256Hex(name).slice(0, 16)}`, MAX_LABEL);
}
