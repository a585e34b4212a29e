import { IncomingMessage, ServerResponse } from 'node:http';
import { OpenApiV2Document } from '../openapi/OpenApiDocuments';
import { parseAccept } from '../representation/negotiate';

const protobuf = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';
/** The name that kubectl asks by; it is no valid media type, so that the answer has the other one. */
const oldProtobuf =
  'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';

const answers: { [type: string]: string } = {
  'application/json': 'application/json',
  'application/*': 'application/json',
  '*/*': 'application/json',
  [protobuf]: protobuf,
  [oldProtobuf]: protobuf,
};

/** Sends the document as JSON or protobuf, as the client likes better; 406 with no body if it takes neither. */
export function sendOpenApiV2(
  request: IncomingMessage,
  response: ServerResponse,
  document: OpenApiV2Document,
): void {
  const accepted = parseAccept(request.headers.accept || '*/*')
    .map(({ type }) => answers[type])
    .find(Boolean);
  const common = { 'Cache-Control': 'no-cache, private', Vary: 'Accept' };
  if (!accepted) {
    response.writeHead(406, { ...common, 'Content-Length': 0 }).end();
    return;
  }
  const etag = `"${document.hash}"`;
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { ...common, ETag: etag }).end();
    return;
  }
  const body =
    accepted === protobuf ? document.protobuf : Buffer.from(document.json);
  response.writeHead(200, {
    ...common,
    'Content-Type': accepted,
    'Content-Length': body.length,
    ETag: etag,
  });
  response.end(body);
}
