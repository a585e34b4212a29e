import { containsKeyValue, redactKeyValues } from './keyValue';

// In the form of a value, and the value of nothing.
const VALUE = `kdp_${'Ab1'.repeat(16)}x`;

describe('the value of a key in a text', () => {
  it.each([VALUE, ` ${VALUE} `, `toys ${VALUE}`, VALUE.slice(0, 40)])(
    'is found in %j',
    text => {
      expect(containsKeyValue(text)).toBe(true);
      expect(redactKeyValues(text)).not.toMatch(/kdp_|Ab1/);
    },
  );

  it.each(['', 'toystore', 'kdp_', 'kdp_keys', 'Ab1'.repeat(20)])(
    'is not found in %j',
    text => {
      expect(containsKeyValue(text)).toBe(false);
      expect(redactKeyValues(text)).toBe(text);
    },
  );

  it('has the prefix that is configured', () => {
    const text = `acme-${'x'.repeat(30)} and acme-${'y'.repeat(30)}`;
    expect(containsKeyValue(text)).toBe(false);
    expect(containsKeyValue(text, 'acme-')).toBe(true);
    expect(redactKeyValues(text, 'acme-')).toBe('redacted and redacted');
  });
});
