import { KubernetesError } from '@kuadrant/kubernetes-cache';
import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { errorMapper } from './errorMapper';

function answerTo(error: Error) {
  const app = express();
  app.get('/', () => {
    throw error;
  });
  app.use(errorMapper(mockServices.logger.mock()));
  app.use(
    MiddlewareFactory.create({
      config: mockServices.rootConfig(),
      logger: mockServices.logger.mock(),
    }).error(),
  );
  return request(app).get('/');
}

describe('errors of the cluster', () => {
  it.each([
    [400, 'BadRequest', 400, /^no$/],
    [401, 'Unauthorized', 503, /portal's own account/],
    [403, 'Forbidden', 503, /portal's own account/],
    [404, 'NotFound', 404, /^no$/],
    [409, 'AlreadyExists', 409, /^no$/],
    [409, 'Conflict', 409, /Load it again/],
    [410, 'Expired', 409, /^no$/],
    [422, 'Invalid', 422, /^no$/],
    [429, 'TooManyRequests', 429, /busy/],
    [500, 'InternalError', 503, /failed to do this/],
    [503, 'Unreachable', 503, /cannot be reached/],
    [504, 'Timeout', 503, /cannot be reached/],
  ])('%i %s is answered with %i', async (status, reason, expected, text) => {
    const response = await answerTo(
      new KubernetesError('no', { status, reason }),
    );
    expect(response.status).toBe(expected);
    expect(response.body.error.message).toMatch(text);
    expect(response.body.response.statusCode).toBe(expected);
  });

  it('names the fields that the cluster found fault with', async () => {
    const response = await answerTo(
      new KubernetesError('APIProduct is invalid', {
        status: 422,
        reason: 'Invalid',
        details: {
          causes: [
            { field: 'spec.targetRef.kind', message: 'must be HTTPRoute' },
          ],
        },
      }),
    );
    expect(response.body.error).toMatchObject({
      name: 'UnprocessableError',
      message: 'spec.targetRef.kind: must be HTTPRoute',
      fields: [{ path: 'spec.targetRef.kind', message: 'must be HTTPRoute' }],
    });
  });
});
