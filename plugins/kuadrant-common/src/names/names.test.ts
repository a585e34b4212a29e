import {
  apiKeyRequestName,
  autoApprovalName,
  consumerNamespaceName,
  enforcementCopyName,
  enforcementSecretName,
  isEnforcementCopyName,
  isObjectName,
  labelValue,
  shortHash,
} from './names';

const longNamespace = 'n'.repeat(63);
const longName = `${'k'.repeat(220)}.${'k'.repeat(32)}`;
const VALID_NAME = /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/;

describe('names', () => {
  it('follow the contract where the parts are short', () => {
    // first 8 hex digits of sha256("team-a/toystore"), by sha256sum
    expect(shortHash('team-a/toystore')).toBe('83466f34');
    const key = { namespace: 'team-a', name: 'toystore' };
    expect(apiKeyRequestName(key)).toBe('team-a-toystore-83466f34');
    expect(enforcementSecretName(key)).toBe(
      'devportal-team-a-toystore-83466f34',
    );
    expect(enforcementSecretName(key, 'previous')).toBe(
      'devportal-team-a-toystore-83466f34-previous',
    );
    expect(autoApprovalName('team-a-toystore-83466f34')).toBe(
      'team-a-toystore-83466f34-auto',
    );
  });

  it('stay valid and different where the parts are at their longest', () => {
    const key = { namespace: longNamespace, name: longName };
    const other = {
      namespace: longNamespace,
      name: `${longName.slice(0, -1)}x`,
    };
    for (const nameOf of [
      apiKeyRequestName,
      enforcementSecretName,
      (k: typeof key) => enforcementSecretName(k, 'previous'),
      (k: typeof key) => enforcementCopyName(k, 'previous', 'gold'),
      (k: typeof key) => autoApprovalName(apiKeyRequestName(k)),
    ]) {
      expect(nameOf(key).length).toBeLessThanOrEqual(253);
      expect(nameOf(key)).toMatch(VALID_NAME);
      expect(nameOf(key)).not.toBe(nameOf(other));
    }
  });

  it('tell copies of enforcement Secrets from all others', () => {
    const key = { namespace: 'team-a', name: 'x-next' };
    const copies = [
      enforcementCopyName(key, 'current', 'gold'),
      enforcementCopyName(key, 'current', 'silver'),
      enforcementCopyName(key, 'previous', 'gold'),
    ];
    expect(new Set(copies).size).toBe(3);
    for (const name of copies) {
      expect(isEnforcementCopyName(key, name)).toBe(true);
      expect(isEnforcementCopyName({ ...key, name: 'y' }, name)).toBe(false);
    }
    for (const value of ['current', 'previous'] as const) {
      const name = enforcementSecretName(key, value);
      expect(isEnforcementCopyName(key, name)).toBe(false);
    }
  });

  it('give every consumer a namespace of their own', () => {
    const name = consumerNamespaceName('user:default/consumer1');
    expect(name).toMatch(/^kuadrant-consumer1-[0-9a-f]{8}$/);
    expect(consumerNamespaceName('user:other/consumer1')).not.toBe(name);
    for (const ref of [
      'user:default/José.Ñandú_1',
      `user:default/${'a'.repeat(63)}`,
      'user:default/東京',
    ]) {
      expect(consumerNamespaceName(ref).length).toBeLessThanOrEqual(63);
      expect(consumerNamespaceName(ref)).toMatch(
        /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
      );
    }
  });

  it('are told from texts that name no object', () => {
    for (const name of ['a', 'a-1.b', 'a'.repeat(253)]) {
      expect(isObjectName(name)).toBe(true);
    }
    for (const text of ['', '.', '..', 'a/b', 'a%2fb', 'A', 'a?b', 'a\n']) {
      expect(isObjectName(text)).toBe(false);
    }
    expect(isObjectName('a'.repeat(254))).toBe(false);
  });

  it('fit into labels', () => {
    expect(labelValue('a'.repeat(63))).toBe('a'.repeat(63));
    expect(labelValue(longName)).toHaveLength(63);
    expect(labelValue(longName)).not.toBe(labelValue(`${longName}x`));
    // Else somebody could give an object the name that is the label of another.
    expect(isObjectName(labelValue(longName))).toBe(false);
  });
});
