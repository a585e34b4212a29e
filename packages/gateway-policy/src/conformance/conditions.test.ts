import { indexObjects, type PolicyKinds } from '../objects';
import { computedConditions } from '../policies';
import { conditionCases } from './conditions.cases';

test.each(conditionCases)('$name', ({ routes, answer, ...objects }) => {
  const world = { lookup: indexObjects(objects), routes };
  const ofKind = <K extends keyof PolicyKinds>(
    kind: K,
    policies: readonly PolicyKinds[K][] = [],
  ) =>
    policies.map(policy => [
      policy.metadata.name,
      computedConditions(kind, policy, world).map(
        ({ type, status, reason }) =>
          `${type}=${status ? 'True' : 'False'} ${reason}`,
      ),
    ]);
  expect(
    Object.fromEntries([
      ...ofKind('AuthPolicy', objects.authPolicies),
      ...ofKind('PlanPolicy', objects.planPolicies),
      ...ofKind('RateLimitPolicy', objects.rateLimitPolicies),
    ]),
  ).toEqual(answer);
});
