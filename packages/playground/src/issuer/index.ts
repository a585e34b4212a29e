export { startIssuer, type Issuer, type StartIssuerOptions } from './issuer';
export { personas, type Persona } from './personas';
