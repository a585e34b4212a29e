/**
 * Everything that the developer portal needs, on one machine.
 *
 * @packageDocumentation
 */
export {
  personas,
  startIssuer,
  type Issuer,
  type Persona,
  type StartIssuerOptions,
} from './issuer';
export {
  startGateway,
  type RunningGateway,
  type StartGatewayOptions,
} from './gateway';
export { signIn } from './portal';
export { readDefinitions } from './seed';
export { readSettings, type Settings } from './settings';
export { watchWorld, type World } from './world';
