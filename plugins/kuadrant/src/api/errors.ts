import {
  ERROR_CODES,
  type ErrorCode,
  type RequestView,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** HTTP status of an error from the portal's API; undefined when no answer came. */
export function errorStatus(error: unknown): number | undefined {
  if (typeof error === 'object' && error !== null && 'statusCode' in error) {
    const { statusCode } = error;
    return typeof statusCode === 'number' ? statusCode : undefined;
  }
  return undefined;
}

/** The error's part of an answer; undefined when no answer came. */
function errorBody(error: unknown): Record<string, unknown> | undefined {
  if (typeof error === 'object' && error !== null && 'body' in error) {
    const body = error.body as { error?: Record<string, unknown> } | undefined;
    return body?.error;
  }
  return undefined;
}

/** Whether `fetch` failed before there was an answer: it rejects with a TypeError then. */
export function isUnanswered(error: unknown): boolean {
  return (
    errorStatus(error) === undefined &&
    (error as Error | undefined)?.name === 'TypeError'
  );
}

/** The request as it stands, where the server refused a decision because it changed. */
export function changedRequest(error: unknown): RequestView | undefined {
  return errorBody(error)?.request as RequestView | undefined;
}

/** The stable code of an error; undefined when no answer came, or one that this version does not know. */
export function errorCode(error: unknown): ErrorCode | undefined {
  const code = errorBody(error)?.code;
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code)
    ? (code as ErrorCode)
    : undefined;
}

/** The server's own sentence about an error, without the wrapping of HTTP clients. */
export function errorMessage(error: unknown): string {
  const message = errorBody(error)?.message;
  if (typeof message === 'string') {
    return message;
  }
  return error instanceof Error ? error.message : String(error);
}
