export { startStandIn, type StandIn } from './standIn';
