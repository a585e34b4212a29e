import { attachRoute } from '../attachment';
import { indexObjects } from '../objects';
import {
  routePolicies,
  type PathPolicies,
  type PolicyState,
} from '../policies';
import { changingCases } from './changing.cases';
import { mergeCases } from './merging.cases';
import { policyLevelCases } from './policyLevels.cases';
import { policyStateCases } from './policyStates.cases';

const stateText = (state: PolicyState | undefined) => {
  if (!state) {
    return undefined;
  }
  return state.state === 'notInForce'
    ? `${state.condition} of ${state.policy.name}: ${state.reason}: ${state.message}`
    : state.state;
};

const namesOf = (policies: { metadata: { name: string } }[] = []) =>
  policies.map(({ metadata }) => metadata.name);

function describePolicies({ auth, plans, limits, ...others }: PathPolicies) {
  const { authentication = {}, authorization = {} } = auth?.rules ?? {};
  return {
    auth: auth && namesOf(auth.sources),
    rules: auth && [
      ...Object.keys(authentication).sort(),
      ...Object.keys(authorization).sort(),
    ],
    plans: plans?.policy.metadata.name,
    limits: limits
      .map(({ source, name }) => `${source.policy.metadata.name}:${name}`)
      .sort(),
    state: stateText(auth?.state),
    planState: stateText(plans?.state),
    refused: others.refused.map(
      ({ policy, reason, message }) => `${policy.name}: ${reason}: ${message}`,
    ),
    overridden: others.overridden.map(({ name }) => name),
  };
}

test.each([
  ...policyLevelCases,
  ...mergeCases,
  ...policyStateCases,
  ...changingCases,
])('$name', ({ route, answer, ...objects }) => {
  const lookup = indexObjects(objects);
  const { main, exceptions } = routePolicies(
    route,
    attachRoute(route, lookup),
    lookup,
  );
  const found = {
    ...describePolicies(main.policies),
    exceptions: Object.fromEntries(
      exceptions.flatMap(({ paths, policies }) =>
        paths.map(({ listener, rule }) => [
          `${listener?.name ?? ''}/${rule + 1}`,
          [
            ...namesOf(policies.auth?.sources),
            ...namesOf(policies.plans?.sources),
            ...policies.limits.map(
              ({ source, name }) => `${source.policy.metadata.name}:${name}`,
            ),
          ],
        ]),
      ),
    ),
  };
  const expected = { exceptions: {}, ...answer };
  expect(
    Object.fromEntries(
      Object.keys(expected).map(key => [key, found[key as keyof typeof found]]),
    ),
  ).toEqual(expected);
});
