import { KeyIndex } from './KeyIndex';
import type { HashedSecret } from './secretKey';

const secret = (
  name: string,
  hash: string | undefined,
  plan = 'silver',
  extra: { namespace?: string; app?: string } = {},
): HashedSecret => ({
  metadata: {
    name,
    namespace: extra.namespace ?? 'kuadrant-system',
    labels: { app: extra.app ?? 'toystore' },
    annotations: { plan },
  },
  hash,
});

describe('the keys of a rule', () => {
  let index: KeyIndex;
  const plan = (hash: string) =>
    index.find(hash)?.metadata.annotations?.plan ?? 'refused';

  beforeEach(() => {
    index = new KeyIndex({
      selector: { matchLabels: { app: 'toystore' } },
      namespaces: ['kuadrant-system'],
    });
    index.apply(secret('first', 'v1'));
  });

  it('keep the annotations that were first seen with a value', () => {
    index.apply(secret('first', 'v1', 'gold'));
    expect(plan('v1')).toBe('silver');
  });

  it('follow a Secret to its new value, with its new annotations', () => {
    index.apply(secret('first', 'v2', 'gold'));
    expect([plan('v1'), plan('v2')]).toEqual(['refused', 'gold']);
    index.apply(secret('first', undefined, 'gold'));
    expect(plan('v2')).toBe('refused');
  });

  it('take the new annotations of a Secret that is deleted and made again', () => {
    index.revoke('kuadrant-system/first');
    expect(plan('v1')).toBe('refused');
    index.apply(secret('first', 'v1', 'gold'));
    expect(plan('v1')).toBe('gold');
  });

  it('change annotations without a gap when a second Secret takes over meanwhile', () => {
    const seen = [plan('v1')];
    const step = (change: () => void) => {
      change();
      seen.push(plan('v1'));
    };
    step(() => index.apply(secret('second', 'v1', 'gold')));
    step(() => index.revoke('kuadrant-system/first'));
    step(() => index.apply(secret('first', 'v1', 'gold')));
    step(() => index.revoke('kuadrant-system/second'));
    expect(seen).toEqual(['silver', 'gold', 'gold', 'gold', 'gold']);
  });

  it('lose a value with the Secret that has it, though another Secret holds it too', () => {
    index.apply(secret('second', 'v1', 'gold'));
    index.revoke('kuadrant-system/second');
    expect(plan('v1')).toBe('refused');
    // Any change of the Secret that is left brings the value back.
    index.apply(secret('first', 'v1', 'bronze'));
    expect(plan('v1')).toBe('bronze');
  });

  it('are those that the selector and the namespaces choose', () => {
    index.apply(secret('first', 'v1', 'silver', { app: 'gamestore' }));
    expect(plan('v1')).toBe('refused');
    index.apply(secret('first', 'v1', 'gold'));
    expect(plan('v1')).toBe('gold');
    index.apply(secret('stray', 'v3', 'gold', { namespace: 'toystore' }));
    expect(plan('v3')).toBe('refused');
    index.revoke('toystore/first');
    expect(plan('v1')).toBe('gold');
  });
});
