import { ServerResponse } from 'node:http';
import { stringify } from 'yaml';
import { Status, StatusError } from '../api/StatusError';
import { Negotiated } from '../representation/negotiate';

/** A warning as an HTTP header carries it (RFC 7234, code 299). */
function warningHeader(text: string): string {
  return `299 - "${text.replace(/[\\"]/g, '\\$&').replace(/[^\t\x20-\x7e]/g, '?')}"`;
}

/** Sends a JSON document, as YAML if that was asked for. */
export function sendDocument(
  response: ServerResponse,
  code: number,
  json: string,
  options: { mediaType?: Negotiated['mediaType']; warnings?: string[] } = {},
): void {
  const isYaml = options.mediaType === 'application/yaml';
  const body = isYaml ? stringify(JSON.parse(json)) : json;
  response.writeHead(code, {
    'Content-Type': isYaml ? 'application/yaml' : 'application/json',
    'Cache-Control': 'no-cache, private',
    'Content-Length': Buffer.byteLength(body),
    ...(options.warnings?.length && {
      Warning: options.warnings.map(warningHeader),
    }),
  });
  response.end(body);
}

export function sendText(
  response: ServerResponse,
  code: number,
  text: string,
): void {
  response.writeHead(code, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-cache, private',
    'X-Content-Type-Options': 'nosniff',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

export function sendError(response: ServerResponse, error: StatusError): void {
  const status: Status = error.status;
  const seconds = status.details?.retryAfterSeconds;
  if (seconds !== undefined) {
    response.setHeader('Retry-After', String(seconds));
  }
  sendDocument(response, status.code ?? 500, JSON.stringify(status));
}
