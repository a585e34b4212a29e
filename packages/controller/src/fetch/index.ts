export * from './DocumentFetcher';
export * from './DocumentLoop';
export * from './DocumentStore';
export * from './FetchError';
export * from './oidc';
export * from './openApi';
