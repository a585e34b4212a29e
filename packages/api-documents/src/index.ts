export * from './calls';
export * from './decode';
export * from './kinds';
export * from './reading';
export * from './storage';
export * from './types';
