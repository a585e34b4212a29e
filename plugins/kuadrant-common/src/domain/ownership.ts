import type { APIProduct } from '../kinds';
import { ANNOTATIONS } from '../names';

const LONGEST_REF = 512;
const DEFAULT_NAMESPACE = 'default';
// [kind:][namespace/]name, as the catalog writes references. No part holds blanks, controls, `*` or a further separator.
const REF =
  /^(?:(?<kind>[^\s\p{C}:/*]+):)?(?:(?<namespace>[^\s\p{C}:/*]+)\/)?(?<name>[^\s\p{C}:/*]+)$/u;

/**
 * A text read as a reference to a user, a group or another entity of the catalog.
 *
 * @public
 */
export interface EntityRefReading {
  /** The full reference in lower case, as Backstage compares them; undefined for a text that is none. */
  ref?: string;
  /** Why the text is no reference, in words that follow the name of a field. */
  problem?: string;
}

/**
 * Reads an entity reference. This is the one reading of owners, of those a route is exposed to, and of requesters.
 *
 * @remarks
 * Blanks around it do not count; the namespace is `default` where none is named; upper and lower case are the same.
 *
 * @param defaultKind - the kind of a reference that names none
 * @see https://backstage.io/docs/features/software-catalog/references#string-references
 * @public
 */
export function readEntityRef(
  text: string,
  defaultKind: 'user' | 'group',
): EntityRefReading {
  const parts =
    text.length <= LONGEST_REF ? REF.exec(text.trim())?.groups : undefined;
  if (!parts) {
    return {
      problem:
        'must be an entity reference such as group:default/api-owners or user:default/jane',
    };
  }
  const { kind = defaultKind, namespace = DEFAULT_NAMESPACE, name } = parts;
  return { ref: `${kind}:${namespace}/${name}`.toLowerCase() };
}

// The objects of caches are frozen, so what was read from one holds as long as the object.
const owners = new WeakMap<APIProduct, EntityRefReading>();

/**
 * Reads the owner of a product from its annotation `backstage.io/owner`; a reference without a kind is a group's.
 *
 * @returns neither `ref` nor `problem` where the product names no owner
 * @public
 */
export function readProductOwner(product: APIProduct): EntityRefReading {
  let reading = owners.get(product);
  if (!reading) {
    const text = product.metadata.annotations?.[ANNOTATIONS.owner] ?? '';
    const { ref, problem } =
      text.trim() === '' ? {} : readEntityRef(text, 'group');
    reading = problem
      ? { problem: `Annotation ${ANNOTATIONS.owner} ${problem}` }
      : { ref };
    owners.set(product, reading);
  }
  return reading;
}

/**
 * The owner of a product as a full entity reference; undefined where it names none that can be read.
 *
 * @public
 */
export function productOwner(product: APIProduct): string | undefined {
  return readProductOwner(product).ref;
}
