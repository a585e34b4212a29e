export { DocumentReader, type DocumentReaderOptions } from './DocumentReader';
export { serveThread } from './thread';
