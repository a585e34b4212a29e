import {
  constructFromEvents,
  CORE_SCHEMA,
  mergeTag,
  parseEvents,
  YAMLException,
} from 'js-yaml';
import { DocumentError } from '../types';
import { inspectYaml } from './inspectYaml';
import { at, MAXIMUM_DEPTH, tooDeep } from './limits';
import type { ReadData } from './readJson';

// YAML 1.2, with the merge keys of 1.1 that people go on writing.
const SCHEMA = CORE_SCHEMA.withTags(mergeTag);

/**
 * Reads one YAML document, in time linear in its size and in that of its aliases written out.
 *
 * @throws DocumentError
 */
export function readYaml(text: string): ReadData {
  try {
    const events = parseEvents(text, { maxDepth: MAXIMUM_DEPTH });
    const warnings = inspectYaml(text, events);
    const [value] = constructFromEvents(events, {
      source: text,
      schema: SCHEMA,
      json: true,
      // The size of aliases written out is bounded, and with it the cost of merge keys.
      maxTotalMergeKeys: -1,
    });
    return { value, warnings };
  } catch (error) {
    throw error instanceof YAMLException ? explained(error) : error;
  }
}

// From the parser's reasons to words for authors; the first that matches counts.
const EXPLANATIONS: [RegExp, string][] = [
  [/tab characters/, 'a tab is used for indentation. Indent with spaces only'],
  [
    /indentation/,
    'the indentation does not fit the lines above. Align the line with its siblings',
  ],
  [
    /multiline key|whitespace character is expected after the key|expected ':'|end of the stream or a document separator/,
    'a key with a colon and a space is missing, or a text with a colon has no quotes. Write "key: value", and put texts with ": " into quotes',
  ],
  [
    /quoted scalar/,
    'a quoted text has no closing quote. Add it, or double the quote within the text',
  ],
  [
    /missed comma|flow collection|expected the node content/,
    'a list in brackets or an object in braces is not complete. Add the comma or the closing bracket',
  ],
  [
    /unidentified alias/,
    'an alias (*name) is used before its anchor (&name). Define the anchor above, or quote a text that begins with *',
  ],
  [
    /unknown .*tag|explicit tag|tag handle|tag suffix|tag name|verbatim tag/,
    'a tag (!name) is used that is not known. Remove it, or quote a text that begins with !',
  ],
  [
    /merge/,
    'a merge key (<<) must name a mapping, or a list of at most 100 mappings',
  ],
  [/non-printable/, 'the text holds a control character. Remove it'],
  [
    /escape|hexadecimal/,
    'a backslash in double quotes begins no known escape. Use single quotes',
  ],
  [
    /directive/,
    'a line that begins with % is not a valid directive. Quote the text',
  ],
];

function explained(error: YAMLException): DocumentError {
  const line = error.mark ? error.mark.line + 1 : undefined;
  if (/nesting exceeded/.test(error.reason)) {
    return tooDeep(line);
  }
  const what =
    EXPLANATIONS.find(([pattern]) => pattern.test(error.reason))?.[1] ??
    'the document is not valid here';
  // The parser's error holds the whole text.
  return new DocumentError({
    code: 'syntax',
    message: `${at(line)}The YAML cannot be read: ${what}`,
    line,
  });
}
