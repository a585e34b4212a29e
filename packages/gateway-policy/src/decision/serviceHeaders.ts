import type { ValueSource } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { ExpressionContext, Expressions } from '../expressions';
import { allHold } from '../expressions/conditions';
import type { EffectiveAuthPolicy } from '../policies';

/**
 * The headers that an AuthPolicy sets on a call for the service, by their names in lower case. Like Authorino, it leaves
 * out those that cannot be computed, such as what is read of a key where a call has none.
 */
export function serviceHeaders(
  auth: EffectiveAuthPolicy | undefined,
  context: ExpressionContext,
  expressions: Expressions,
): Record<string, string> {
  const items = Object.entries(auth?.rules.response?.success?.headers ?? {});
  return Object.fromEntries(
    items.flatMap(([name, { key, plain, json, when = [] }]) => {
      const applies = allHold(when, context, expressions, auth?.patterns);
      const value = applies
        ? valueOf({ plain, json }, context, expressions)
        : undefined;
      return value === undefined ? [] : [[(key ?? name).toLowerCase(), value]];
    }),
  );
}

function valueOf(
  {
    plain,
    json,
  }: {
    plain?: ValueSource;
    json?: { properties?: Record<string, ValueSource> };
  },
  context: ExpressionContext,
  expressions: Expressions,
): string | undefined {
  const read = ({ value, expression }: ValueSource) =>
    expression === undefined ? value : expressions.value(expression, context);
  if (plain) {
    const value = read(plain);
    return typeof value === 'object' ? toJson(value) : value && String(value);
  }
  return json && toJson(mapValues(json.properties ?? {}, read));
}

function mapValues<T, R>(record: Record<string, T>, map: (value: T) => R) {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, map(value)]),
  );
}

function toJson(value: unknown): string {
  return JSON.stringify(value, (_, each) =>
    typeof each === 'bigint' ? Number(each) : each,
  );
}
