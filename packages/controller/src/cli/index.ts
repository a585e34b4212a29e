export * from './runCommandLine';
