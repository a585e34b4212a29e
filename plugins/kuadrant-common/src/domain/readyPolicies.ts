import type { ObjectRef } from '../kinds';
import { ANNOTATIONS, LABELS, labelValue } from '../names';

/**
 * The labels by which an AuthPolicy selects the keys of one product and no others. The controller writes them on the
 * Secret of each approved key.
 *
 * @public
 */
export function isolatingSelector(product: ObjectRef): Record<string, string> {
  return {
    [LABELS.apiProduct]: labelValue(product.name),
    [LABELS.apiProductNamespace]: labelValue(product.namespace),
  };
}

/**
 * The CEL predicate of an authorization rule that lets only keys of one product pass, for policies whose selector keys
 * of several products meet.
 *
 * @public
 */
export function isolatingPredicate(product: ObjectRef): string {
  return Object.entries(isolatingSelector(product))
    .map(
      ([label, value]) =>
        `auth.identity.metadata.labels["${label}"] == "${value}"`,
    )
    .join(' && ');
}

/**
 * A ready-made AuthPolicy in YAML for a product on a route: keys of this product, expected in the header
 * `Authorization: APIKEY …`.
 *
 * @public
 */
export function authPolicyYaml(product: ObjectRef, route: ObjectRef): string {
  const labels = Object.entries(isolatingSelector(product)).map(
    ([label, value]) => `              ${label}: "${value}"`,
  );
  return [
    'apiVersion: kuadrant.io/v1',
    'kind: AuthPolicy',
    'metadata:',
    `  name: "${route.name}"`,
    `  namespace: "${route.namespace}"`,
    'spec:',
    '  targetRef:',
    '    group: gateway.networking.k8s.io',
    '    kind: HTTPRoute',
    `    name: "${route.name}"`,
    '  rules:',
    '    authentication:',
    '      api-keys:',
    '        apiKey:',
    '          selector:',
    '            matchLabels:',
    ...labels,
    '        credentials:',
    '          authorizationHeader:',
    '            prefix: APIKEY',
    ...identityFilterLines().map(line => `    ${line}`),
    '',
  ].join('\n');
}

/**
 * What an AuthPolicy exports of a key so that rate limits, metrics and access logs tell calls apart: CEL expressions by
 * the name of their field below `auth.identity`.
 *
 * @public
 */
export function identityFields(): Record<string, string> {
  const annotation = (name: string) =>
    `auth.identity.metadata.annotations["${name}"]`;
  return {
    'key-id': annotation(ANNOTATIONS.keyId),
    'user-id': annotation(ANNOTATIONS.userId),
    'plan-id': annotation(ANNOTATIONS.planId),
  };
}

/**
 * A response in YAML, to add to the rules of an AuthPolicy, that exports the key of each call.
 *
 * @public
 */
export function identityFilterYaml(): string {
  return [...identityFilterLines(), ''].join('\n');
}

function identityFilterLines(): string[] {
  return [
    'response:',
    '  success:',
    '    filters:',
    '      identity:',
    '        json:',
    '          properties:',
    ...Object.entries(identityFields()).flatMap(([name, expression]) => [
      `            ${name}:`,
      `              expression: '${expression}'`,
    ]),
  ];
}

/**
 * An authorization rule in YAML, to add to the rules of an AuthPolicy whose selector keys of other products meet too.
 *
 * @public
 */
export function isolatingRuleYaml(product: ObjectRef): string {
  return [
    'authorization:',
    '  keys-of-this-product:',
    '    patternMatching:',
    '      patterns:',
    '        - predicate: >-',
    ...isolatingPredicate(product)
      .split(' && ')
      .map((part, index, { length }) =>
        index < length - 1 ? `            ${part} &&` : `            ${part}`,
      ),
    '',
  ].join('\n');
}
