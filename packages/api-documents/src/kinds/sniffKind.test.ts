import { ENCODINGS } from '../corpus/encodings';
import { KINDS } from '../corpus/kinds';
import { LARGE } from '../corpus/large';
import { TROUBLES } from '../corpus/troubles';
import { sniffKind } from './sniffKind';

const documents = [...ENCODINGS, ...KINDS, ...TROUBLES, ...LARGE].flatMap(
  ({ name, content, expected }) =>
    typeof content === 'string' && 'kind' in expected
      ? [[name, content, expected.kind] as const]
      : [],
);

it.each(documents)('%s', (_, content, kind) => {
  expect(sniffKind(content.replace(/^\ufeff/, ''))).toBe(kind);
});

it.each([
  '',
  '<html>openapi: 3.1.0',
  '{"a": {"openapi": "3.1.0"}, "b": "asyncapi"}',
  'Welcome to our API.',
  '[{"openapi": "3.1.0"}]',
])('nothing in %j', text => {
  expect(sniffKind(text)).toBeUndefined();
});
