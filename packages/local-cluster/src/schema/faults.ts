import { FieldError, invalidValue } from '../api/fieldErrors';

/** How messages name the place of a fault. */
export function describe(path: string): string {
  return path ? `${path} in body` : 'in body';
}

/** Faults of a combination of schemas have no field of their own in Kubernetes. */
export function composite(detail: string): FieldError {
  return invalidValue('<nil>', '', detail);
}
