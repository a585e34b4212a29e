export * from './coreEvent';
export * from './EventRecorder';
