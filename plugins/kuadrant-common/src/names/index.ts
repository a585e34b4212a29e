export * from './labels';
export * from './names';
