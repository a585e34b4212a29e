export const product = {
  loading: 'Loading the API product…',
  failed: 'The API product could not be loaded.',
  breadcrumb: 'API products',
  tags: 'Tag',
  actions: 'Actions',
  plans: 'Plans',
  requestPlan: 'Request {{plan}}',
  noPlans:
    'No plan is available right now, so access can’t be requested. Existing keys keep their limits.',
  calling: 'Calling',
  address: 'URL',
  path: 'Path',
  pathPrefix: 'All paths begin with {{prefix}}.',
  plansRefused:
    'The plans aren’t in force, so none can be requested. Ask a platform engineer to fix their PlanPolicy.',
  planNotByKey:
    'This plan isn’t chosen by the key: calls may count as another plan’s.',
  noAddress: 'The URL isn’t known yet.',
  copyAddress: 'Copy URL',
  credential: 'Credential',
  noKeys: 'This API doesn’t accept API keys right now.',
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
  tokenEndpoint: 'Token URL',
  keys: 'API keys of this product',
  noKeysYet: 'There are no keys that you have access to.',
  noDefinition: 'This product names no API document.',
  noDefinitionYet: 'The API document has not been read yet.',
  openDocument: 'Open the document',
  triedAgain: 'It is fetched again every few minutes.',
  definitionFailed: 'The definition could not be loaded.',
  loadingDefinition: 'Loading the definition',
  notKept:
    'The document is too large for the status of the product, and could not be kept beside it.',
  oldCopy: 'This is the copy from {{moment}}.',
  tooLarge: 'Too large to show ({{size}} MB).',
  download: 'Download',
  noTokenEndpoint: 'The identity provider publishes no token URL.',
  editAddress: 'Change the URL',
  failedSince: 'First failed {{moment}}.',
} as const;

export const health = {
  HTTPRouteAccepted: 'Route accepted',
  HTTPRouteNotAccepted:
    'The gateway doesn’t accept the route, so calls don’t arrive. Ask a platform engineer to fix it.',
  HTTPRouteNotFound:
    'The route no longer exists, so calls don’t arrive. Ask a platform engineer to fix it.',
  plansFound: 'Plans found',
  plansNotFound:
    'No plan applies to the route. Ask a platform engineer to add a PlanPolicy.',
  authFound: 'AuthPolicy enforced',
  authNotFound:
    'No AuthPolicy applies to the route, so keys can’t work. Ask a platform engineer to add one.',
  AuthPolicyNotReady:
    'The AuthPolicy isn’t in force, so keys are refused for now: {{message}} Ask a platform engineer to fix it.',
  plansNotReady:
    'The plans aren’t in force: {{message}} Ask a platform engineer to fix it.',
  plansRemoved:
    'The plans were removed, so keys don’t work. Ask a platform engineer to restore the PlanPolicy.',
  KeysIsolated: 'Keys work for this product only',
  SelectorShared: 'Keys of other products work here too: {{message}}',
  isolatingRule:
    'Show the authorization rule that accepts only keys of this product',
  identityExported: 'Calls can be counted for each key',
  identityHidden:
    'Calls can’t be counted for each key: the AuthPolicy doesn’t export the key’s identity. Ask a platform engineer to add it.',
  identityFilter: 'Show the filter that names the key of each call',
  OIDCDiscovered: 'Identity provider found',
  OIDCDiscoveryFailed:
    'The identity provider doesn’t respond, so its token URL isn’t known.',
  SpecFetched: 'OpenAPI document read',
  SpecFailed: 'The API document could not be read: {{message}}',
  notYet: 'Not checked yet',
} as const;
