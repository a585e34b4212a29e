import {
  createScanner,
  type ParseErrorCode,
  printParseErrorCode,
  visit,
} from 'jsonc-parser';
import { DocumentError, type DocumentWarning } from '../types';
import { duplicateKey } from './duplicateKey';
import { TOKENS } from './tokens';
import { at, MAXIMUM_DEPTH, MAXIMUM_WARNINGS, tooDeep } from './limits';

/** Data, and what its author should know. */
export interface ReadData {
  value: unknown;
  warnings: DocumentWarning[];
}

/**
 * Reads JSON, in time linear in its size.
 *
 * @throws DocumentError
 */
export function readJson(text: string): ReadData {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw syntaxError(text, error);
  }
  return { value, warnings: inspect(text) };
}

/** Checks the depth of valid JSON and finds keys that occur twice in their object. */
function inspect(text: string): DocumentWarning[] {
  const warnings: DocumentWarning[] = [];
  const scanner = createScanner(text, true);
  // Of each open object the keys so far; of each open array nothing.
  const open: (Set<string> | undefined)[] = [];
  let isKey = false;
  for (
    let token = scanner.scan();
    token !== TOKENS.end;
    token = scanner.scan()
  ) {
    const keys = open.at(-1);
    switch (token) {
      case TOKENS.openBrace:
      case TOKENS.openBracket:
        isKey = token === TOKENS.openBrace;
        open.push(isKey ? new Set() : undefined);
        if (open.length > MAXIMUM_DEPTH) {
          throw tooDeep(scanner.getTokenStartLine() + 1);
        }
        break;
      case TOKENS.closeBrace:
      case TOKENS.closeBracket:
        open.pop();
        isKey = false;
        break;
      case TOKENS.comma:
        isKey = keys !== undefined;
        break;
      case TOKENS.string:
        if (isKey && keys) {
          const key = scanner.getTokenValue();
          if (keys.has(key) && warnings.length < MAXIMUM_WARNINGS) {
            warnings.push(duplicateKey(key, scanner.getTokenStartLine() + 1));
          }
          keys.add(key);
          isKey = false;
        }
        break;
      default:
    }
  }
  return warnings;
}

const EXPLANATIONS: Record<string, string> = {
  InvalidSymbol:
    'a value is missing or has no quotes. Texts and keys stand in double quotes',
  InvalidNumberFormat: 'a number is not written as JSON wants',
  PropertyNameExpected:
    'a key in double quotes is missing. Remove the comma before it, or add the key',
  ValueExpected:
    'a value is missing. Remove the comma before it, or add the value',
  ColonExpected: 'a colon is missing after the key',
  CommaExpected: 'a comma is missing before this',
  CloseBraceExpected:
    'a closing brace is missing. Check that the file is complete',
  CloseBracketExpected:
    'a closing bracket is missing. Check that the file is complete',
  EndOfFileExpected:
    'the document has ended here, and more follows. Remove what follows',
  InvalidCommentToken:
    'JSON has no comments. Remove the comment, or serve the document as YAML',
  UnexpectedEndOfComment:
    'JSON has no comments. Remove the comment, or serve the document as YAML',
  UnexpectedEndOfString: 'a text has no closing quote on its line',
  InvalidCharacter:
    'a text holds a control character. Write it with a backslash',
  InvalidEscapeCharacter:
    'a backslash is followed by a character that JSON does not know. Write two backslashes for one',
  InvalidUnicode: 'four hexadecimal digits must follow a backslash and u',
};

function syntaxError(text: string, cause: unknown): DocumentError {
  let first: { line: number; code: ParseErrorCode } | undefined;
  try {
    visit(
      text,
      {
        onError(code, _offset, _length, startLine) {
          first ??= { line: startLine + 1, code };
        },
      },
      { disallowComments: true },
    );
  } catch (error) {
    // It recurses.
    if (error instanceof RangeError) {
      return tooDeep();
    }
    throw error;
  }
  const what =
    (first && EXPLANATIONS[printParseErrorCode(first.code)]) ??
    'the document is not valid here';
  return new DocumentError(
    {
      code: 'syntax',
      message: `${at(first?.line)}The JSON cannot be read: ${what}`,
      line: first?.line,
    },
    cause,
  );
}
