/** The variables that say where the portal listens, and which port of a block of ten each takes. */
export const PORT_OFFSETS = {
  PORTAL_PORT: 0,
  BACKEND_PORT: 1,
  KUBERNETES_PORT: 2,
  GATEWAY_PORT: 3,
  ISSUER_PORT: 4,
};

type Name = keyof typeof PORT_OFFSETS;

/** Where the portal under test listens; reservePorts chooses the ports before the tests start. */
export const ports = Object.fromEntries(
  Object.keys(PORT_OFFSETS).map(name => [name, Number(process.env[name])]),
) as Record<Name, number>;

export const portalUrl = `http://localhost:${ports.PORTAL_PORT}`;
export const backendUrl = `http://localhost:${ports.BACKEND_PORT}`;
