import { generateApiKeyValue, isApiKeyValue } from './apiKeyValue';

describe('the value of a key', () => {
  it('has its prefix, at least 256 bits in safe characters, and a checksum', () => {
    const value = generateApiKeyValue();
    expect(value).toMatch(/^kdp_[A-Za-z0-9]{49}$/);
    expect(isApiKeyValue(value)).toBe(true);
    expect(43 * Math.log2(62)).toBeGreaterThanOrEqual(256);
    expect(isApiKeyValue(generateApiKeyValue('acme-'), 'acme-')).toBe(true);
  });

  it('is never the same twice and uses the whole alphabet evenly', () => {
    const values = Array.from({ length: 2000 }, () => generateApiKeyValue());
    expect(new Set(values).size).toBe(2000);
    const counts = new Map<string, number>();
    for (const value of values) {
      for (const character of value.slice(4, 47)) {
        counts.set(character, (counts.get(character) ?? 0) + 1);
      }
    }
    expect(counts.size).toBe(62);
    // 86,000 draws: 1387 expected of each, 37 is one standard deviation.
    for (const count of counts.values()) {
      expect(Math.abs(count - 1387)).toBeLessThan(250);
    }
  });

  it('is told from texts that only look like it', () => {
    const value = generateApiKeyValue();
    const last = value.endsWith('a') ? 'b' : 'a';
    expect(isApiKeyValue(value.slice(0, -1) + last)).toBe(false);
    expect(isApiKeyValue(value.toUpperCase())).toBe(false);
    expect(isApiKeyValue(`${value}x`)).toBe(false);
    expect(isApiKeyValue(value, 'other_')).toBe(false);
    expect(isApiKeyValue('')).toBe(false);
  });
});
