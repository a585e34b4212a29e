import type { Facts } from './facts';

// Kuadrant's CRDs of the four kinds as of operator 1.5 (August 2026): what they say of each field. The tests hold
// deploy/crds against this table, and the table against Kuadrant's files where UPSTREAM_CRDS names their folder.

/** What Kuadrant's CRD says of one kind. */
export interface UpstreamKind {
  kind: string;
  shortNames?: string[];
  columns: string[];
  fields: Record<string, Facts>;
}

/**
 * Fields that Kuadrant describes in detail and whose content is Authorino's. Our schema keeps them whole, so it has no
 * rules below them.
 */
export const KEPT_WHOLE = ['status.discoveredAuthScheme'];

const text: Facts = { type: 'string' };
const integer: Facts = { type: 'integer' };
const list: Facts = { type: 'array' };
const time: Facts = { type: 'string', format: 'date-time' };
const generation: Facts = { type: 'integer', format: 'int64' };
const object = (...required: string[]): Facts =>
  required.length > 0
    ? { type: 'object', required: required.sort() }
    : { type: 'object' };

/** Facts of fields, with the path of the object that holds them in front. */
function within(
  path: string,
  fields: Record<string, Facts>,
): Record<string, Facts> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, facts]) => [`${path}${name}`, facts]),
  );
}

const conditions = (facts: Facts = list) =>
  within('status.conditions', {
    '': facts,
    '[]': object('lastTransitionTime', 'message', 'reason', 'status', 'type'),
    '[].lastTransitionTime': time,
    '[].message': { type: 'string', maxLength: 32768 },
    '[].observedGeneration': { ...generation, minimum: 0 },
    '[].reason': {
      type: 'string',
      minLength: 1,
      maxLength: 1024,
      pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$',
    },
    '[].status': { type: 'string', enum: ['False', 'True', 'Unknown'] },
    '[].type': {
      type: 'string',
      maxLength: 316,
      pattern:
        '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$',
    },
  });

const limits = (path: string) =>
  within(path, {
    '': object(),
    '.daily': integer,
    '.weekly': integer,
    '.monthly': integer,
    '.yearly': integer,
    '.custom': list,
    '.custom[]': object('limit', 'window'),
    '.custom[].limit': integer,
    '.custom[].window': {
      type: 'string',
      pattern: '^([0-9]{1,5}(h|m|s|ms)){1,4}$',
    },
  });

const requestedBy = within('spec.requestedBy', {
  '': object('email', 'userId'),
  '.email': {
    type: 'string',
    pattern: '^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,}$',
  },
  '.userId': text,
});

/** Kuadrant's facts by the plural of the kind. */
export const UPSTREAM: Record<string, UpstreamKind> = {
  apiproducts: {
    kind: 'APIProduct',
    columns: [
      'Ready string .status.conditions[?(@.type=="Ready")].status',
      'Age date .metadata.creationTimestamp',
    ],
    fields: {
      '': object(),
      ...within('spec', {
        '': object('approvalMode', 'displayName', 'publishStatus', 'targetRef'),
        '.displayName': text,
        '.description': text,
        '.version': text,
        '.approvalMode': {
          type: 'string',
          enum: ['automatic', 'manual'],
          default: 'manual',
        },
        '.publishStatus': {
          type: 'string',
          enum: ['Draft', 'Published'],
          default: 'Draft',
        },
        '.tags': list,
        '.tags[]': text,
        '.targetRef': {
          ...object('group', 'kind', 'name'),
          'x-kubernetes-validations': [
            "self.group == 'gateway.networking.k8s.io'",
            "self.kind == 'HTTPRoute'",
          ],
        },
        '.targetRef.group': {
          type: 'string',
          maxLength: 253,
          pattern:
            '^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
        },
        '.targetRef.kind': {
          type: 'string',
          minLength: 1,
          maxLength: 63,
          pattern: '^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$',
        },
        '.targetRef.name': { type: 'string', minLength: 1, maxLength: 253 },
        '.documentation': object(),
        '.documentation.openAPISpecURL': text,
        '.documentation.swaggerUI': text,
        '.documentation.docsURL': text,
        '.documentation.gitRepository': text,
        '.documentation.techdocsRef': text,
        '.contact': object(),
        '.contact.team': text,
        '.contact.email': text,
        '.contact.slack': text,
        '.contact.url': text,
      }),
      ...within('status', {
        '': object(),
        '.observedGeneration': generation,
        '.discoveredPlans': list,
        '.discoveredPlans[]': object('tier'),
        '.discoveredPlans[].tier': text,
        '.discoveredAuthScheme': object(),
        '.oidcDiscovery': object('tokenEndpoint'),
        '.oidcDiscovery.tokenEndpoint': text,
        '.openapi': object('lastSyncTime', 'raw'),
        '.openapi.raw': text,
        '.openapi.lastSyncTime': time,
        '.openapi.maxSizeUsed': integer,
      }),
      ...conditions({
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['type'],
      }),
      ...limits('status.discoveredPlans[].limits'),
    },
  },
  apikeys: {
    kind: 'APIKey',
    shortNames: ['apik'],
    columns: [
      'Approved string .status.conditions[?(@.type=="Approved")].status',
      'API string .spec.apiProductRef.name',
      'Plan string .spec.planTier',
      'User string .spec.requestedBy.userId',
      'Age date .metadata.creationTimestamp',
    ],
    fields: {
      '': object(),
      ...within('spec', {
        '': object('apiProductRef', 'planTier', 'requestedBy', 'secretRef'),
        '.apiProductRef': object('name'),
        '.apiProductRef.name': text,
        '.apiProductRef.namespace': text,
        '.secretRef': { ...object(), 'x-kubernetes-map-type': 'atomic' },
        '.secretRef.name': { type: 'string', default: '' },
        '.planTier': text,
        '.useCase': text,
        '.expiresAt': time,
      }),
      ...requestedBy,
      ...within('status', {
        '': object(),
        '.observedGeneration': generation,
        '.apiHostname': text,
        '.authScheme': object(),
      }),
      ...conditions(),
      ...limits('status.limits'),
      ...within('status.authScheme.authenticationSpec', {
        '': object('selector'),
        '.allNamespaces': { type: 'boolean', default: false },
        '.selector': { ...object(), 'x-kubernetes-map-type': 'atomic' },
        '.selector.matchLabels': object(),
        '.selector.matchLabels.*': text,
        '.selector.matchExpressions': {
          type: 'array',
          'x-kubernetes-list-type': 'atomic',
        },
        '.selector.matchExpressions[]': object('key', 'operator'),
        '.selector.matchExpressions[].key': text,
        '.selector.matchExpressions[].operator': text,
        '.selector.matchExpressions[].values': {
          type: 'array',
          'x-kubernetes-list-type': 'atomic',
        },
        '.selector.matchExpressions[].values[]': text,
      }),
      ...within('status.authScheme.credentials', {
        '': object(),
        '.authorizationHeader': object(),
        '.authorizationHeader.prefix': text,
        '.cookie': object('name'),
        '.cookie.name': text,
        '.customHeader': object('name'),
        '.customHeader.name': text,
        '.queryString': object('name'),
        '.queryString.name': text,
      }),
    },
  },
  apikeyrequests: {
    kind: 'APIKeyRequest',
    columns: [],
    fields: {
      '': object(),
      ...within('spec', {
        '': object(
          ...['apiKeyRef', 'apiProductRef', 'planTier'],
          ...['requestedBy', 'useCase'],
        ),
        '.apiProductRef': object('name'),
        '.apiProductRef.name': text,
        '.apiKeyRef': object('name', 'namespace'),
        '.apiKeyRef.name': text,
        '.apiKeyRef.namespace': text,
        '.planTier': text,
        '.useCase': text,
        '.expiresAt': time,
      }),
      ...requestedBy,
      status: object(),
      ...conditions(),
    },
  },
  apikeyapprovals: {
    kind: 'APIKeyApproval',
    columns: [],
    fields: {
      '': object(),
      ...within('spec', {
        '': object('apiKeyRequestRef', 'approved', 'reviewedAt', 'reviewedBy'),
        '.apiKeyRequestRef': object('name'),
        '.apiKeyRequestRef.name': text,
        '.approved': { type: 'boolean' },
        '.reviewedBy': text,
        '.reviewedAt': time,
        '.reason': text,
        '.message': text,
      }),
      ...within('status', { '': object(), '.observedGeneration': generation }),
      ...conditions(),
    },
  },
};
