import { badRequest } from './StatusError';

/** Whether a parameter is given and is not false; as in Kubernetes, whatever is neither `false` nor `0` is true. */
export function isTrue(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value !== null && !['false', '0'].includes(value.toLowerCase());
}

/**
 * A parameter that is a whole number; 0 if it is not given.
 *
 * @throws a StatusError, 400, for anything else
 */
export function wholeNumber(query: URLSearchParams, name: string): number {
  const text = query.get(name) || '0';
  if (!/^[+-]?\d{1,15}$/.test(text)) {
    throw badRequest(
      `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  }
  return Number(text);
}
