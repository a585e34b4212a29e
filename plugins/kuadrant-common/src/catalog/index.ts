export * from './entityNames';
