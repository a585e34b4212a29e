export { watchWorld, type World } from './world';
