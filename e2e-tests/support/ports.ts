/** Where the portal under test listens: apart from the ports of `npm start`, so that both can run. */
export const ports = {
  PORTAL_PORT: 23000,
  BACKEND_PORT: 27007,
  KUBERNETES_PORT: 26443,
  GATEWAY_PORT: 28080,
  ISSUER_PORT: 25556,
};

export const portalUrl = `http://localhost:${ports.PORTAL_PORT}`;
export const backendUrl = `http://localhost:${ports.BACKEND_PORT}`;
