export { ApiKeysContent } from './ApiKeysContent';
