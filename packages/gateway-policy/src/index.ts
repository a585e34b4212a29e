/**
 * What gateways, routes and Kuadrant policies mean for a call, as pure functions over cluster objects.
 *
 * @packageDocumentation
 */
export * from './attachment';
export * from './credentials';
export * from './decision';
export * from './expressions';
export * from './hosts';
export * from './limits';
export * from './objects';
export * from './policies';
export * from './summary';
