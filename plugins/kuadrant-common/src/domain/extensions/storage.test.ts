import type { APIProduct } from '../../kinds';
import { fromStored, PRODUCT_FIELDS, toStored } from '.';

const LIFETIME = 'devportal.kuadrant.io/key-lifetime';
const product = (annotations?: Record<string, string>, spec: object = {}) =>
  ({ metadata: { name: 'toystore', annotations }, spec }) as APIProduct;

describe('toStored', () => {
  it('moves a field of a new spec into its annotation', () => {
    expect(
      toStored({ version: '1', keyLifetime: { maxDays: 7 } }, PRODUCT_FIELDS),
    ).toEqual({
      spec: { version: '1' },
      annotations: { [LIFETIME]: '{"maxDays":7}' },
      problems: [],
    });
  });

  it.each<[string, unknown, string | null | undefined]>([
    ['leaves out', undefined, undefined],
    ['merges', { defaultDays: 3 }, '{"defaultDays":3,"maxDays":7}'],
    ['clears one of', { maxDays: null }, null],
    ['clears', null, null],
    ['clears by saying nothing in', {}, '{"maxDays":7}'],
  ])('a patch %s the field', (_, keyLifetime, expected) => {
    const { annotations, problems } = toStored(
      { keyLifetime },
      PRODUCT_FIELDS,
      product({ [LIFETIME]: '{"maxDays":7}' }),
    );
    expect(problems).toEqual([]);
    const written = annotations[LIFETIME];
    expect(written ? JSON.parse(written) : written).toEqual(
      expected ? JSON.parse(expected) : expected,
    );
  });

  it('removes the field of the first version with the first change', () => {
    expect(
      toStored(
        { keyLifetime: { defaultDays: 3 } },
        PRODUCT_FIELDS,
        product(undefined, { keyLifetime: { maxDays: 7 } }),
      ),
    ).toMatchObject({
      spec: { keyLifetime: null },
      annotations: { [LIFETIME]: '{"defaultDays":3,"maxDays":7}' },
    });
  });

  it('names the field that does not fit', () => {
    expect(
      toStored(
        { keyLifetime: { defaultDays: 30 } },
        PRODUCT_FIELDS,
        product({ [LIFETIME]: '{"maxDays":7}' }),
      ),
    ).toEqual({
      spec: {},
      annotations: {},
      problems: [
        {
          field: 'keyLifetime',
          message: 'defaultDays must not exceed maxDays',
        },
      ],
    });
  });
});

describe('fromStored', () => {
  it('shows what the annotation holds, not what the field of the first version held', () => {
    const shown = (annotations?: Record<string, string>, spec?: object) =>
      fromStored(product(annotations, spec), PRODUCT_FIELDS).spec;
    expect(shown({ [LIFETIME]: '{"maxDays":7}' })).toEqual({
      keyLifetime: { maxDays: 7 },
    });
    expect(
      shown({ [LIFETIME]: '{}' }, { keyLifetime: { maxDays: 7 } }),
    ).toEqual({ keyLifetime: {} });
    expect(shown(undefined, { keyLifetime: { maxDays: 7 } })).toEqual({
      keyLifetime: { maxDays: 7 },
    });
    expect(shown({ [LIFETIME]: 'x' }, { version: '1' })).toEqual({
      version: '1',
    });
  });
});
