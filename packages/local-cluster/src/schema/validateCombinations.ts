import { FieldError } from '../api/fieldErrors';
import { composite } from './faults';
import { StructuralSchema } from './StructuralSchema';

/**
 * Checks a value by the schemas that its schema combines.
 *
 * @param faultsOf - checks the value by one of these
 */
export function validateCombinations(
  schema: StructuralSchema,
  path: string,
  errors: FieldError[],
  faultsOf: (part: StructuralSchema) => FieldError[],
): void {
  const where = JSON.stringify(path);
  const matches = (part: StructuralSchema) => faultsOf(part).length === 0;
  const all = (schema.allOf ?? []).flatMap(faultsOf);
  if (all.length > 0) {
    errors.push(
      ...all,
      composite(`${where} must validate all the schemas (allOf)`),
    );
  }
  if (schema.anyOf && !schema.anyOf.some(matches)) {
    errors.push(
      composite(`${where} must validate at least one schema (anyOf)`),
      ...fewest(schema.anyOf.map(faultsOf)),
    );
  }
  if (schema.oneOf) {
    const valid = schema.oneOf.filter(matches).length;
    const exactlyOne = `${where} must validate one and only one schema (oneOf).`;
    if (valid === 0) {
      errors.push(
        composite(`${exactlyOne} Found none valid`),
        ...fewest(schema.oneOf.map(faultsOf)),
      );
    } else if (valid > 1) {
      errors.push(composite(`${exactlyOne} Found ${valid} valid alternatives`));
    }
  }
  if (schema.not && matches(schema.not)) {
    errors.push(composite(`${where} must not validate the schema (not)`));
  }
}

/** The faults of the alternative that fits best, which tell the reader what to mend. */
function fewest(faults: FieldError[][]): FieldError[] {
  return faults.reduce((best, next) =>
    next.length < best.length ? next : best,
  );
}
