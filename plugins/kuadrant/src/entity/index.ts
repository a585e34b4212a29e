export { AccessCard } from './AccessCard';
export { ApiKeysContent } from './ApiKeysContent';
export { ProductInfoContent } from './ProductInfoContent';
