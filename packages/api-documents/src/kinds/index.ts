export {
  recognizeDocument,
  type RecognizedDocument,
} from './recognizeDocument';
export { sniffKind } from './sniffKind';
