import type { FileReference } from '../types';
import type { Members } from '../kinds/objects';

// Under these a `$ref` is data: https://spec.openapis.org/oas/v3.1.0#reference-object
const DATA = new Set(['example', 'default', 'const', 'enum', 'value']);
// Maps whose keys are names that the author chose.
const NAMES =
  /^(properties|patternProperties|dependentSchemas|\$defs|definitions|schemas|parameters|responses|headers|examples|paths|channels|messages)$/;

/** An object with a reference in it. */
export interface Reference {
  holder: Members;
  text: string;
}

/** The references of a document, each holder once. Takes time linear in the size of the document. */
export function referencesIn(document: unknown): Reference[] {
  const found: Reference[] = [];
  const seen = new Set<unknown>();
  const left: { value: unknown; key: string; above: string }[] = [
    { value: document, key: '', above: '' },
  ];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, key, above } = next;
    const isData = DATA.has(key) && !NAMES.test(above);
    if (
      typeof value === 'object' &&
      value !== null &&
      !isData &&
      !seen.has(value)
    ) {
      seen.add(value);
      const { $ref: text } = value as Members;
      if (typeof text === 'string') {
        found.push({ holder: value as Members, text });
      }
      for (const [name, each] of Object.entries(value)) {
        left.push({ value: each, key: name, above: key });
      }
    }
  }
  return found;
}

/** Splits a reference into the file and the place in it. */
export function splitReference(
  text: string,
  base: string,
): FileReference & { pointer: string } {
  const [name, ...rest] = text.split('#');
  const pointer = rest.join('#');
  try {
    return { name, url: new URL(name, base).href, pointer };
  } catch {
    return { name, pointer };
  }
}

/** The other files that a document refers to, in its order, each once. */
export function filesIn(document: unknown, base: string): FileReference[] {
  const files = new Map<string, FileReference>();
  for (const { text } of referencesIn(document).reverse()) {
    if (!text.startsWith('#')) {
      const { pointer: _, ...file } = splitReference(text, base);
      const key = file.url ?? file.name;
      if (file.url !== base && !files.has(key)) {
        files.set(key, file);
      }
    }
  }
  return [...files.values()];
}
