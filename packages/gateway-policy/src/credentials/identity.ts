import {
  ANNOTATIONS,
  identityFields,
  type AuthRules,
  type ResponseItem,
  type RuleCondition,
  type ValueSource,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { valuePaths } from '../expressions/readPaths';
import { selectorParts } from '../expressions/conditions';

const NAME = 'identity';
const KEY_ID_PATH: readonly string[] = [
  'metadata',
  'annotations',
  ANNOTATIONS.keyId,
];

/**
 * What an AuthPolicy hands on about the caller to rate limits, metrics and access logs.
 *
 * @public
 */
export type ExportedIdentity =
  | { exported: false }
  | {
      exported: true;
      /** Fields below `auth.identity`, with the expression that each is made from; `*` for all of it at once. */
      fields: Record<string, string>;
      /** The conditions under which it is exported; left out where it always is. */
      when?: RuleCondition[];
    };

/**
 * Tells what an AuthPolicy exports of the identity. Without a filter named `identity`, rate limits and access logs see
 * nothing of the caller (Kuadrant).
 *
 * @public
 */
export function exportedIdentity(
  rules: AuthRules | undefined,
): ExportedIdentity {
  const filters = Object.entries(rules?.response?.success?.filters ?? {});
  const item = filters.find(
    ([name, filter]) => (filter.key ?? name) === NAME,
  )?.[1];
  if (!item) {
    return { exported: false };
  }
  return {
    exported: true,
    fields: fieldsOf(item),
    ...(item.when?.length && { when: item.when }),
  };
}

/**
 * The field below `auth.identity` that carries the key of each call, as `key-id`; undefined where access logs and rate
 * limits cannot tell all calls apart by key. It is the annotation `devportal.kuadrant.io/key-id` of the enforcement Secret.
 *
 * @public
 */
export function exportedKeyId(
  rules: AuthRules | undefined,
): string | undefined {
  const identity = exportedIdentity(rules);
  if (!identity.exported || identity.when) {
    return undefined;
  }
  for (const [field, expression] of Object.entries(identity.fields)) {
    for (const [auth, source, ...path] of valuePaths(expression)) {
      const missing = KEY_ID_PATH.slice(path.length);
      const leads =
        auth === 'auth' &&
        source === 'identity' &&
        path.every((part, index) => part === KEY_ID_PATH[index]);
      if (leads) {
        return [...(field === '*' ? [] : [field]), ...missing].join('.');
      }
    }
  }
  return undefined;
}

/**
 * The filter to add to `response.success.filters` so that calls can be told apart by key: under the name `identity`.
 *
 * @public
 */
export function recommendedIdentityFilter(): Record<string, ResponseItem> {
  return {
    [NAME]: {
      json: {
        properties: Object.fromEntries(
          Object.entries(identityFields()).map(([name, expression]) => [
            name,
            { expression },
          ]),
        ),
      },
    },
  };
}

function fieldsOf({ json, plain }: ResponseItem): Record<string, string> {
  if (plain) {
    return { '*': expressionOf(plain) };
  }
  return Object.fromEntries(
    Object.entries(json?.properties ?? {}).map(([name, source]) => [
      name,
      expressionOf(source),
    ]),
  );
}

/** The CEL expression of a value; selectors are written as the path that they select. */
export function expressionOf({ expression, selector, value }: ValueSource) {
  if (expression !== undefined) {
    return expression;
  }
  return selector === undefined
    ? JSON.stringify(value ?? null)
    : selectorAsExpression(selector);
}

/** A selector such as `auth.identity.metadata.annotations.secret\.kuadrant\.io/user-id`, as CEL. */
function selectorAsExpression(selector: string): string {
  return selectorParts(selector)
    .map((part, index) =>
      index === 0 || /^[A-Za-z_]\w*$/.test(part)
        ? `${index === 0 ? '' : '.'}${part}`
        : `[${JSON.stringify(part)}]`,
    )
    .join('');
}
