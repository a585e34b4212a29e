import {
  authPolicies,
  secrets,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { eventually } from '../testUtils/cluster';
import { keySecret } from '../testUtils/gateway';
import { RecordingGateway } from '../testUtils/recordingGateway';

// A busy machine is no failure.
jest.setTimeout(600_000);

describe('the headers that the demo gateway passes on', () => {
  let gateway: RecordingGateway;

  beforeAll(async () => {
    gateway = await RecordingGateway.start();
    await gateway.rig.client.create(
      secrets,
      keySecret('key', 'the-key', 'gold'),
    );
  });

  afterAll(() => gateway.stop());

  beforeEach(() => {
    gateway.received = [];
  });

  it('headers of a connection stay on it, also those that Connection names', async () => {
    const answer = await gateway.send(
      'GET /a HTTP/1.1',
      'Host: open.localhost',
      'Connection: close, X-Secret, x_other',
      'X-Secret: 1',
      'X-Other: 1',
      'Keep-Alive: 1',
      'TE: trailers',
      'Trailer: a',
      'Proxy-Authorization: a',
      'Proxy-Connection: a',
      'X-Kept: 1',
      '',
      '',
    );
    expect(answer).toMatch(/x-own: kept/i);
    expect(answer).not.toMatch(/x-hop/i);
    const [{ headers }] = gateway.received;
    expect(headers['x-kept']).toBe('1');
    for (const name of [
      'x-secret',
      'x-other',
      'te',
      'trailer',
      'proxy-authorization',
      'proxy-connection',
    ]) {
      expect([name, headers[name]]).toEqual([name, undefined]);
    }
  });

  it('the policy says who the client is, and the client does not', async () => {
    await gateway.rig.client.patch(
      authPolicies,
      { namespace: 'toystore', name: 'toystore' },
      {
        spec: {
          rules: {
            response: {
              success: {
                headers: {
                  'X-Plan': { plain: { value: 'gold' } },
                  user: { key: 'X-Caller', plain: { value: 'me' } },
                },
              },
            },
          },
        },
      },
      { type: 'merge' },
    );
    const forged = {
      Forwarded: 'for=1.2.3.4',
      'X-Real-IP': '1.2.3.4',
      'X-Forwarded-For': '1.2.3.4',
      X_Forwarded_For: '1.2.3.4',
      'X-Forwarded-Host': 'evil',
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-User': 'admin',
      'X-Kuadrant-Plan': 'gold',
      'X-Envoy-Original-Path': '/',
      'X-Auth-Request-User': 'admin',
      'X-Remote-User': 'admin',
      'Remote-User': 'admin',
      'X-Plan': 'platinum',
      'X-Caller': 'admin',
      x_caller: 'admin',
    };
    await eventually(async () => {
      gateway.received = [];
      await gateway.rig.call('/a', {
        headers: {
          ...forged,
          authorization: 'Bearer the-key',
          'x-request-id': '7',
        },
      });
      expect(gateway.received[0].headers).toEqual({
        host: 'toystore.localhost',
        authorization: 'Bearer the-key',
        'x-request-id': '7',
        'x-plan': 'gold',
        'x-caller': 'me',
        connection: 'keep-alive',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-host': 'toystore.localhost',
        'x-forwarded-proto': 'http',
      });
    });
  });
});
