import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { importFor, partsBelow, withCode } from './readme.mjs';

test('the README of the plugin says where each part goes in a classic app', () => {
  const text = readFileSync(
    new URL('../../plugins/kuadrant/README.md', import.meta.url),
    'utf8',
  );
  const parts = partsBelow(text, '### In a classic app');
  assert.match(parts[0].code, /^import \{[^}]*\} from '[^']*';$/);
  assert.deepEqual(
    parts.slice(1).map(({ place }) => place.split(',')[0]),
    ['App.tsx', 'EntityPage.tsx', 'App.tsx'],
  );
  assert.match(parts[1].code, /^<Route .*\/>$/);
  assert.throws(() => partsBelow(text, '### Nowhere'), /no code below/);
});

test('code goes before or after what is found, and nowhere else', () => {
  assert.equal(withCode('<a></a>', 'before', '</a>', 'b'), '<a>\nb\n</a>');
  assert.equal(withCode('<a></a>', 'after', '<a>', 'b'), '<a>\nb\n</a>');
  assert.throws(() => withCode('<a>', 'before', '<b>', ''), /no <b> any more/);
});

test('only what is used is imported', () => {
  assert.equal(
    importFor('<One />', "import {\n  One,\n  Two,\n} from 'numbers';"),
    "import { One } from 'numbers';\n<One />",
  );
});
