import { createScanner } from 'jsonc-parser';
import { TOKENS } from '../syntax';
import type { DocumentKind } from '../types';
import { looksLikeGraphql } from './graphql';
import { looksLikeProtobuf } from './protobuf';

const KINDS = {
  openapi: 'openapi',
  swagger: 'openapi',
  asyncapi: 'asyncapi',
} as const;
type DataKey = keyof typeof KINDS;

// The first line that is neither a comment nor a marker nor a directive stands at the top level.
const FIRST_LINE = /^([ \t]*)(?!---|#|%)\S/m;
const DATA_KEY = /^([ \t]*)["']?(openapi|swagger|asyncapi)["']?[ \t]*:/gm;
const FLOW_KEY = /^\s*\{\s*["']?(openapi|swagger|asyncapi)["']?\s*:/;

/**
 * The kind of a text that was recognized before, at a glance: nothing is parsed or checked.
 *
 * @returns undefined for what is no API document
 * @public
 */
export function sniffKind(text: string): DocumentKind | undefined {
  const key = dataKeyOf(text);
  if (key) {
    return KINDS[key];
  }
  if (/^\s*[{[<]/.test(text)) {
    return undefined;
  }
  if (looksLikeProtobuf(text)) {
    return 'grpc';
  }
  return looksLikeGraphql(text) ? 'graphql' : undefined;
}

/** The key at the top level of JSON or YAML that says what it is. */
function dataKeyOf(text: string): DataKey | undefined {
  if (/^\s*\{/.test(text)) {
    return flowKey(text);
  }
  const [, indentation] = FIRST_LINE.exec(text) ?? [];
  for (const [, found, key] of text.matchAll(DATA_KEY)) {
    if (found === indentation) {
      return key as DataKey;
    }
  }
  return undefined;
}

function flowKey(text: string): DataKey | undefined {
  const [, first] = FLOW_KEY.exec(text) ?? [];
  if (first) {
    return first as DataKey;
  }
  const scanner = createScanner(text, true);
  let depth = 0;
  let last = '';
  for (
    let token = scanner.scan();
    token !== TOKENS.end;
    token = scanner.scan()
  ) {
    if (token === TOKENS.openBrace || token === TOKENS.openBracket) {
      depth += 1;
    } else if (token === TOKENS.closeBrace || token === TOKENS.closeBracket) {
      depth -= 1;
    } else if (depth === 1) {
      const isKey = token === TOKENS.colon;
      if (isKey && Object.hasOwn(KINDS, last)) {
        return last as DataKey;
      }
      last = scanner.getTokenValue().replace(/:$/, '');
    }
  }
  return undefined;
}
