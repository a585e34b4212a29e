import {
  type ExampleCall,
  placeholderFor,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  dereference,
  itemsOf,
  type Members,
  membersOf,
} from '../kinds/objects';
import type { FoundOperation } from '../kinds/openapi';
import type { ExampleValues } from './ExampleValues';

/** Methods that change nothing: https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1 */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'QUERY']);
// OpenAPI ignores the first three; the others are the client's.
const NOT_SHOWN =
  /^(accept|content-type|authorization|host|content-length|connection|transfer-encoding|te|upgrade|cookie)$/i;
const HEADER_NAME = /^[A-Za-z0-9_-]{1,100}$/;
const HEADER_VALUE = /^[\x20-\x7e]{0,500}$/;

/** The parameters of an operation by place and name; those of the operation come before those of its path. */
export function parametersOf(
  document: Members,
  { item, operation }: FoundOperation,
): Members[] {
  const found = new Map<string, Members>();
  for (const list of [item.parameters, operation.parameters]) {
    for (const each of itemsOf(list)) {
      const parameter = membersOf(dereference(document, each));
      if (typeof parameter.name === 'string') {
        found.set(`${parameter.in} ${parameter.name}`, parameter);
      }
    }
  }
  return [...found.values()];
}

/** Values for the parameters of an operation that a call needs. */
export class ParameterValues {
  readonly #parameters: Members[];
  readonly #values: ExampleValues;
  readonly #method: string;

  constructor(parameters: Members[], values: ExampleValues, method: string) {
    this.#parameters = parameters;
    this.#values = values;
    this.#method = method;
  }

  /**
   * The value for a part of the path.
   *
   * @remarks
   * What an unsafe method acts on is a placeholder unless the author gave a value: a copied example must not delete
   * number 1.
   *
   * @returns undefined for a placeholder
   */
  inPath(name: string): string | undefined {
    const parameter = this.#parameters.find(
      each => each.in === 'path' && each.name === name,
    );
    if (!parameter) {
      return undefined;
    }
    const given = this.#given(parameter);
    const value =
      given ?? (SAFE.has(this.#method) ? this.#typed(parameter) : undefined);
    const text = textOfValue(value);
    // A dot segment would change the path.
    return text === undefined || /^\.{0,2}$/.test(text) ? undefined : text;
  }

  /** The required query parameters. */
  inQuery(): ExampleCall['query'] {
    return this.#required('query').flatMap(parameter => {
      const name = textOfValue(parameter.name);
      if (name === undefined) {
        return [];
      }
      const value = this.#given(parameter) ?? this.#typed(parameter);
      if (value && typeof value === 'object' && !Array.isArray(value)) {
        const isDeep = parameter.style === 'deepObject';
        return Object.entries(value).flatMap(([key, inner]) => {
          const text = textOfValue(inner);
          const inside = textOfValue(isDeep ? `${name}[${key}]` : key);
          return text === undefined || inside === undefined
            ? []
            : { name: inside, value: text };
        });
      }
      return { name, value: textOfValue(value) ?? this.#placeholder(name) };
    });
  }

  /** The required headers that are neither the client's nor the key's. */
  inHeaders(): ExampleCall['headers'] {
    return this.#required('header').flatMap(parameter => {
      const name = `${parameter.name}`;
      if (!HEADER_NAME.test(name) || NOT_SHOWN.test(name)) {
        return [];
      }
      const text = textOfValue(
        this.#given(parameter) ?? this.#typed(parameter),
      );
      return {
        name,
        value:
          text !== undefined && HEADER_VALUE.test(text)
            ? text
            : this.#placeholder(name),
      };
    });
  }

  /** The fields of a form, as Swagger 2.0 names them. */
  inForm(): Members[] {
    return this.#parameters.filter(each => each.in === 'formData');
  }

  /** The body, as Swagger 2.0 names it. */
  body(): Members | undefined {
    return this.#parameters.find(each => each.in === 'body');
  }

  #required(place: string): Members[] {
    return this.#parameters
      .filter(each => each.in === place && each.required === true)
      .slice(0, 20);
  }

  #given(parameter: Members): unknown {
    const [media] = Object.values(membersOf(parameter.content));
    return (
      this.#values.given(parameter) ??
      this.#values.given(media) ??
      parameter['x-example'] ??
      parameter.default ??
      itemsOf(parameter.enum)[0]
    );
  }

  // In Swagger 2.0 a parameter is its own schema.
  #typed(parameter: Members): unknown {
    const [media] = Object.values(membersOf(parameter.content));
    const schema = parameter.schema ?? membersOf(media).schema ?? parameter;
    return this.#values.of(schema, `${parameter.name}`);
  }

  #placeholder(name: string): string {
    const placeholder = placeholderFor(name);
    this.#values.placeholders.add(placeholder);
    return placeholder;
  }
}

/** A value as one text: the first item of an array. */
export function textOfValue(value: unknown): string | undefined {
  const one = Array.isArray(value) ? value[0] : value;
  if (typeof one === 'object' && one !== null) {
    return JSON.stringify(one);
  }
  return one === undefined || one === null || `${one}`.length > 500
    ? undefined
    : `${one}`.replace(/\p{Surrogate}/gu, '\ufffd');
}
