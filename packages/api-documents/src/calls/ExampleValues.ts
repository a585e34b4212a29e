import { placeholderFor } from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  dereference,
  itemsOf,
  type Members,
  membersOf,
} from '../kinds/objects';
import { boundedCopy } from './boundedCopy';

const MAXIMUM_DEPTH = 8;
const MAXIMUM_VALUES = 300;
const MAXIMUM_OPTIONAL_MEMBERS = 10;
const MAXIMUM_CHARACTERS = 8_192;

// https://spec.openapis.org/registry/format/
const BY_FORMAT: Record<string, string> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  time: '12:00:00Z',
  duration: 'P1D',
  uuid: '00000000-0000-4000-8000-000000000000',
  email: 'user@example.com',
  uri: 'https://example.com',
  url: 'https://example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  byte: 'ZXhhbXBsZQ==',
};

/** Values of schemas for examples: those of the author, else a value of the type. Bounded, whatever a schema holds. */
export class ExampleValues {
  readonly #document: Members;
  /** Words in the values that the reader replaces. */
  readonly placeholders = new Set<string>();
  #left = MAXIMUM_VALUES;

  constructor(document: Members) {
    this.#document = document;
  }

  /** The value that the author gave as an example of a parameter, a media type or a schema. */
  given(holder: unknown): unknown {
    const { example, examples, schema } = membersOf(holder);
    const [first] = Array.isArray(examples)
      ? examples
      : Object.values(membersOf(examples)).map(
          each => membersOf(this.#follow(each)).value,
        );
    for (const value of [example, first]) {
      const copy = boundedCopy(value, MAXIMUM_VALUES, MAXIMUM_CHARACTERS);
      if (copy !== undefined) {
        return copy;
      }
    }
    return schema === undefined
      ? undefined
      : this.#fixed(membersOf(this.#follow(schema)));
  }

  /**
   * A value of a schema.
   *
   * @param name - of what holds the value, for the placeholder
   * @returns undefined where no value fits into the bounds
   */
  of(schema: unknown, name: string): unknown {
    return this.#generate(schema, name, []);
  }

  #generate(schema: unknown, name: string, above: Members[]): unknown {
    const members = membersOf(this.#follow(schema));
    if (
      this.#left <= 0 ||
      above.length > MAXIMUM_DEPTH ||
      above.includes(members)
    ) {
      return undefined;
    }
    this.#left -= 1;
    const fixed = this.#fixed(members);
    if (fixed !== undefined) {
      return fixed;
    }
    const inside = [...above, members];
    const choice = [...itemsOf(members.oneOf), ...itemsOf(members.anyOf)].find(
      each => membersOf(this.#follow(each)).type !== 'null',
    );
    const { properties, required } = this.#membersOf(members, inside);
    if (choice && properties.size === 0) {
      return this.#generate(choice, name, inside);
    }
    switch (typeOf(members, properties.size > 0)) {
      case 'object':
        return this.#object(properties, required, inside);
      case 'array': {
        const item = this.#generate(members.items, name, inside);
        return item === undefined ? [] : [item];
      }
      case 'integer':
      case 'number':
        return typeof members.minimum === 'number' ? members.minimum : 1;
      case 'boolean':
        return true;
      default:
        return this.#text(members.format, name);
    }
  }

  #object(
    properties: Map<string, unknown>,
    required: Set<string>,
    above: Members[],
  ): unknown {
    const wanted = [...properties].filter(
      ([key, value]) =>
        (required.size === 0 || required.has(key)) &&
        membersOf(this.#follow(value)).readOnly !== true,
    );
    return Object.fromEntries(
      wanted
        .slice(0, required.size === 0 ? MAXIMUM_OPTIONAL_MEMBERS : undefined)
        .map(([key, value]) => [key, this.#generate(value, key, above)])
        .filter(([, value]) => value !== undefined),
    );
  }

  /** Properties of a schema and of those that it is composed of. */
  #membersOf(schema: Members, above: Members[]) {
    const properties = new Map(Object.entries(membersOf(schema.properties)));
    const required = new Set<string>(
      itemsOf(schema.required).filter(each => typeof each === 'string'),
    );
    for (const part of itemsOf(schema.allOf)) {
      const members = membersOf(this.#follow(part));
      this.#left -= 1;
      if (this.#left > 0 && !above.includes(members)) {
        const inner = this.#membersOf(members, [...above, members]);
        inner.properties.forEach((value, key) => properties.set(key, value));
        inner.required.forEach(key => required.add(key));
      }
    }
    return { properties, required };
  }

  #fixed(schema: Members): unknown {
    const candidates = [
      schema.example,
      itemsOf(schema.examples)[0],
      schema.default,
      schema.const,
      itemsOf(schema.enum)[0],
    ];
    for (const value of candidates) {
      const copy =
        value === null
          ? undefined
          : boundedCopy(value, MAXIMUM_VALUES, MAXIMUM_CHARACTERS);
      if (copy !== undefined) {
        return copy;
      }
    }
    return undefined;
  }

  #text(format: unknown, name: string): string {
    if (typeof format === 'string' && Object.hasOwn(BY_FORMAT, format)) {
      return BY_FORMAT[format];
    }
    const placeholder = placeholderFor(name);
    this.placeholders.add(placeholder);
    return placeholder;
  }

  #follow(value: unknown): unknown {
    return dereference(this.#document, value);
  }
}

function typeOf(schema: Members, hasProperties: boolean): unknown {
  const type = Array.isArray(schema.type)
    ? schema.type.find(each => each !== 'null')
    : schema.type;
  if (type !== undefined) {
    return type;
  }
  if (hasProperties || schema.additionalProperties !== undefined) {
    return 'object';
  }
  return schema.items === undefined ? 'string' : 'array';
}
