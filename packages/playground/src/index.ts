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
export { signIn } from './portal';
export { readSettings, type Settings } from './settings';
