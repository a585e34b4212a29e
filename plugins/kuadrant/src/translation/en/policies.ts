export const policies = {
  yaml: 'YAML',
  copyYaml: 'Copy YAML',
  title: 'Policies in force',
  hidden:
    'You don’t have access to the policies. The plans above come from them.',
  noPlans: 'none applies, so no plan is offered.',
  noAuth: 'none applies, so keys can’t work.',
  noRates: 'none applies; only the plans limit calls.',
  fromRoute: 'attached to the route {{route}}',
  fromGateway: 'inherited from the gateway {{gateway}}',
  enforced: 'enforced',
  notEnforced: 'not enforced: {{reason}}',
  overridden: 'replaced by other policies',
  onlySome: 'for some rules or listeners only',
  identityNotExported:
    'The counter reads an identity that the AuthPolicy doesn’t export, so all callers share it.',
  notYet: 'not checked yet',
} as const;

export const tokens = {
  title: 'Tokens',
  intro:
    'This API accepts tokens of an identity provider. Get one there and send it with each call.',
  issuer: 'Issuer',
  copy: 'Copy token URL',
} as const;
