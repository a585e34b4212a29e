import { CustomErrorBase } from '@backstage/errors';

/** An error whose HTTP status Backstage has no class for; the error middleware answers with `statusCode`. */
abstract class StatusError extends CustomErrorBase {
  abstract readonly statusCode: number;
}

/** 410: it was there, and will not be again. */
export class GoneError extends StatusError {
  name = 'GoneError';
  readonly statusCode = 410;
}

/** 412: the object is no longer the one that the caller saw. */
export class PreconditionFailedError extends StatusError {
  name = 'PreconditionFailedError';
  readonly statusCode = 412;
}

/** 415: the body is of a type that is not read here. */
export class UnsupportedMediaTypeError extends StatusError {
  name = 'UnsupportedMediaTypeError';
  readonly statusCode = 415;
}

/** 422: well formed, but it cannot be done so; the text names the remedy. */
export class UnprocessableError extends StatusError {
  name = 'UnprocessableError';
  readonly statusCode = 422;
}

/** 429: the cluster asks for fewer requests. */
export class TooManyRequestsError extends StatusError {
  name = 'TooManyRequestsError';
  readonly statusCode = 429;
}
