export const access = {
  noRequest: 'No key can be requested now.',
  keyFails: 'Calls with this key fail now.',
  reason: {
    HTTPRouteNotFound: 'The route of this API doesn’t exist.',
    HTTPRouteNotAccepted: 'No gateway accepts the route of this API.',
    NoAuthPolicy: 'No AuthPolicy applies to this API.',
    AuthPolicyNotReady: 'The AuthPolicy of this API isn’t in force.',
    NoKeyRule: 'The AuthPolicy of this API takes no API keys.',
    SelectorNotMet: 'The AuthPolicy of this API takes none of its keys.',
  },
  fixer: {
    platformEngineer: 'Ask a platform engineer to fix it.',
    productOwner: 'Ask the owner of the API to fix it.',
  },
} as const;
