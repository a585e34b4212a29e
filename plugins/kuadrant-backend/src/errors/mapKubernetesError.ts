import {
  ConflictError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  isAlreadyExists,
  isConflict,
  isGone,
  isInvalid,
  isNotFound,
  isUnreachable,
  KubernetesError,
} from '@kuadrant/kubernetes-cache';
import {
  InvalidFieldsError,
  UnprocessableFieldsError,
  type FieldFault,
} from './fieldErrors';
import { TooManyRequestsError, UnprocessableError } from './StatusError';

// The statuses of Backstage's own errors, by name, as its error middleware answers with them.
const STATUS_OF_NAME: Record<string, number> = {
  InputError: 400,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
  ServiceUnavailableError: 503,
};

/**
 * Tells a caller of the REST API what a refusal of the cluster means for them. Every other error stays as it is.
 *
 * @remarks
 * A 401 or 403 of the cluster speaks of this portal's own account there, never of the caller: it becomes 503, and the
 * text says whose rights are missing.
 */
export function mapKubernetesError(error: unknown): unknown {
  if (!(error instanceof KubernetesError)) {
    return error;
  }
  // Without the cause: Backstage sends an error's cause along, and this one knows addresses and accounts.
  return translate(error);
}

function translate(error: KubernetesError): Error {
  if (isUnreachable(error)) {
    return new ServiceUnavailableError(
      'The Kubernetes cluster cannot be reached now, so nothing was changed. Try again in a minute.',
    );
  }
  if (error.status === 401 || error.status === 403) {
    return new ServiceUnavailableError(
      "The portal's own account lacks a right in the Kubernetes cluster, so nothing was changed. Ask a platform engineer to look into the portal's log.",
    );
  }
  if (isNotFound(error)) {
    return new NotFoundError(error.message);
  }
  if (isAlreadyExists(error)) {
    return new ConflictError(error.message);
  }
  if (isConflict(error)) {
    return new ConflictError(
      'Somebody else changed this object meanwhile. Load it again and repeat the change.',
    );
  }
  if (isGone(error)) {
    return new ConflictError(error.message);
  }
  if (isInvalid(error)) {
    const fields = faultsIn(error);
    return fields.length > 0
      ? new UnprocessableFieldsError(fields)
      : new UnprocessableError(error.message);
  }
  if (error.status === 429) {
    return new TooManyRequestsError(
      'The Kubernetes cluster is busy. Try again in a minute.',
    );
  }
  if (error.status === 400) {
    const fields = faultsIn(error);
    return fields.length > 0
      ? new InvalidFieldsError(fields)
      : new InputError(error.message);
  }
  return new ServiceUnavailableError(
    'The Kubernetes cluster failed to do this. Try again in a minute.',
  );
}

function faultsIn({ details }: KubernetesError): FieldFault[] {
  return (details?.causes ?? []).flatMap(({ field, message }) =>
    field && message ? [{ path: field, message }] : [],
  );
}

/** An error as one item's result among others: its status, name and sentence. */
export function problemOf(thrown: unknown): {
  statusCode: number;
  name: string;
  message: string;
} {
  const error = mapKubernetesError(thrown);
  const { name, message } = error instanceof Error ? error : new Error();
  const { statusCode } = error as { statusCode?: unknown };
  const known =
    typeof statusCode === 'number' ? statusCode : STATUS_OF_NAME[name];
  return known === undefined
    ? { statusCode: 500, name: 'Error', message: 'This failed.' }
    : { statusCode: known, name, message };
}
