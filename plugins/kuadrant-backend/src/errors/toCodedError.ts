import {
  codeOfStatus,
  type ErrorCode,
  type FieldFault,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  isAlreadyExists,
  isConflict,
  isInvalid,
  isNotFound,
  isUnreachable,
  KubernetesError,
} from '@kuadrant/kubernetes-cache';
import { CodedError } from './CodedError';
import { fieldsError } from './fieldErrors';

// The statuses of Backstage's own errors, by name, as its error middleware answers with them.
const STATUS_OF_NAME: Record<string, number> = {
  InputError: 400,
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
  ServiceUnavailableError: 503,
};

// By the `type` of the errors of Express's body parsers.
const OF_BODIES: Record<string, [ErrorCode, string]> = {
  'entity.parse.failed': ['invalidJson', 'The body is not valid JSON.'],
  'entity.too.large': ['bodyTooLarge', 'The body is larger than 256 kB.'],
  'charset.unsupported': [
    'unsupportedMediaType',
    'The body must be JSON in UTF-8.',
  ],
  'encoding.unsupported': [
    'unsupportedMediaType',
    'The Content-Encoding of the body must be gzip, deflate, br or none.',
  ],
};

/**
 * Any error as the caller of the REST API gets it: refusals of the cluster as what they mean for the caller, errors of
 * Backstage and of Express with their codes, all else as a 500 that says nothing.
 *
 * @remarks
 * The cause is left out: Backstage sends an error's cause along, and it may know addresses and accounts.
 */
export function toCodedError(thrown: unknown): CodedError {
  if (thrown instanceof CodedError) {
    return thrown;
  }
  if (thrown instanceof KubernetesError) {
    return ofCluster(thrown);
  }
  const { name, message, type, statusCode } = (thrown ?? {}) as Record<
    string,
    unknown
  >;
  const ofBody = OF_BODIES[String(type)];
  if (ofBody) {
    return new CodedError(...ofBody);
  }
  const known = STATUS_OF_NAME[String(name)];
  if (known !== undefined) {
    return new CodedError(codeOfStatus(known), String(message));
  }
  // Of Express itself, such as a path with broken percent encoding; its texts repeat the input.
  return typeof statusCode === 'number' && statusCode < 500
    ? new CodedError(
        codeOfStatus(statusCode),
        'The request is not a valid HTTP request.',
      )
    : new CodedError(
        'internalError',
        "The portal failed. Ask a platform engineer to look into the portal's log.",
      );
}

/** A 401 or 403 of the cluster is about the portal's own account there, never about the caller. */
function ofCluster(error: KubernetesError): CodedError {
  if (isUnreachable(error)) {
    return new CodedError(
      'clusterUnreachable',
      'The Kubernetes cluster cannot be reached now, so nothing was changed. Try again in a minute.',
    );
  }
  if (error.status === 401) {
    return new CodedError(
      'clusterRefused',
      "The Kubernetes cluster rejects the portal's credentials, so nothing was changed. Ask a platform engineer to renew them.",
    );
  }
  if (error.status === 403) {
    return new CodedError(
      'clusterRefused',
      "The portal's own account lacks a right in the Kubernetes cluster, so nothing was changed. Ask a platform engineer to look into the portal's log.",
    );
  }
  if (isNotFound(error)) {
    return new CodedError('notFound', error.message);
  }
  if (isAlreadyExists(error)) {
    return new CodedError('alreadyExists', error.message);
  }
  if (isConflict(error) || error.status === 410) {
    return new CodedError(
      'changedMeanwhile',
      'Somebody else changed this object meanwhile. Load it again and repeat the change.',
    );
  }
  if (isInvalid(error)) {
    return faulty(error, 'unprocessable');
  }
  if (error.status === 429) {
    return new CodedError(
      'clusterBusy',
      'The Kubernetes cluster is busy. Try again in a minute.',
    );
  }
  if (error.status === 400) {
    return faulty(error, 'invalidRequest');
  }
  return new CodedError(
    'clusterFailed',
    'The Kubernetes cluster failed to do this. Try again in a minute.',
  );
}

function faulty(error: KubernetesError, code: ErrorCode): CodedError {
  const fields: FieldFault[] = (error.details?.causes ?? []).flatMap(
    ({ field, message }) =>
      field && message ? [{ path: field, message }] : [],
  );
  return fields.length > 0
    ? fieldsError(fields, code)
    : new CodedError(code, error.message);
}

/** An error as one item's result among others. */
export function problemOf(thrown: unknown): {
  statusCode: number;
  name: string;
  code: ErrorCode;
  message: string;
} {
  const { statusCode, name, code, message } = toCodedError(thrown);
  return { statusCode, name, code, message };
}
