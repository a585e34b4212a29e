/**
 * One finding about a field, from the API's Status object.
 *
 * @public
 */
export interface KubernetesErrorCause {
  field?: string;
  reason?: string;
  message?: string;
}

/**
 * The `details` of the API's Status object.
 *
 * @public
 */
export interface KubernetesErrorDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: KubernetesErrorCause[];
  retryAfterSeconds?: number;
}

/**
 * A request that the Kubernetes API refused, or that did not reach it.
 *
 * @remarks
 * `status` is the HTTP status. Where no answer came at all it is 503 and `reason` is
 * `Unreachable`. The message never holds credentials or the body of the request.
 *
 * @public
 */
export class KubernetesError extends Error {
  readonly status: number;
  readonly reason?: string;
  readonly details?: KubernetesErrorDetails;

  constructor(
    message: string,
    options: {
      status: number;
      reason?: string;
      details?: KubernetesErrorDetails;
      cause?: unknown;
    },
  ) {
    super(message, { cause: options.cause });
    this.name = 'KubernetesError';
    this.status = options.status;
    this.reason = options.reason;
    this.details = options.details;
  }

  /**
   * Reads a `Status` object; whatever else a proxy may have answered is told by its HTTP status.
   */
  static fromStatus(
    body: unknown,
    httpStatus: number,
    what: string,
  ): KubernetesError {
    const status = isStatus(body) ? body : {};
    const code = typeof status.code === 'number' ? status.code : httpStatus;
    return new KubernetesError(
      status.message || `${what} was answered with HTTP status ${code}`,
      { status: code, reason: status.reason, details: status.details },
    );
  }
}

interface StatusBody {
  code?: number;
  message?: string;
  reason?: string;
  details?: KubernetesErrorDetails;
}

function isStatus(body: unknown): body is StatusBody {
  return (
    typeof body === 'object' &&
    body !== null &&
    (body as { kind?: unknown }).kind === 'Status'
  );
}

function hasStatus(error: unknown, ...statuses: number[]): boolean {
  return error instanceof KubernetesError && statuses.includes(error.status);
}

/**
 * The object, or its kind, does not exist.
 *
 * @public
 */
export function isNotFound(error: unknown): boolean {
  return hasStatus(error, 404);
}

/**
 * The object changed meanwhile, or a precondition does not hold.
 *
 * @public
 */
export function isConflict(error: unknown): boolean {
  return hasStatus(error, 409) && !isAlreadyExists(error);
}

/**
 * An object of that name exists.
 *
 * @public
 */
export function isAlreadyExists(error: unknown): boolean {
  return (
    error instanceof KubernetesError &&
    error.status === 409 &&
    error.reason === 'AlreadyExists'
  );
}

/**
 * The resource version or continue token is too old.
 *
 * @public
 */
export function isGone(error: unknown): boolean {
  return hasStatus(error, 410);
}

/**
 * The object does not satisfy its schema or its rules (422).
 *
 * @public
 */
export function isInvalid(error: unknown): boolean {
  return hasStatus(error, 422);
}

/**
 * The cluster could not be reached or cannot serve now: no connection, or a 502, 503 or 504.
 *
 * @public
 */
export function isUnreachable(error: unknown): boolean {
  return hasStatus(error, 502, 503, 504);
}
