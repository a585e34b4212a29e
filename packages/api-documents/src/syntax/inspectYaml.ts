import { type Event, EVENT_ID, getScalarValue } from 'js-yaml';
import { DocumentError, type DocumentWarning } from '../types';
import { duplicateKey } from './duplicateKey';
import { LineCounter } from './LineCounter';
import { at, MAXIMUM_WARNINGS } from './limits';

/** Largest size with all aliases written out: characters of scalars, and this much for each node. */
const MAXIMUM_EXPANDED = 64 * 1024 * 1024;
const SIZE_OF_NODE = 8;

interface Open {
  /** Of a mapping: the keys so far. */
  keys?: Set<string>;
  isKey: boolean;
  anchor?: string;
  /** With what is in it, written out. */
  size: number;
  /** Where it begins. */
  start: number;
}

class Inspection {
  readonly warnings: DocumentWarning[] = [];
  readonly #text: string;
  readonly #lines: LineCounter;
  readonly #open: Open[] = [];
  /** Sizes written out; undefined while the anchor's node is open. */
  readonly #anchors = new Map<string, number | undefined>();
  #documents = 0;

  constructor(text: string) {
    this.#text = text;
    this.#lines = new LineCounter(text);
  }

  see(event: Event): void {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        this.#documents += 1;
        if (this.#documents > 1) {
          throw this.#severalDocuments();
        }
        this.#open.push({ isKey: false, size: 0, start: 0 });
        break;
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE:
        this.#begin(event);
        break;
      case EVENT_ID.SCALAR:
        this.#scalar(event);
        break;
      case EVENT_ID.ALIAS:
        this.#add(this.#sizeOfAlias(event), event.anchorStart);
        break;
      default:
        this.#end();
    }
  }

  #begin(event: Extract<Event, { start: number }>): void {
    const anchor = this.#anchorOf(event);
    if (anchor !== undefined) {
      this.#anchors.set(anchor, undefined);
    }
    const isMapping = event.type === EVENT_ID.MAPPING;
    this.#open.push({
      ...(isMapping && { keys: new Set<string>() }),
      isKey: isMapping,
      anchor,
      size: SIZE_OF_NODE,
      start: event.start,
    });
  }

  #scalar(event: Extract<Event, { valueStart: number }>): void {
    const parent = this.#open.at(-1);
    const size = SIZE_OF_NODE + event.valueEnd - event.valueStart;
    const anchor = this.#anchorOf(event);
    if (anchor !== undefined) {
      this.#anchors.set(anchor, size);
    }
    if (parent?.isKey && parent.keys) {
      const key = getScalarValue(this.#text, event);
      // Merge keys may be repeated.
      if (
        key !== '<<' &&
        parent.keys.has(key) &&
        this.warnings.length < MAXIMUM_WARNINGS
      ) {
        this.warnings.push(
          duplicateKey(key, this.#lines.lineAt(event.valueStart)),
        );
      }
      parent.keys.add(key);
    }
    this.#add(size, event.valueStart);
  }

  #sizeOfAlias({
    anchorStart,
    anchorEnd,
  }: {
    anchorStart: number;
    anchorEnd: number;
  }): number {
    const name = this.#text.slice(anchorStart, anchorEnd);
    const size = this.#anchors.get(name);
    if (size === undefined && this.#anchors.has(name)) {
      const line = this.#lines.lineAt(anchorStart);
      throw new DocumentError({
        code: 'refersToItself',
        message: `${at(line)}An alias (*name) stands inside of what it refers to. Use $ref for schemas that refer to themselves`,
        line,
      });
    }
    // The parser reports an alias without an anchor.
    return size ?? 0;
  }

  #add(size: number, position: number): void {
    const parent = this.#open.at(-1);
    if (!parent) {
      return;
    }
    parent.size += size;
    parent.isKey = parent.keys !== undefined && !parent.isKey;
    if (parent.size > MAXIMUM_EXPANDED) {
      const line = this.#lines.lineAt(position);
      throw new DocumentError({
        code: 'expandsTooFar',
        message: `${at(line)}With its aliases (*name) and merge keys written out, the document is larger than ${MAXIMUM_EXPANDED / 1024 / 1024} MiB. Use $ref in place of aliases`,
        line,
      });
    }
  }

  #end(): void {
    const ended = this.#open.pop();
    if (!ended || this.#open.length === 0) {
      return;
    }
    if (ended.anchor !== undefined) {
      this.#anchors.set(ended.anchor, ended.size);
    }
    this.#add(ended.size, ended.start);
  }

  #anchorOf({
    anchorStart,
    anchorEnd,
  }: {
    anchorStart: number;
    anchorEnd: number;
  }): string | undefined {
    return anchorStart < 0
      ? undefined
      : this.#text.slice(anchorStart, anchorEnd);
  }

  // A marker before the first document does not begin another one.
  #severalDocuments(): DocumentError {
    const markers = [...this.#text.matchAll(/^---(?=\s|$)/gm)];
    const first = markers.findIndex(({ index }) =>
      /^\s*[^\s#%]/m.test(this.#text.slice(0, index)),
    );
    const line =
      first < 0 ? undefined : this.#lines.lineAt(markers[first].index);
    return new DocumentError({
      code: 'severalDocuments',
      message: `${at(line)}The marker --- begins another document, and a file may hold one only. Remove it and what does not belong to the first`,
      line,
    });
  }
}

/**
 * Checks a YAML stream before anything is made of it: that it is one document, how large it is with its aliases written
 * out, that none refers to itself. Finds keys that occur twice in their mapping.
 *
 * @throws DocumentError
 */
export function inspectYaml(text: string, events: Event[]): DocumentWarning[] {
  const inspection = new Inspection(text);
  events.forEach(event => inspection.see(event));
  return inspection.warnings;
}
