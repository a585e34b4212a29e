export * from './client';
export * from './openapi';
export * from './operations';
export * from './routes';
export * from './signals';
export * from './types';
export {
  MAX_BULK_REVIEW,
  MAX_MESSAGE_LENGTH,
  MAX_OVERLAP_SECONDS,
  MAX_USE_CASE_LENGTH,
} from './inputs';
