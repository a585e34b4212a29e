export * from './bounds';
export * from './client';
export * from './openapi';
export * from './operations';
export * from './routes';
export * from './signals';
export * from './types';
