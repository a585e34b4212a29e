import type { APIKey } from '../kinds';
import {
  isSecretOf,
  KEY_SECRET_TYPE,
  keySecretMetadata,
  type SecretIdentity,
} from './keySecrets';

const long = 'x'.repeat(70);
const key = (name: string): APIKey =>
  ({
    metadata: { namespace: 'jane', name },
    spec: { secretRef: { name: 'value' } },
  }) as APIKey;
const secret = (
  metadata: Partial<SecretIdentity['metadata']>,
  type = 'Opaque',
): SecretIdentity => ({
  metadata: { namespace: 'jane', name: 'value', ...metadata },
  type,
});

it.each<[string, SecretIdentity, APIKey, boolean]>([
  [
    'made for the key',
    secret(keySecretMetadata({ namespace: 'jane', name: 'key' })),
    key('key'),
    true,
  ],
  [
    'labelled by hand for the key',
    secret({ labels: { 'devportal.kuadrant.io/apikey': 'key' } }),
    key('key'),
    true,
  ],
  [
    'labelled for another key',
    secret(
      { labels: { 'devportal.kuadrant.io/apikey': 'other' } },
      KEY_SECRET_TYPE,
    ),
    key('key'),
    false,
  ],
  ['made by hand and only named', secret({}), key('key'), false],
  ['of the type, and named', secret({}, KEY_SECRET_TYPE), key('key'), true],
  [
    'of the type, and not named',
    secret({ name: 'else' }, KEY_SECRET_TYPE),
    key('key'),
    false,
  ],
  [
    'in another namespace',
    secret({
      namespace: 'joe',
      labels: { 'devportal.kuadrant.io/apikey': 'key' },
    }),
    key('key'),
    false,
  ],
  [
    'of the gateway',
    secret({
      labels: {
        'devportal.kuadrant.io/apikey': 'key',
        'devportal.kuadrant.io/enforcement': 'true',
      },
    }),
    key('key'),
    false,
  ],
  [
    'made for a key with a long name',
    secret(keySecretMetadata({ namespace: 'jane', name: long })),
    key(long),
    true,
  ],
  [
    'whose label only looks the same',
    secret({
      ...keySecretMetadata({ namespace: 'jane', name: long }),
      annotations: { 'devportal.kuadrant.io/apikey': 'jane/other' },
    }),
    key(long),
    false,
  ],
])('a Secret %s', (_, found, apiKey, expected) => {
  expect(isSecretOf(found, apiKey)).toBe(expected);
});
