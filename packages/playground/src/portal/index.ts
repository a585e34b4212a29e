export { startPortal, type Portal } from './portal';
export { signIn } from './signIn';
