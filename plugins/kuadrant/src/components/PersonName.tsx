import { parseEntityRef } from '@backstage/catalog-model';
import {
  EntityRefLink,
  useEntityPresentation,
} from '@backstage/plugin-catalog-react';

/** Whether a text is a full entity reference, such as user:default/ann. */
export function isEntityRef(text: string): boolean {
  try {
    const { kind } = parseEntityRef(text);
    return Boolean(kind);
  } catch {
    return false;
  }
}

/** Somebody's name in running text. Who is not in the catalog is named as written. */
export function usePersonName(ref: string): string {
  // The hook must run for every text; for one that is no reference its answer is not used.
  const known = isEntityRef(ref);
  const { primaryTitle } = useEntityPresentation(
    known ? ref : 'user:default/unknown',
  );
  return known ? primaryTitle : ref;
}

interface PersonProps {
  entityRef: string;
  /** Other words stand beside it, from which a link must differ by more than its colour. */
  inText?: boolean;
}

/** Somebody, with a link to the catalog. */
export function Person(props: PersonProps) {
  return isEntityRef(props.entityRef) ? (
    <PersonLink {...props} />
  ) : (
    <>{props.entityRef}</>
  );
}

function PersonLink({ entityRef, inText }: PersonProps) {
  const { primaryTitle } = useEntityPresentation(entityRef);
  return (
    <EntityRefLink
      entityRef={entityRef}
      underline={inText ? 'always' : 'hover'}
    >
      {primaryTitle}
    </EntityRefLink>
  );
}
