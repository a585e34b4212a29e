export * from './auth';
export * from './documents';
export * from './keys';
export * from './plans';
export * from './ready';
