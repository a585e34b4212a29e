import { mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { KubernetesError } from '@kuadrant/kubernetes-cache';
import type { Request } from 'express';
import { AuditTrail } from './AuditTrail';

function setUp() {
  const success = jest.fn(async (_: unknown) => undefined);
  const fail = jest.fn(async (_: unknown) => undefined);
  const createEvent = jest.fn(async (_: { request?: Request }) => ({
    success,
    fail,
  }));
  const logger = mockServices.logger.mock();
  const trail = new AuditTrail(
    mockServices.auditor.mock({ createEvent }),
    logger,
  );
  const record = <R>(change: Parameters<typeof trail.record<R>>[1]) =>
    trail.record(
      {
        eventId: 'reveal-api-key',
        request: {
          originalUrl: '/api/kuadrant/apikeys?q=private',
          method: 'POST',
        } as Request,
        severityLevel: 'medium',
        meta: { name: 'key' },
      },
      change,
    );
  return { success, fail, createEvent, logger, record };
}

describe('the audit event of a change', () => {
  it('ends once in success, with what the change noted, and without the query', async () => {
    const { success, fail, createEvent, record } = setUp();
    const result = await record(async note => {
      note({ planTier: 'gold' });
      return 42;
    });
    expect(result).toBe(42);
    const [{ request }] = createEvent.mock.calls[0];
    expect(request).toMatchObject({ method: 'POST' });
    expect(request!.originalUrl).toBe('/api/kuadrant/apikeys');
    expect(success.mock.calls).toEqual([
      [{ meta: { decision: 'allow', planTier: 'gold' } }],
    ]);
    expect(fail).not.toHaveBeenCalled();
  });

  it('ends once in failure, and tells a refusal as one', async () => {
    const { success, fail, record } = setUp();
    const denied = new NotAllowedError('No');
    await expect(
      record(async note => {
        note({ planTier: 'gold' });
        throw denied;
      }),
    ).rejects.toBe(denied);
    expect(fail.mock.calls).toEqual([
      [{ error: denied, meta: { planTier: 'gold', decision: 'deny' } }],
    ]);
    expect(success).not.toHaveBeenCalled();
  });

  it('tells a failure of the cluster as the caller sees it', async () => {
    const { fail, record } = setUp();
    const error = new KubernetesError('connect ECONNREFUSED 10.0.0.1', {
      status: 503,
    });
    await expect(
      record(async () => {
        throw error;
      }),
    ).rejects.toBe(error);
    expect(fail.mock.calls[0][0]).toMatchObject({
      error: { name: 'ServiceUnavailableError' },
    });
  });

  it('neither fails nor ends twice when its end cannot be written', async () => {
    const { success, fail, logger, record } = setUp();
    success.mockRejectedValue(new Error('disk full'));
    await expect(record(async () => 42)).resolves.toBe(42);
    expect(fail).not.toHaveBeenCalled();
    expect(logger.error).toHaveBeenCalledTimes(1);
  });

  it('must have begun before anything is changed', async () => {
    const { createEvent, record } = setUp();
    createEvent.mockRejectedValue(new Error('no auditor'));
    const change = jest.fn();
    await expect(record(change)).rejects.toThrow('no auditor');
    expect(change).not.toHaveBeenCalled();
  });
});
