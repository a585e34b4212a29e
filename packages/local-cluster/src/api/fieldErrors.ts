/** One fault of an object, in the words of Kubernetes' `field.Error`. */
export interface FieldError {
  reason: string;
  field: string;
  message: string;
}

function quote(value: unknown): string {
  return value === undefined ? 'null' : JSON.stringify(value);
}

export function required(field: string, detail = ''): FieldError {
  return {
    reason: 'FieldValueRequired',
    field,
    message: detail ? `Required value: ${detail}` : 'Required value',
  };
}

export function invalidValue(
  field: string,
  value: unknown,
  detail: string,
): FieldError {
  return {
    reason: 'FieldValueInvalid',
    field,
    message: `Invalid value: ${quote(value)}: ${detail}`,
  };
}

export function typeInvalid(
  field: string,
  value: unknown,
  detail: string,
): FieldError {
  return {
    ...invalidValue(field, value, detail),
    reason: 'FieldValueTypeInvalid',
  };
}

export function notSupported(
  field: string,
  value: unknown,
  supported: unknown[],
): FieldError {
  const list = [...supported].map(quote).join(', ');
  return {
    reason: 'FieldValueNotSupported',
    field,
    message: `Unsupported value: ${quote(value)}: supported values: ${list}`,
  };
}

export function forbiddenField(field: string, detail: string): FieldError {
  return {
    reason: 'FieldValueForbidden',
    field,
    message: `Forbidden: ${detail}`,
  };
}

export function duplicate(field: string, value: unknown): FieldError {
  return {
    reason: 'FieldValueDuplicate',
    field,
    message: `Duplicate value: ${quote(value)}`,
  };
}

export function tooLong(field: string, maximum: number): FieldError {
  return {
    reason: 'FieldValueTooLong',
    field,
    message: `Too long: may not be more than ${maximum} bytes`,
  };
}

export function tooMany(
  field: string,
  actual: number,
  maximum: number,
): FieldError {
  return {
    reason: 'FieldValueTooMany',
    field,
    message: `Too many: ${actual}: must have at most ${maximum} ${maximum === 1 ? 'item' : 'items'}`,
  };
}

/** The sentence that Kubernetes makes of a list of field errors. */
export function aggregate(errors: FieldError[]): string {
  const lines = [
    ...new Set(errors.map(error => `${error.field}: ${error.message}`)),
  ];
  return lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`;
}
