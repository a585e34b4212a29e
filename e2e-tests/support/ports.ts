const portOf = (name: string, otherwise: number) =>
  Number(process.env[name] ?? otherwise);

/**
 * Where the portal under test listens: apart from the ports of `npm start`, so that both can run. Variables of the same
 * names change them.
 */
export const ports = {
  PORTAL_PORT: portOf('PORTAL_PORT', 23000),
  BACKEND_PORT: portOf('BACKEND_PORT', 27007),
  KUBERNETES_PORT: portOf('KUBERNETES_PORT', 26443),
  GATEWAY_PORT: portOf('GATEWAY_PORT', 28080),
  ISSUER_PORT: portOf('ISSUER_PORT', 25556),
};

export const portalUrl = `http://localhost:${ports.PORTAL_PORT}`;
export const backendUrl = `http://localhost:${ports.BACKEND_PORT}`;
