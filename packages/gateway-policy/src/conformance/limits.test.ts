import { attachRoute } from '../attachment';
import { limitsOf, plansOf, type RouteLimit, type RoutePlans } from '../limits';
import { indexObjects } from '../objects';
import { routePolicies } from '../policies';
import { limitCases } from './limits.cases';
import { scopeCases } from './scopes.cases';

const limitText = (limit: RouteLimit) =>
  [
    `${limit.plan ?? '*'} ${limit.limit}/${limit.window} ${limit.scope}`,
    ...(limit.identityNotExported ? ['not exported'] : []),
    ...(limit.conditional ? ['conditional'] : []),
    ...(limit.effective ? [] : ['without effect']),
    ...(limit.inexact ? ['inexact'] : []),
  ].join(', ');

function describePlans(plans: RoutePlans) {
  if (plans.state === 'none') {
    return { plans: 'none' };
  }
  if (plans.state === 'refused') {
    const { reason, message } = plans.why;
    return { plans: `refused: ${reason}: ${message}` };
  }
  return {
    plans: plans.plans.map(({ tier }) => tier),
    blind: plans.plans.flatMap(({ tier, readsPlanId }) =>
      readsPlanId ? [] : [tier],
    ),
    replacedBy: [
      ...new Set(
        plans.plans.flatMap(({ replacedBy }) =>
          replacedBy.map(({ name }) => name),
        ),
      ),
    ],
  };
}

test.each([...limitCases, ...scopeCases])(
  '$name',
  ({ route, answer, ...objects }) => {
    const lookup = indexObjects(objects);
    const { policies } = routePolicies(
      route,
      attachRoute(route, lookup),
      lookup,
    ).main;
    expect({
      ...describePlans(plansOf(policies)),
      limits: limitsOf(policies).map(limitText),
    }).toMatchObject(answer);
  },
);
