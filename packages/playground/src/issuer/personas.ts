/**
 * Somebody who can sign in to the playground's portal.
 *
 * @public
 */
export interface Persona {
  /** Name of the User entity in the catalog, and what the form field `persona` carries. */
  name: string;
  displayName: string;
  email: string;
  role: string;
  /** What the persona may do, in one sentence. */
  description: string;
}

function persona(
  name: string,
  displayName: string,
  role: string,
  description: string,
): Persona {
  return {
    name,
    displayName,
    email: `${name}@example.com`,
    role,
    description,
  };
}

/**
 * The people of the demo. Their User entities and groups are in `examples/org.yaml`, their roles in `examples/rbac`.
 *
 * @public
 */
export const personas: readonly Persona[] = [
  persona(
    'consumer1',
    'Consumer One',
    'API consumer',
    'Finds APIs and asks for keys.',
  ),
  persona(
    'consumer2',
    'Consumer Two',
    'API consumer',
    'Finds APIs and asks for keys; sees nothing of Consumer One’s.',
  ),
  persona(
    'owner1',
    'Owner One',
    'API owner',
    'Offers the Toystore API and decides who gets a key for it.',
  ),
  persona(
    'owner2',
    'Owner Two',
    'API owner',
    'Offers the Gamestore API, where keys are approved automatically.',
  ),
  persona(
    'admin1',
    'Admin One',
    'API administrator',
    'Looks after every API product and every key.',
  ),
  persona(
    'platform1',
    'Platform One',
    'Platform engineer',
    'Looks after plans, policies and the roles of the portal.',
  ),
];
