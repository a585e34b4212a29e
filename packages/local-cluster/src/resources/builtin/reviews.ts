import {
  decide,
  NonResourceAttributes,
  ResourceAttributes,
  rolesOf,
} from '../../access/authorize';
import { UserInfo } from '../../access/users';
import { FieldError, invalidValue } from '../../api/fieldErrors';
import { badRequest, invalid } from '../../api/StatusError';
import { KubernetesObject } from '../../api/types';
import { ResourceType, ReviewContext } from '../ResourceType';
import { defineBuiltin } from './defineBuiltin';
import { reviewSchemas } from './reviewSchemas';

const authorization = 'authorization.k8s.io';
const authentication = 'authentication.k8s.io';

interface AccessSpec {
  resourceAttributes?: ResourceAttributes;
  nonResourceAttributes?: NonResourceAttributes;
  user?: string;
  uid?: string;
  groups?: string[];
}

function refuse(group: string, errors: FieldError[]): void {
  if (errors.length > 0) {
    throw invalid({ group, kind: '' }, '', errors);
  }
}

function requireEmptyMetadata(object: KubernetesObject): FieldError[] {
  const { namespace, ...metadata } = object.metadata;
  return Object.values(metadata).some(Boolean)
    ? [invalidValue('metadata', metadata, 'must be empty')]
    : [];
}

function checkAttributes(spec: AccessSpec): FieldError[] {
  if (spec.resourceAttributes && spec.nonResourceAttributes) {
    return [
      invalidValue(
        'spec.nonResourceAttributes',
        spec.nonResourceAttributes,
        'cannot be specified in combination with resourceAttributes',
      ),
    ];
  }
  return spec.resourceAttributes || spec.nonResourceAttributes
    ? []
    : [
        invalidValue(
          'spec.resourceAttributes',
          null,
          'exactly one of nonResourceAttributes or resourceAttributes must be specified',
        ),
      ];
}

function checkSubject({ user, groups }: AccessSpec): FieldError[] {
  return user || groups?.length
    ? []
    : [
        invalidValue(
          'spec.user',
          '',
          'at least one of user or group must be specified',
        ),
      ];
}

function decided(object: KubernetesObject, user: UserInfo): KubernetesObject {
  const spec = object.spec as AccessSpec;
  const status = decide(
    user,
    spec.resourceAttributes
      ? { resource: spec.resourceAttributes }
      : { nonResource: spec.nonResourceAttributes! },
  );
  return { ...object, status };
}

function specOf(object: KubernetesObject): AccessSpec {
  return (object.spec as AccessSpec | undefined) ?? {};
}

function subjectOf({ user = '', uid, groups = [] }: AccessSpec): UserInfo {
  return { username: user, uid, groups };
}

/** Resources that keep nothing: what is created is answered, and that is all. */
function review(options: {
  group: string;
  kind: string;
  namespaced?: boolean;
  schema: keyof typeof reviewSchemas;
  answer: (
    object: KubernetesObject,
    context: ReviewContext,
  ) => KubernetesObject;
}): ResourceType {
  const { group, kind, namespaced = false } = options;
  return {
    ...defineBuiltin({
      group,
      kind,
      namespaced,
      version: 'v1',
      plural: `${kind.toLowerCase()}s`,
      schema: reviewSchemas[options.schema],
    }),
    answer: options.answer,
  };
}

const selfSubjectAccess = review({
  group: authorization,
  kind: 'SelfSubjectAccessReview',
  schema: 'selfAccess',
  answer(object, { user }) {
    refuse(authorization, [
      ...checkAttributes(specOf(object)),
      ...requireEmptyMetadata(object),
    ]);
    return decided(object, user);
  },
});

const subjectAccess = review({
  group: authorization,
  kind: 'SubjectAccessReview',
  schema: 'access',
  answer(object) {
    const spec = specOf(object);
    refuse(authorization, [
      ...checkAttributes(spec),
      ...checkSubject(spec),
      ...requireEmptyMetadata(object),
    ]);
    return decided(object, subjectOf(spec));
  },
});

const localSubjectAccess = review({
  group: authorization,
  kind: 'LocalSubjectAccessReview',
  namespaced: true,
  schema: 'access',
  answer(object, { namespace }) {
    const spec = specOf(object);
    const asked = spec.resourceAttributes?.namespace ?? '';
    const errors = [
      ...checkAttributes(spec),
      ...checkSubject(spec),
      ...requireEmptyMetadata(object),
    ];
    if (spec.nonResourceAttributes) {
      errors.push(
        invalidValue(
          'spec.nonResourceAttributes',
          spec.nonResourceAttributes,
          'disallowed on this kind of request',
        ),
      );
    } else if (asked !== namespace) {
      errors.push(
        invalidValue(
          'spec.resourceAttributes.namespace',
          asked,
          'must match metadata.namespace',
        ),
      );
    }
    refuse(authorization, errors);
    return decided(
      { ...object, metadata: { ...object.metadata, namespace } },
      subjectOf(spec),
    );
  },
});

const selfSubjectRules = review({
  group: authorization,
  kind: 'SelfSubjectRulesReview',
  schema: 'selfRules',
  answer(object, { user }) {
    if (!(object.spec as { namespace?: string } | undefined)?.namespace) {
      throw badRequest('no namespace on request');
    }
    const held = rolesOf(user);
    const status = {
      resourceRules: held.flatMap(({ resourceRules }) => resourceRules),
      nonResourceRules: held.flatMap(
        ({ nonResourceRules }) => nonResourceRules,
      ),
      incomplete: false,
    };
    return { ...object, spec: {}, status };
  },
});

const selfSubject = review({
  group: authentication,
  kind: 'SelfSubjectReview',
  schema: 'self',
  answer: (object, { user, now }) => ({
    ...object,
    metadata: { creationTimestamp: now },
    status: { userInfo: user },
  }),
});

const token = review({
  group: authentication,
  kind: 'TokenReview',
  schema: 'token',
  answer(object, { authenticate }) {
    const given = (object.spec as { token?: string } | undefined)?.token;
    if (!given) {
      throw badRequest('token is required for TokenReview in authentication');
    }
    const user = authenticate(given);
    return {
      ...object,
      status: user
        ? { authenticated: true, user }
        : { user: {}, error: 'invalid bearer token' },
    };
  },
});

/** Reviews: who somebody is, and what somebody may do (`kubectl auth`). */
export const reviews: ResourceType[] = [
  selfSubjectAccess,
  selfSubjectRules,
  subjectAccess,
  localSubjectAccess,
  selfSubject,
  token,
];
