export { decodeDocument, type ContentHeaders } from './decodeDocument';
export { ACCEPTED_ENCODINGS } from './decompress';
