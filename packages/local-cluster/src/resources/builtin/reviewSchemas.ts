import { StructuralSchema } from '../../schema/StructuralSchema';
import { flag, record, root, text } from './schemas';

const texts = (description: string): StructuralSchema => ({
  type: 'array',
  description,
  items: { type: 'string' },
  'x-kubernetes-list-type': 'atomic',
});

const textsByName = (description: string): StructuralSchema => ({
  type: 'object',
  description,
  additionalProperties: texts('The values.'),
});

const requirement = (description: string): StructuralSchema =>
  record(description, {
    rawSelector: text('The selector as it stands in a URL.'),
    requirements: {
      type: 'array',
      description: 'The selector, read.',
      'x-kubernetes-list-type': 'atomic',
      items: record('One condition.', {
        key: text('What is compared.'),
        operator: text('How it is compared.'),
        values: texts('What it is compared with.'),
      }),
    },
  });

const attributes = {
  resourceAttributes: record('Something that is done with a resource.', {
    namespace: text('The namespace; empty for all, and for cluster scope.'),
    verb: text('What is done, as in get; * for everything.'),
    group: text('The API group; * for all.'),
    version: text('The version; * for all.'),
    resource: text('The resource; * for all.'),
    subresource: text('The subresource, if one is meant.'),
    name: text('The object; empty for all.'),
    fieldSelector: requirement('Which objects, by their fields.'),
    labelSelector: requirement('Which objects, by their labels.'),
  }),
  nonResourceAttributes: record('Something that is done with another path.', {
    path: text('The path.'),
    verb: text('The HTTP method in lower case.'),
  }),
};

const rule = {
  verbs: texts('What may be done.'),
  apiGroups: texts('In which API groups.'),
  resources: texts('With which resources.'),
  resourceNames: texts('With which objects; empty for all.'),
  nonResourceURLs: texts('With which paths.'),
};

const ruleList = (description: string, names: Array<keyof typeof rule>) => ({
  type: 'array' as const,
  description,
  'x-kubernetes-list-type': 'atomic' as const,
  items: record(
    'A rule.',
    Object.fromEntries(names.map(name => [name, rule[name]])),
  ),
});

const decision = record('The decision.', {
  allowed: flag('Whether it is allowed.'),
  denied: flag('Whether it is forbidden whatever other authorizers say.'),
  reason: text('Why.'),
  evaluationError: text('What went wrong while it was decided.'),
});

const userInfo = record('The user.', {
  username: text('The name.'),
  uid: text('Tells the user from others of the name in other times.'),
  groups: texts('The groups that the user is in.'),
  extra: textsByName('What else the authenticator knows.'),
});

/** The schemas of reviews. */
export const reviewSchemas = {
  selfAccess: root('Whether whoever sends it may do something.', {
    spec: record('What is to be done.', attributes),
    status: decision,
  }),
  access: root('Whether somebody may do something.', {
    spec: record('Who is to do what.', {
      ...attributes,
      user: text('The user.'),
      uid: text('The uid of the user.'),
      groups: texts('The groups that the user is in.'),
      extra: textsByName('What else is known of the user.'),
    }),
    status: decision,
  }),
  selfRules: root('Everything that whoever sends it may do.', {
    spec: record('Where.', { namespace: text('The namespace.') }),
    status: record('The rules.', {
      resourceRules: ruleList('What may be done with resources.', [
        'verbs',
        'apiGroups',
        'resources',
        'resourceNames',
      ]),
      nonResourceRules: ruleList('What may be done with other paths.', [
        'verbs',
        'nonResourceURLs',
      ]),
      incomplete: flag('Whether rules are missing.'),
      evaluationError: text('Why rules are missing.'),
    }),
  }),
  self: root('Who sends it.', {
    status: record('The answer.', { userInfo }),
  }),
  token: root('Whose a token is.', {
    spec: record('The question.', {
      token: text('The token.'),
      audiences: texts('For whom the token should be.'),
    }),
    status: record('The answer.', {
      authenticated: flag('Whether the token is valid.'),
      user: userInfo,
      audiences: texts('For whom the token is.'),
      error: text('Why the token is not valid.'),
    }),
  }),
};
