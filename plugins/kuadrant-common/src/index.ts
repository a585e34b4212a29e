/**
 * Kinds, names, permissions and the REST contract of the Kuadrant developer portal.
 *
 * @packageDocumentation
 */
export * from './auth';
export * from './catalog';
export * from './domain';
export * from './kinds';
export * from './limits';
export * from './names';
export * from './permissions';
export * from './rest';
