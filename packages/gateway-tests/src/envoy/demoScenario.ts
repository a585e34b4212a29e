import type {
  AuthPolicy,
  Gateway,
  HTTPRoute,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { demoObjects } from '../kuadrant/demo';
import { type Scenario, telling } from './objects';

const KINDS = ['Namespace', 'Gateway', 'HTTPRoute', 'AuthPolicy'];

// Plans and their limits are left out: Limitador is not part of this.
const objects = ['gateway', 'toystore', 'gamestore']
  .flatMap(file => demoObjects(`${file}.yaml`))
  .filter(({ kind = '' }) => KINDS.includes(kind))
  .map(object =>
    object.kind === 'AuthPolicy' ? withIdentity(object as AuthPolicy) : object,
  ) as (Gateway | HTTPRoute | AuthPolicy)[];

/** The routes and policies of the demo. */
export const demoScenario: Scenario = {
  title: 'the demo',
  hosts: ['toystore.localhost', 'gamestore.localhost', 'localhost'],
  objects,
  effects: objects.flatMap(object =>
    object.kind === 'AuthPolicy'
      ? [
          {
            route: (object as AuthPolicy).spec.targetRef.name,
            content: (object as AuthPolicy).spec,
          },
        ]
      : [],
  ),
};

/** The policy, telling services whose key it was. */
function withIdentity(policy: AuthPolicy): AuthPolicy {
  const { rules } = policy.spec;
  return {
    ...policy,
    spec: {
      ...policy.spec,
      rules: {
        ...rules,
        response: {
          success: {
            ...rules?.response?.success,
            headers: telling.success!.headers,
          },
        },
      },
    },
  };
}
