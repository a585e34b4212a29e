import { FieldError } from '../api/fieldErrors';
import { JsonValue } from '../api/types';
import { composite } from './faults';
import { bestMatch, IsValid } from './matchCount';
import { StructuralSchema } from './StructuralSchema';

/**
 * Checks a value by the schemas that its schema combines.
 *
 * @param faultsOf - checks a value by one of these
 */
export function validateCombinations(
  value: JsonValue,
  schema: StructuralSchema,
  path: string,
  errors: FieldError[],
  faultsOf: (value: JsonValue, part: StructuralSchema) => FieldError[],
): void {
  const where = JSON.stringify(path);
  const isValid: IsValid = (item, part) => faultsOf(item, part).length === 0;
  const faultsOfBest = (alternatives: StructuralSchema[]) =>
    faultsOf(value, bestMatch(value, alternatives, isValid));
  const { allOf = [], anyOf, oneOf, not } = schema;
  if (anyOf && !anyOf.some(part => isValid(value, part))) {
    errors.push(
      composite(`${where} must validate at least one schema (anyOf)`),
      ...faultsOfBest(anyOf),
    );
  }
  if (oneOf) {
    const valid = oneOf.filter(part => isValid(value, part)).length;
    const exactlyOne = `${where} must validate one and only one schema (oneOf).`;
    if (valid === 0) {
      errors.push(
        composite(`${exactlyOne} Found none valid`),
        ...faultsOfBest(oneOf),
      );
    } else if (valid > 1) {
      errors.push(composite(`${exactlyOne} Found ${valid} valid alternatives`));
    }
  }
  const faults = allOf.map(part => faultsOf(value, part));
  if (faults.some(({ length }) => length > 0)) {
    const isNone = faults.every(({ length }) => length > 0);
    errors.push(
      ...faults.flat(),
      composite(
        `${where} must validate all the schemas (allOf)${isNone ? '. None validated' : ''}`,
      ),
    );
  }
  if (not && isValid(value, not)) {
    errors.push(composite(`${where} must not validate the schema (not)`));
  }
}
