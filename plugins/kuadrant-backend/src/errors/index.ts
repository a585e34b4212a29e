export * from './CodedError';
export * from './errorMapper';
export * from './fieldErrors';
export * from './toCodedError';
