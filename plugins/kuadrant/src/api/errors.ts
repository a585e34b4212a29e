/** HTTP status of an error from the portal's API; undefined when no answer came. */
export function errorStatus(error: unknown): number | undefined {
  if (typeof error === 'object' && error !== null && 'statusCode' in error) {
    const { statusCode } = error;
    return typeof statusCode === 'number' ? statusCode : undefined;
  }
  return undefined;
}

/** The server's own sentence about an error, without the wrapping of HTTP clients. */
export function errorMessage(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'body' in error) {
    const body = error.body as { error?: { message?: unknown } } | undefined;
    if (typeof body?.error?.message === 'string') {
      return body.error.message;
    }
  }
  return error instanceof Error ? error.message : String(error);
}
