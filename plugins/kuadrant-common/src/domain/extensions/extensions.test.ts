import type { APIKey, APIKeyApproval, APIProduct } from '../../kinds';
import {
  DECIDED_TERMS,
  DECISION_BINDING,
  EXTENSIONS,
  extensionAnnotations,
  extensionValue,
  KEY_LIFETIME,
  PREVIOUS_SECRET_REF,
  readExtension,
} from '.';

const product = (annotations?: Record<string, string>, spec: object = {}) =>
  ({ metadata: { name: 'toystore', annotations }, spec }) as APIProduct;

const lifetime = (text: string) =>
  readExtension(
    KEY_LIFETIME,
    product({ 'devportal.kuadrant.io/key-lifetime': text }),
  );

describe('extensions', () => {
  it('are read from the annotation', () => {
    expect(lifetime('{"maxDays": 30}')).toEqual({ value: { maxDays: 30 } });
  });

  it('are read from the field of the first version where there is no annotation', () => {
    expect(
      readExtension(
        KEY_LIFETIME,
        product(undefined, { keyLifetime: { maxDays: 7 } }),
      ),
    ).toEqual({ value: { maxDays: 7 }, isFromField: true });
    expect(readExtension(KEY_LIFETIME, product())).toEqual({});
  });

  it('prefer the annotation to the field, also where it cannot be used', () => {
    const both = product(
      { 'devportal.kuadrant.io/key-lifetime': 'thirty' },
      { keyLifetime: { maxDays: 7 } },
    );
    expect(extensionValue(KEY_LIFETIME, both)).toBeUndefined();
  });

  it.each([
    ['thirty', 'is not valid JSON'],
    ['[]', 'expected object'],
    ['{"maxDays": 0}', 'maxDays: must be at least 1 day'],
    ['{"maxDays": 1.5}', 'maxDays'],
    ['{"maxDays": 7, "defaultDays": 30}', 'must not exceed maxDays'],
    [`"${'x'.repeat(20_000)}"`, 'more than 16384 characters'],
  ])('name the annotation in the problem with %.40s', (text, problem) => {
    const reading = lifetime(text);
    expect(reading.value).toBeUndefined();
    expect(reading.problem).toContain('devportal.kuadrant.io/key-lifetime');
    expect(reading.problem).toContain(problem);
  });

  it('are written as annotations that read back the same', () => {
    const value = { name: 'old', validUntil: '2027-01-01T00:00:00Z' };
    const annotations = extensionAnnotations(PREVIOUS_SECRET_REF, value);
    const key = { metadata: { name: 'key', annotations } } as unknown as APIKey;
    expect(extensionValue(PREVIOUS_SECRET_REF, key)).toEqual(value);
    expect(extensionAnnotations(PREVIOUS_SECRET_REF, undefined)).toEqual({
      'devportal.kuadrant.io/previous-secret-ref': null,
    });
  });

  it('are not written when they do not fit', () => {
    expect(() =>
      extensionAnnotations(PREVIOUS_SECRET_REF, {
        name: 'old',
        validUntil: 'tomorrow',
      }),
    ).toThrow(/previous-secret-ref, validUntil: must be a time/);
  });

  it('take the key and terms of a decision of the first version', () => {
    const approval = {
      metadata: { name: 'decision' },
      spec: { apiKeyUid: 'uid-1', terms: { planTier: 'gold' } },
      status: { terms: { planTier: 'silver' } },
    } as unknown as APIKeyApproval;
    expect(extensionValue(DECIDED_TERMS, approval)).toEqual({
      planTier: 'gold',
    });
    expect(readExtension(DECISION_BINDING, approval)).toEqual({
      value: { apiKeyUid: 'uid-1', terms: { planTier: 'silver' } },
      isFromField: true,
    });
  });

  it('have names of their own', () => {
    const names = Object.values(EXTENSIONS)
      .flat()
      .map(({ annotation }) => annotation);
    expect(new Set(names).size).toBe(names.length);
    names.forEach(name =>
      expect(name).toMatch(/^devportal\.kuadrant\.io\/[a-z]+(-[a-z]+)*$/),
    );
  });
});
