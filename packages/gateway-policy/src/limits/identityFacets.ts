import {
  ANNOTATIONS,
  LABELS,
  type AuthRules,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { exportedIdentity } from '../credentials/identity';
import { valuePaths } from '../expressions/readPaths';

/**
 * What a value tells callers apart by. `call`: by the call, not by who makes it. `nobody`: the value is empty for
 * everyone.
 */
export type Facet =
  | 'key'
  | 'keyName'
  | 'keyNamespace'
  | 'user'
  | 'owner'
  | 'plan'
  | 'call'
  | 'nobody'
  | 'unknown';

const OWNER_ANNOTATION = 'devportal.kuadrant.io/owner';
const OF_THE_CALL = [
  'host',
  'path',
  'url_path',
  'method',
  'scheme',
  'protocol',
];

const OF_ANNOTATIONS: Record<string, Facet> = {
  [ANNOTATIONS.keyId]: 'key',
  [ANNOTATIONS.apiKeyUid]: 'key',
  [ANNOTATIONS.apiKey]: 'key',
  [ANNOTATIONS.userId]: 'user',
  [OWNER_ANNOTATION]: 'owner',
  [ANNOTATIONS.planId]: 'plan',
};
const OF_LABELS: Record<string, Facet> = {
  [LABELS.apiKey]: 'keyName',
  [LABELS.apiKeyNamespace]: 'keyNamespace',
};

/** What an expression of a rate limit tells callers apart by, given what the AuthPolicy exports. */
export function facetsOf(
  expression: string,
  rules: AuthRules | undefined,
): Facet[] {
  return valuePaths(expression).map(path => facetOf(path, rules));
}

function facetOf(path: string[], rules: AuthRules | undefined): Facet {
  const [root, part, name] = path;
  if (root === 'auth' && part === 'kuadrant' && name === 'plan') {
    return 'plan';
  }
  if (root === 'auth' && part === 'identity') {
    return exportedFacet(path.slice(2), rules);
  }
  return root === 'request' && OF_THE_CALL.includes(part) ? 'call' : 'unknown';
}

// Rate limits see of the identity only what the AuthPolicy exports.
function exportedFacet(path: string[], rules: AuthRules | undefined): Facet {
  const exported = exportedIdentity(rules);
  if (!exported.exported) {
    return 'nobody';
  }
  if (exported.when) {
    return 'unknown';
  }
  const { '*': whole, ...fields } = exported.fields;
  if (whole !== undefined) {
    return sourceFacet(whole, path);
  }
  if (path.length === 0) {
    return narrowest(Object.values(fields));
  }
  const [field, ...rest] = path;
  return Object.hasOwn(fields, field)
    ? sourceFacet(fields[field], rest)
    : 'nobody';
}

function sourceFacet(expression: string, rest: string[]): Facet {
  const [source] = valuePaths(expression);
  return source ? identityFacet([...source, ...rest]) : 'nobody';
}

/** An object tells callers apart by the narrowest of its fields. */
function narrowest(expressions: string[]): Facet {
  const facets = expressions.map(expression => sourceFacet(expression, []));
  const order: Facet[] = ['key', 'user', 'owner'];
  return order.find(facet => facets.includes(facet)) ?? 'unknown';
}

/** What a part of the identity tells, which is the Secret of a key. */
function identityFacet([auth, identity, ...path]: string[]): Facet {
  if (auth !== 'auth' || identity !== 'identity') {
    return 'unknown';
  }
  const [metadata, section, name] = path;
  if (path.length === 0 || (metadata === 'metadata' && path.length === 1)) {
    return 'key';
  }
  if (metadata !== 'metadata') {
    return 'unknown';
  }
  if (section === 'name' || section === 'uid') {
    return 'key';
  }
  const facets = section === 'labels' ? OF_LABELS : OF_ANNOTATIONS;
  return ['labels', 'annotations'].includes(section) &&
    Object.hasOwn(facets, name)
    ? facets[name]
    : 'unknown';
}
