import { isJsonObject, JsonObject } from '../api/types';

/**
 * A set of fields of an object, as a tree; its JSON form is FieldsV1.
 *
 * @remarks
 * Elements of paths are written as in FieldsV1: `f:name`, `k:{"key":"value"}`, `v:"value"`.
 * A set is never changed once it is shared; every operation makes a new one.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export class FieldSet {
  static readonly empty = new FieldSet(false, new Map());
  static readonly leaf = new FieldSet(true, new Map());

  readonly isMember: boolean;
  readonly children: ReadonlyMap<string, FieldSet>;

  constructor(isMember: boolean, children: ReadonlyMap<string, FieldSet>) {
    this.isMember = isMember;
    this.children = children;
  }

  static fromJson(json: JsonObject | undefined): FieldSet {
    const children = new Map<string, FieldSet>();
    for (const [element, value] of Object.entries(json ?? {})) {
      if (element !== '.' && isJsonObject(value)) {
        const isLeaf = Object.keys(value).length === 0;
        const child = FieldSet.fromJson(value);
        children.set(
          element,
          new FieldSet(isLeaf || '.' in value, child.children),
        );
      }
    }
    return new FieldSet(false, children);
  }

  toJson(): JsonObject {
    const json: JsonObject = {};
    if (this.isMember && this.children.size > 0) {
      json['.'] = {};
    }
    for (const element of [...this.children.keys()].sort()) {
      json[element] = this.children.get(element)!.toJson();
    }
    return json;
  }

  get isEmpty(): boolean {
    return !this.isMember && this.children.size === 0;
  }

  child(element: string): FieldSet {
    return this.children.get(element) ?? FieldSet.empty;
  }

  union(other: FieldSet): FieldSet {
    return this.#combine(other, (left, right) => left || right);
  }

  intersection(other: FieldSet): FieldSet {
    return this.#combine(other, (left, right) => left && right);
  }

  difference(other: FieldSet): FieldSet {
    return this.#combine(other, (left, right) => left && !right);
  }

  #combine(
    other: FieldSet,
    keeps: (left: boolean, right: boolean) => boolean,
  ): FieldSet {
    const children = new Map<string, FieldSet>();
    for (const element of new Set([
      ...this.children.keys(),
      ...other.children.keys(),
    ])) {
      const child = this.child(element).#combine(other.child(element), keeps);
      if (!child.isEmpty) {
        children.set(element, child);
      }
    }
    return new FieldSet(keeps(this.isMember, other.isMember), children);
  }

  /** Without a branch. */
  without(element: string): FieldSet {
    if (!this.children.has(element)) {
      return this;
    }
    const children = new Map(this.children);
    children.delete(element);
    return new FieldSet(this.isMember, children);
  }

  equals(other: FieldSet): boolean {
    return (
      this.isMember === other.isMember &&
      this.children.size === other.children.size &&
      [...this.children].every(([element, child]) =>
        child.equals(other.child(element)),
      )
    );
  }

  /** The members, as paths in the way of error messages: `.spec.items[name="a"].value`. */
  paths(prefix = ''): string[] {
    const own = this.isMember ? [prefix] : [];
    const below = [...this.children.keys()]
      .sort()
      .flatMap(element =>
        this.child(element).paths(prefix + printElement(element)),
      );
    return [...own, ...below];
  }
}

function printElement(element: string): string {
  const text = element.slice(2);
  if (element.startsWith('f:')) {
    return `.${text}`;
  }
  if (element.startsWith('k:')) {
    const keys = Object.entries(JSON.parse(text) as JsonObject).map(
      ([key, value]) => `${key}=${JSON.stringify(value)}`,
    );
    return `[${keys.join(',')}]`;
  }
  return element.startsWith('v:') ? `[=${text}]` : `[${text}]`;
}
