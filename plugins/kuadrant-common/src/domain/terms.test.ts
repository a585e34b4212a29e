import { DECIDED_TERMS, extensionAnnotations } from './extensions';
import { expiryTime, sameTerms, termsOf } from './terms';

describe('termsOf', () => {
  it.each([
    ['2030-01-01T00:00:00Z', '2030-01-01T00:00:00Z'],
    ['2030-01-01T01:00:00.5+01:00', '2030-01-01T01:00:00.5+01:00'],
    ['2030-01-01t00:00:00z', '2030-01-01T00:00:00.000Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00Z'],
    // All of these pass the check of kube-apiserver.
    ['2030-01-01T00:00:00+99:00', '1970-01-01T00:00:00Z'],
    ['2030-01-01T00:00:00+24:30', '1970-01-01T00:00:00Z'],
    ['2030-01-01T00:00:00x5Z', '1970-01-01T00:00:00Z'],
    ['2030-01-01T00:00:00,5Z', '1970-01-01T00:00:00Z'],
  ])('reads the expiry %s as %s', (expiresAt, expected) => {
    expect(termsOf({ planTier: 'gold', expiresAt })).toEqual({
      planTier: 'gold',
      expiresAt: expected,
    });
  });

  it('gives terms that decisions can hold, whatever is requested', () => {
    for (const planTier of ['', 'x'.repeat(600), '🦊'.repeat(300), 'a\u0007']) {
      const terms = termsOf({ planTier, expiresAt: 'never' });
      expect(() => extensionAnnotations(DECIDED_TERMS, terms)).not.toThrow();
      expect(termsOf(terms)).toEqual(terms);
      expect(expiryTime(terms.expiresAt)).not.toBeNaN();
      expect(sameTerms(terms, terms)).toBe(true);
    }
  });
});
