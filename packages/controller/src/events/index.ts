export * from './EventRecorder';
