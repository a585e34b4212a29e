import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { KubernetesError } from '@kuadrant/kubernetes-cache';
import { CodedError } from '../errors';
import { withCodedErrors } from './withCodedErrors';

const failing = (error: Error) => {
  const registry = actionsRegistryServiceMock();
  withCodedErrors(registry).register({
    name: 'fail',
    title: 'Fail',
    description: 'Fails',
    schema: { input: z => z.object({}), output: z => z.object({}) },
    action: async () => {
      throw error;
    },
  });
  return registry
    .invoke({ id: 'test:fail', input: {} })
    .catch((thrown: unknown) => thrown);
};

describe('errors of actions', () => {
  it('are those of the REST API', async () => {
    const error = new CodedError('requestChanged', 'no');
    expect(await failing(error)).toBe(error);
  });

  it("do not speak of the portal's account in the cluster", async () => {
    const refusal = new KubernetesError(
      'User "system:serviceaccount:portal" cannot patch resource',
      { status: 403, reason: 'Forbidden' },
    );
    expect(await failing(refusal)).toMatchObject({
      code: 'clusterRefused',
      statusCode: 503,
      message: expect.not.stringContaining('serviceaccount'),
    });
    expect(await failing(new TypeError('10.0.0.1'))).toMatchObject({
      code: 'internalError',
      message: expect.not.stringContaining('10.0.0.1'),
    });
  });
});
