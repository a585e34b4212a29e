import type { ExampleCall } from '@kuadrant/backstage-plugin-kuadrant-common';
import { DocumentReader } from '../reading';
import { DocumentError, type ReadDocument } from '../types';
import type { CorpusDocument } from './CorpusDocument';
import { ENCODINGS } from './encodings';
import { KINDS } from './kinds';
import { LARGE } from './large';
import { TROUBLES } from './troubles';

// How long they take is measured by benchmarks/documents, on a machine that does nothing else.
const reader = new DocumentReader({ timeoutMs: 60_000 });

afterAll(() => reader.close());

async function outcomeOf({
  content,
  contentType,
  contentEncoding,
}: CorpusDocument) {
  try {
    return await reader.read(
      typeof content === 'string' ? Buffer.from(content) : content,
      { contentType, contentEncoding, maximumBytes: 20 * 1024 * 1024 },
    );
  } catch (error) {
    if (error instanceof DocumentError) {
      return error.problem;
    }
    throw error;
  }
}

/** What must come of a document, in a form that Jest compares. */
function wanted({ expected }: CorpusDocument) {
  if ('problem' in expected) {
    const { problem, message, line } = expected;
    return {
      code: problem,
      message: expect.stringMatching(message),
      ...(line !== undefined && { line }),
    };
  }
  const { operations, warnings, examples: _, ...summary } = expected;
  return {
    summary: {
      ...summary,
      ...(operations && {
        operations: operations.map(name => expect.objectContaining({ name })),
      }),
      ...(warnings && {
        warnings: warnings.map(([code, line]) =>
          expect.objectContaining({ code, ...(line && { line }) }),
        ),
      }),
    },
  };
}

const inShort = ({ method, path = '', query, body }: ExampleCall) =>
  [
    method,
    `${path}${query.map(({ name, value }, index) => `${index ? '&' : '?'}${name}=${value}`).join('')}`,
    body && (body.text?.replace(/\n\s*/g, '') ?? body.contentType),
  ]
    .filter(Boolean)
    .join(' ');

/** Examples are made of every document that can be used. */
async function examplesOf(text: string) {
  const { items } = await reader.calls(text, 'https://a.example/docs/spec');
  return items.map(({ call }) => inShort(call));
}

// Words of parsers that authors cannot know.
const WORDS_OF_PARSERS =
  /implicit key|flow collection|unexpected token|Unexpected Name|illegal|exception|undefined|\[object/i;

describe.each([
  ['encodings', ENCODINGS],
  ['kinds', KINDS],
  ['troubles', TROUBLES],
  ['large documents', LARGE],
])('%s', (_, documents) => {
  it.each(documents.map(document => [document.name, document] as const))(
    '%s',
    async (_name, document) => {
      const outcome = await outcomeOf(document);
      expect(outcome).toMatchObject(wanted(document));
      const message = 'message' in outcome ? outcome.message : '';
      expect(message).not.toMatch(WORDS_OF_PARSERS);
      expect(message.length).toBeLessThan(300);
    },
  );

  const usable = documents.filter(({ expected }) => 'kind' in expected);

  it.each(usable.map(document => [document.name, document] as const))(
    'examples for %s',
    async (_name, document) => {
      const { text } = (await outcomeOf(document)) as ReadDocument;
      const examples = await examplesOf(text);
      const { examples: expected = examples } = document.expected as {
        examples?: string[];
      };
      expect(examples).toEqual(expected);
    },
  );
});

it('says of at least twenty documents which calls are shown', () => {
  const known = [...ENCODINGS, ...KINDS, ...TROUBLES].filter(
    ({ expected }) => 'examples' in expected,
  );
  expect(known.length).toBeGreaterThanOrEqual(20);
});

it('holds at least sixty small documents, each with a name of its own', () => {
  const small = [...ENCODINGS, ...KINDS, ...TROUBLES];
  expect(new Set(small.map(({ name }) => name)).size).toBe(small.length);
  expect(small.length).toBeGreaterThanOrEqual(60);
});
