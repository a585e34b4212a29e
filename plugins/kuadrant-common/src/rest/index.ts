export * from './bounds';
export * from './client';
export * from './errorCodes';
export {
  errorCode,
  fieldErrors,
  type FieldFault,
  type KuadrantResponseError,
} from './errors';
export * from './openapi';
export * from './operations';
export * from './routes';
export * from './signals';
export * from './types';
