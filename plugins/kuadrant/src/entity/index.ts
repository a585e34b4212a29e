export { AccessCard } from './AccessCard';
export { ApiKeysContent } from './ApiKeysContent';
