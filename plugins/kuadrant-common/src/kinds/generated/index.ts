export * from './APIKeyApproval';
export * from './APIKeyRequest';
export * from './APIKey';
export * from './APIProduct';
