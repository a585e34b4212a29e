import { CustomErrorBase } from '@backstage/errors';
import {
  statusOfCode,
  type ErrorCode,
  type FieldFault,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import type { JsonValue } from '@backstage/types';

// As Backstage calls its own errors of these statuses.
const NAMES: Record<number, string> = {
  400: 'InputError',
  401: 'AuthenticationError',
  403: 'NotAllowedError',
  404: 'NotFoundError',
  405: 'MethodNotAllowedError',
  409: 'ConflictError',
  410: 'GoneError',
  412: 'PreconditionFailedError',
  413: 'PayloadTooLargeError',
  415: 'UnsupportedMediaTypeError',
  422: 'UnprocessableError',
  429: 'TooManyRequestsError',
  500: 'InternalError',
  503: 'ServiceUnavailableError',
};

/** What an error carries beside its code and message. Never give it a key's value. */
export interface ErrorDetails {
  /** The fields that are wrong, each with what it must be. */
  fields?: FieldFault[];
  [detail: string]: JsonValue | FieldFault[] | undefined;
}

/**
 * An error of the REST API, as its caller gets it: `code` of the closed list (kuadrant-common, errorCodes.ts), the HTTP
 * status that the code has, a sentence with the remedy, and details as further fields of `error`.
 */
export class CodedError extends CustomErrorBase {
  readonly code: ErrorCode;
  readonly statusCode: number;
  declare readonly fields?: FieldFault[];

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.code = code;
    this.statusCode = statusOfCode(code);
    this.name = NAMES[this.statusCode] ?? 'Error';
    Object.assign(this, details);
  }
}
