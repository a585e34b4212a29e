import type {
  CreateApiProductBody,
  ObjectRef,
  ProductView,
  UpdateApiProductBody,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** Fields of a product's documentation, in the order of the form. */
export const DOCUMENTATION_FIELDS = [
  'openAPISpecURL',
  'docsURL',
  'swaggerUI',
  'gitRepository',
  'techdocsRef',
] as const;
/** Fields of a product's contact, in the order of the form. */
export const CONTACT_FIELDS = ['team', 'email', 'slack', 'url'] as const;
/** Bounds of keys' lifetime, in days. */
export const LIFETIME_FIELDS = ['defaultDays', 'maxDays'] as const;

type Texts<F extends string> = Record<F, string>;

/** A product as the form holds it: texts as typed. */
export interface ProductDraft {
  route: ObjectRef | undefined;
  name: string;
  displayName: string;
  version: string;
  description: string;
  tags: string[];
  /** Entity reference; only used when the product is created. */
  owner: string | undefined;
  approvalMode: 'manual' | 'automatic';
  publishStatus: 'Draft' | 'Published';
  documentation: Texts<(typeof DOCUMENTATION_FIELDS)[number]>;
  contact: Texts<(typeof CONTACT_FIELDS)[number]>;
  keyLifetime: Texts<(typeof LIFETIME_FIELDS)[number]>;
}

const texts = <F extends string>(
  fields: readonly F[],
  values: Partial<Record<F, string | number>> = {},
) =>
  Object.fromEntries(
    fields.map(field => [field, String(values[field] ?? '')]),
  ) as Texts<F>;

/** The draft that a new product begins with. */
export function emptyDraft(owner: string | undefined): ProductDraft {
  return {
    route: undefined,
    name: '',
    displayName: '',
    version: '',
    description: '',
    tags: [],
    owner,
    approvalMode: 'manual',
    publishStatus: 'Draft',
    documentation: texts(DOCUMENTATION_FIELDS),
    contact: texts(CONTACT_FIELDS),
    keyLifetime: texts(LIFETIME_FIELDS),
  };
}

/** The draft that stands for a product. */
export function draftOf({ metadata, spec, owner }: ProductView): ProductDraft {
  return {
    route: { namespace: metadata.namespace ?? '', name: spec.targetRef.name },
    name: metadata.name,
    displayName: spec.displayName,
    version: spec.version ?? '',
    description: spec.description ?? '',
    tags: spec.tags ?? [],
    owner,
    approvalMode: spec.approvalMode,
    publishStatus: spec.publishStatus,
    documentation: texts(DOCUMENTATION_FIELDS, spec.documentation),
    contact: texts(CONTACT_FIELDS, spec.contact),
    keyLifetime: texts(LIFETIME_FIELDS, spec.keyLifetime),
  };
}

/** A name for a product, made from what it is called. */
export function proposedName(displayName: string): string {
  return displayName
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
}

const filled = <F extends string>(values: Texts<F>) => {
  const entries = Object.entries<string>(values).filter(
    ([, value]) => value.trim() !== '',
  );
  return entries.length > 0
    ? (Object.fromEntries(
        entries.map(([field, value]) => [field, value.trim()]),
      ) as Partial<Texts<F>>)
    : undefined;
};

const numbers = (values: Partial<Texts<'defaultDays' | 'maxDays'>> = {}) =>
  Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, Number(value)]),
  );

/** What creates the product of a draft. The route has been chosen. */
export function createBody(
  draft: ProductDraft & { route: ObjectRef },
): CreateApiProductBody {
  const lifetime = filled(draft.keyLifetime);
  return {
    namespace: draft.route.namespace,
    name: draft.name,
    owner: draft.owner,
    spec: {
      displayName: draft.displayName.trim(),
      version: draft.version.trim() || undefined,
      description: draft.description.trim() || undefined,
      tags: draft.tags.length > 0 ? draft.tags : undefined,
      approvalMode: draft.approvalMode,
      publishStatus: draft.publishStatus,
      targetRef: {
        group: 'gateway.networking.k8s.io',
        kind: 'HTTPRoute',
        name: draft.route.name,
      },
      documentation: filled(draft.documentation),
      contact: filled(draft.contact),
      keyLifetime: lifetime && numbers(lifetime),
    },
  };
}

function patchValue(group: string, value: string) {
  if (value === '') {
    return null;
  }
  return group === 'keyLifetime' ? Number(value) : value;
}

/** The merge patch from one draft to another: what was emptied is null, what stayed is left out. */
export function patchBody(
  before: ProductDraft,
  after: ProductDraft,
): UpdateApiProductBody {
  const patch: Record<string, unknown> = {};
  for (const field of ['displayName', 'version', 'description'] as const) {
    if (before[field] !== after[field].trim()) {
      patch[field] = after[field].trim() || null;
    }
  }
  for (const field of ['approvalMode', 'publishStatus'] as const) {
    if (before[field] !== after[field]) {
      patch[field] = after[field];
    }
  }
  if (before.tags.join('\n') !== after.tags.join('\n')) {
    patch.tags = after.tags.length > 0 ? after.tags : null;
  }
  if (after.route && before.route?.name !== after.route.name) {
    patch.targetRef = { name: after.route.name };
  }
  for (const group of ['documentation', 'contact', 'keyLifetime'] as const) {
    const old = before[group] as Record<string, string>;
    const changed = Object.entries(after[group]).filter(
      ([field, value]) => value.trim() !== old[field],
    );
    if (changed.length > 0) {
      patch[group] = Object.fromEntries(
        changed.map(([field, value]) => [
          field,
          patchValue(group, value.trim()),
        ]),
      );
    }
  }
  return patch as UpdateApiProductBody;
}
