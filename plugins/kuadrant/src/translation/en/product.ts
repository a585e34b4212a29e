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
  path: 'Path',
  pathPrefix: 'All paths begin with {{prefix}}.',
  plansRefused:
    'The plans aren’t in force, so none can be requested. Ask a platform engineer to fix their PlanPolicy.',
  planNotByKey:
    'This plan isn’t chosen by the key: calls may count as another plan’s.',
  noAddress: 'The address isn’t known yet.',
  copyAddress: 'Copy address',
  credential: 'Credential',
  noKeys: 'This API doesn’t take API keys at the moment.',
  health: 'Health',
  contact: 'Contact',
  documentation: 'Documentation',
  inCatalog: 'In the catalog',
  about: 'About',
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
  keys: 'API keys of this product',
  noKeysYet: 'There is no key for this API that you may see.',
  noDefinition: 'This product names no API document.',
  noDefinitionYet: 'The API document has not been read yet.',
  openDocument: 'Open the document',
  triedAgain: 'It is fetched again every few minutes.',
  definitionFailed: 'The definition could not be loaded.',
  loadingDefinition: 'Loading the definition',
  notKept:
    'The document is too large for the status of the product, and could not be kept beside it.',
  oldCopy: 'You see the copy of {{moment}}.',
  tooLarge: 'Too large to show ({{size}} MB).',
  download: 'Download',
  noTokenEndpoint: 'The identity provider did not tell its token address.',
  editAddress: 'Change the address',
  failedSince: 'This began {{moment}}.',
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
    'The AuthPolicy isn’t in force, so keys are refused for now: {{message}} Ask a platform engineer to fix it.',
  plansNotReady:
    'The plans aren’t in force: {{message}} Ask a platform engineer to fix it.',
  KeysIsolated: 'Keys work for this product only',
  SelectorShared: 'Keys of other products work here too: {{message}}',
  isolatingRule: 'Show the authorization rule that keeps keys to this product',
  OIDCDiscovered: 'Identity provider found',
  OIDCDiscoveryFailed:
    'The identity provider does not answer, so its token address is not known.',
  SpecFetched: 'OpenAPI document read',
  SpecFailed: 'The API document could not be read: {{message}}',
  notYet: 'Not checked yet',
} as const;
