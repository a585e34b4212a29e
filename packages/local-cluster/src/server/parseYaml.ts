import { isScalar, parseDocument, visit } from 'yaml';
import { JsonValue } from '../api/types';

/**
 * Parses a YAML document, as the values that JSON knows.
 *
 * @throws if it is malformed, or a map has a key twice
 */
export function parseYamlText(text: string): JsonValue {
  // What clients send as YAML is JSON for the most part, and JSON is read a hundred times as fast.
  if (text.trimStart().startsWith('{')) {
    try {
      return JSON.parse(text) as JsonValue;
    } catch {
      // A map in YAML's own notation, or malformed; the parser of YAML tells.
    }
  }
  // The parser would compare each key with each other, which takes minutes for a map of some ten thousand.
  const document = parseDocument(text, { uniqueKeys: false });
  const [error] = document.errors;
  if (error) {
    throw error;
  }
  visit(document, {
    Map: (_, map) => {
      const keys = new Set<unknown>();
      for (const { key } of map.items) {
        const name = isScalar(key) ? String(key.value) : key;
        if (keys.has(name)) {
          throw new Error(`key ${JSON.stringify(name)} already set in map`);
        }
        keys.add(name);
      }
    },
  });
  return document.toJS({ maxAliasCount: 100 }) as JsonValue;
}
