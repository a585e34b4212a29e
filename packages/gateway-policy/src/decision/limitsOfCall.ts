import type { PlanPolicy } from '@kuadrant/backstage-plugin-kuadrant-common';
import { exportedIdentity } from '../credentials';
import type { ExpressionContext, Expressions } from '../expressions';
import { allHold } from '../expressions/conditions';
import { planOfLimit, scopeOfLimit } from '../limits';
import { countedRate } from '../limits/windows';
import type {
  EffectiveAuthPolicy,
  PathPolicies,
  TrafficPath,
} from '../policies';
import { nameOf } from '../policies/reports';
import { refOf, refText } from '../objects/refs';
import type { CounterLimit } from './counters';

/** The tier of the first plan whose predicate holds. */
export function planOfCall(
  policy: PlanPolicy | undefined,
  context: ExpressionContext,
  expressions: Expressions,
): string | undefined {
  return policy?.spec.plans?.find(({ predicate }) =>
    expressions.holds(predicate, context),
  )?.tier;
}

/** What rate limits see of a caller: what the AuthPolicy exports of the identity, and the plan. */
export function limitContext(
  auth: EffectiveAuthPolicy | undefined,
  context: ExpressionContext,
  plan: string | undefined,
  expressions: Expressions,
): ExpressionContext {
  const exported = exportedIdentity(auth?.rules);
  const isExported =
    exported.exported &&
    allHold(exported.when ?? [], context, expressions, auth?.patterns) === true;
  const { '*': whole, ...fields } = isExported ? exported.fields : {};
  const identity =
    whole === undefined
      ? Object.fromEntries(
          Object.entries(fields).map(([name, expression]) => [
            name,
            expressions.value(expression, context),
          ]),
        )
      : expressions.value(whole, context);
  return {
    request: context.request,
    auth: {
      ...(isExported && { identity }),
      ...(plan !== undefined && { kuadrant: { plan } }),
    },
  };
}

/**
 * The counters that a call uses up. Counters belong to the route, as Limitador's namespaces do, and a value that is
 * missing is the same for all callers.
 */
export function countersOfCall(
  path: TrafficPath,
  { limits, auth }: PathPolicies,
  context: ExpressionContext,
  expressions: Expressions,
): CounterLimit[] {
  return limits.flatMap(({ name, limit, source }) => {
    const applies = (limit.when ?? []).every(({ predicate }) =>
      expressions.holds(predicate, context),
    );
    if (!applies) {
      return [];
    }
    const policy = nameOf(source.kind, source.policy);
    const plan = planOfLimit(limit);
    const values = (limit.counters ?? []).map(({ expression }) =>
      valueText(expressions.value(expression, context)),
    );
    return (limit.rates ?? []).flatMap(rate => {
      const counted = countedRate(rate);
      return counted.effective
        ? [
            {
              key: JSON.stringify([
                refText(refOf(path.route)),
                refText(policy),
                name,
                counted.seconds,
                ...values,
              ]),
              limit: {
                ...counted,
                name,
                policy,
                ...(plan !== undefined && { plan }),
                ...scopeOfLimit(limit, auth?.rules),
                conditional: false,
              },
            },
          ]
        : [];
    });
  });
}

function valueText(value: unknown): string {
  if (value === undefined || value === null) {
    return 'null';
  }
  return typeof value === 'object'
    ? JSON.stringify(value, (_, each) =>
        typeof each === 'bigint' ? String(each) : each,
      )
    : String(value);
}
