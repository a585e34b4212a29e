import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAllowed, licenceOf } from './licences.mjs';

test('licences are read in the ways that packages name them', () => {
  assert.equal(licenceOf({ license: 'MIT' }), 'MIT');
  assert.equal(licenceOf({ license: { type: 'ISC' } }), 'ISC');
  assert.equal(
    licenceOf({ licenses: [{ type: 'MIT' }, { type: 'GPL-2.0' }] }),
    'MIT OR GPL-2.0',
  );
  assert.equal(licenceOf({}), 'unknown');
});

test('of several choices one must be allowed, and all that belongs to it', () => {
  assert.ok(isAllowed('(MIT OR GPL-3.0)'));
  assert.ok(isAllowed('(MIT AND BSD-3-Clause)'));
  assert.ok(!isAllowed('MIT AND GPL-3.0'));
  assert.ok(!isAllowed('unknown'));
});
