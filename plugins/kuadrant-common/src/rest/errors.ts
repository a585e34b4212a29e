import { ResponseError } from '@backstage/errors';
import { codeOfStatus, ERROR_CODES, type ErrorCode } from './errorCodes';

/** A field that is wrong, and what it must be. @public */
export interface FieldFault {
  /** Where the field is, for example `spec.targetRef.name`. */
  path: string;
  message: string;
}

/**
 * What a call of the REST API rejects with: Backstage's `ResponseError` with the code of the error.
 *
 * @public
 */
export interface KuadrantResponseError extends ResponseError {
  readonly code: ErrorCode;
  readonly fields: readonly FieldFault[];
}

/**
 * The error of a refused call. A code that this version does not know, and an answer of something in between (a proxy),
 * get the code that their HTTP status has.
 */
export async function responseErrorOf(
  response: Parameters<typeof ResponseError.fromResponse>[0],
): Promise<KuadrantResponseError> {
  const error = await ResponseError.fromResponse(response);
  return Object.assign(error, {
    code: codeIn(error),
    fields: fieldErrors(error),
  });
}

/**
 * The code of an error that a call of the client rejected with; undefined where no answer came at all.
 *
 * @public
 */
export function errorCode(error: unknown): ErrorCode | undefined {
  const { statusCode } = (error ?? {}) as Partial<ResponseError>;
  return typeof statusCode === 'number'
    ? codeIn(error as ResponseError)
    : undefined;
}

/**
 * The fields that the server found wrong, each with what it must be.
 *
 * @param error - what a call of the client rejected with
 * @public
 */
export function fieldErrors(error: unknown): FieldFault[] {
  const body = (error as Partial<ResponseError>)?.body as
    { error?: { fields?: FieldFault[] } } | undefined;
  return body?.error?.fields ?? [];
}

function codeIn({ body, statusCode }: ResponseError): ErrorCode {
  const code = (body as { error?: { code?: unknown } } | undefined)?.error
    ?.code;
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code)
    ? (code as ErrorCode)
    : codeOfStatus(statusCode);
}
