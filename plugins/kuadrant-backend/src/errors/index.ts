export * from './StatusError';
export * from './errorMapper';
export * from './mapKubernetesError';
export * from './fieldErrors';
