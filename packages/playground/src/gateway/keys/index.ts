export { Keys } from './Keys';
export { KeyWatch } from './KeyWatch';
