import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { KubernetesError } from '@kuadrant/kubernetes-cache';
import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { CodedError } from './CodedError';
import { errorMapper } from './errorMapper';

function answerTo(error: Error, logger = mockServices.logger.mock()) {
  const app = express();
  app.get('/', () => {
    throw error;
  });
  app.use(errorMapper(logger));
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
    [400, 'BadRequest', 400, 'invalidRequest', /^no$/],
    [401, 'Unauthorized', 503, 'clusterRefused', /rejects the portal's cred/],
    [403, 'Forbidden', 503, 'clusterRefused', /portal's own account/],
    [404, 'NotFound', 404, 'notFound', /^no$/],
    [409, 'AlreadyExists', 409, 'alreadyExists', /^no$/],
    [409, 'Conflict', 409, 'changedMeanwhile', /Load it again/],
    [410, 'Expired', 409, 'changedMeanwhile', /Load it again/],
    [422, 'Invalid', 422, 'unprocessable', /^no$/],
    [429, 'TooManyRequests', 429, 'clusterBusy', /busy/],
    [500, 'InternalError', 503, 'clusterFailed', /failed to do this/],
    [503, 'Unreachable', 503, 'clusterUnreachable', /cannot be reached/],
    [504, 'Timeout', 503, 'clusterUnreachable', /cannot be reached/],
  ])(
    '%i %s is answered with %i %s',
    async (status, reason, expected, code, text) => {
      const response = await answerTo(
        new KubernetesError('no', { status, reason }),
      );
      expect(response.status).toBe(expected);
      expect(response.body.error.message).toMatch(text);
      expect(response.body.error.code).toBe(code);
      expect(response.body.response.statusCode).toBe(expected);
    },
  );

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
      code: 'unprocessable',
      message: 'spec.targetRef.kind: must be HTTPRoute',
      fields: [{ path: 'spec.targetRef.kind', message: 'must be HTTPRoute' }],
    });
  });
});

describe('every other error', () => {
  it.each([
    [new InputError('no'), 400, 'invalidRequest', 'no'],
    [new AuthenticationError('no'), 401, 'unauthenticated', 'no'],
    [new NotAllowedError('no'), 403, 'notAllowed', 'no'],
    [new NotFoundError('no'), 404, 'notFound', 'no'],
    [new ConflictError('no'), 409, 'conflict', 'no'],
    [
      Object.assign(new URIError("Failed to decode param '%zz'"), {
        statusCode: 400,
      }),
      400,
      'invalidRequest',
      'The request is not a valid HTTP request.',
    ],
  ])(
    '%s keeps its status and gets a code',
    async (error, status, code, text) => {
      const response = await answerTo(error);
      expect(response.status).toBe(status);
      expect(response.body.error).toMatchObject({ code, message: text });
    },
  );

  it('is a 500 that tells the log, not the caller', async () => {
    const logger = mockServices.logger.mock();
    const response = await answerTo(
      new TypeError('password is secret', { cause: new Error('10.0.0.1') }),
      logger,
    );
    expect(response.status).toBe(500);
    expect(response.body.error.code).toBe('internalError');
    expect(response.text).not.toMatch(/secret|10\.0\.0\.1/);
    expect(logger.error).toHaveBeenCalledWith(
      'GET / failed',
      expect.objectContaining({ message: 'password is secret' }),
    );
  });

  it('carries its details', async () => {
    const response = await answerTo(
      new CodedError('productHasKeys', 'no', { keyCount: 3 }),
    );
    expect(response.status).toBe(409);
    expect(response.body.error).toEqual({
      name: 'ConflictError',
      code: 'productHasKeys',
      statusCode: 409,
      keyCount: 3,
      message: 'no',
    });
  });
});
