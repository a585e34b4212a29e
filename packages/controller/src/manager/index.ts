export * from './startController';
