export const policies = {
  yaml: 'YAML',
  copyYaml: 'Copy YAML',
  title: 'Policies in force',
  loading: 'Loading the policies…',
  failed: 'The policies could not be loaded.',
  hidden:
    'You may not read the policies themselves. The plans above are what they say.',
  noPlans: 'none applies, so no plan is offered.',
  noAuth: 'none applies, so keys can’t work.',
  noRates: 'none applies; only the plans limit calls.',
  fromRoute: 'attached to the route {{route}}',
  fromGateway: 'inherited from the gateway {{gateway}}',
  enforced: 'enforced',
  notEnforced: 'not enforced: {{reason}}',
  notYet: 'not checked yet',
  counted: 'counted for each caller apart',
  oneCounter: 'one counter for all calls',
} as const;

export const tokens = {
  title: 'Tokens',
  intro:
    'This API takes tokens of an identity provider. Get one there and send it with each call.',
  issuer: 'Issuer',
  copy: 'Copy token address',
} as const;
