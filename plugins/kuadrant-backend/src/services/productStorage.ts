import {
  PRODUCT_FIELDS,
  toStored,
  type APIProduct,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { fieldsError } from '../errors';

/**
 * Splits the spec of a new product, or a merge patch of one, into the spec and the annotations that are written.
 *
 * @param prefix - of the fields in errors
 * @param present - the product that a patch changes
 * @throws CodedError invalidRequest: names the fields that do not fit
 */
export function storedProduct<S extends object>(
  spec: S,
  prefix: string,
  present?: APIProduct,
): { spec: S; annotations: Record<string, string | null> } {
  const { problems, ...stored } = toStored(spec, PRODUCT_FIELDS, present);
  if (problems.length > 0) {
    throw fieldsError(
      problems.map(({ field, message }) => ({
        path: `${prefix}${field}`,
        message,
      })),
    );
  }
  return stored;
}
