export const product = {
  loading: 'Loading the API product…',
  failed: 'The API product could not be loaded.',
  breadcrumb: 'API products',
  tags: 'Tag',
  actions: 'Actions',
  plans: 'Plans',
  requestPlan: 'Request {{plan}}',
  noPlans:
    'No plan is offered now, so nothing can be requested. Existing keys keep their limits.',
  calling: 'Calling',
  address: 'Address',
  noAddress: 'The address isn’t known yet.',
  copyAddress: 'Copy address',
  credential: 'Credential',
  noKeys: 'This API doesn’t take API keys at the moment.',
  health: 'Health',
  contact: 'Contact',
  documentation: 'Documentation',
  inCatalog: 'In the catalog',
  about: 'About',
  owner: 'Owner',
  team: 'Team',
  email: 'E-mail',
  slack: 'Slack',
  page: 'Contact page',
  docs: 'Documentation',
  swagger: 'Console',
  repository: 'Repository',
  openApi: 'OpenAPI document',
  approval: 'Approval',
  approvalManual: 'A person approves each request',
  approvalAutomatic: 'Approved at once',
  tokenEndpoint: 'Token address',
  noTokenEndpoint: 'The identity provider did not tell its token address.',
} as const;

export const health = {
  HTTPRouteAccepted: 'Route accepted',
  HTTPRouteNotAccepted:
    'The gateway does not accept the route: calls do not arrive. A platform engineer can mend it.',
  HTTPRouteNotFound:
    'The route is gone: calls do not arrive. A platform engineer can mend it.',
  plansFound: 'Plans found',
  plansNotFound:
    'No plan applies to the route. A platform engineer can add a PlanPolicy.',
  authFound: 'AuthPolicy enforced',
  authNotFound:
    'No AuthPolicy applies to the route, so keys can’t work. A platform engineer can add one.',
  AuthPolicyNotReady:
    'The AuthPolicy is not enforced: keys are refused for now. A platform engineer can mend it.',
  OIDCDiscovered: 'Identity provider found',
  OIDCDiscoveryFailed:
    'The identity provider does not answer, so its token address is not known.',
  SpecFetched: 'OpenAPI document read',
  SpecFailed: 'The OpenAPI document could not be read: {{message}}',
  notYet: 'Not checked yet',
} as const;
