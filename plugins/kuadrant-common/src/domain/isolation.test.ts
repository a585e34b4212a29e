import type { AuthRules } from '../kinds';
import {
  keepsOtherKeysOut,
  type KeySelector,
  labelsOfProductKeys,
  selectsKeys,
} from './isolation';
import { isolatingPredicate, isolatingSelector } from './readyPolicies';

const toystore = { namespace: 'toys', name: 'toystore' };
const other = { namespace: 'games', name: 'other' };
const everyone: KeySelector = { matchLabels: { app: 'everyone' } };

describe('selectsKeys', () => {
  it.each<[string, KeySelector, KeySelector, boolean]>([
    ['the same selector', everyone, everyone, true],
    ['another label', everyone, { matchLabels: { app: 'other' } }, false],
    ['an empty selector selects all', {}, everyone, true],
    [
      'what all Secrets of keys carry',
      { matchLabels: { 'authorino.kuadrant.io/managed-by': 'authorino' } },
      {},
      true,
    ],
    [
      'one of several values',
      {
        matchExpressions: [
          { key: 'app', operator: 'In', values: ['x', 'everyone'] },
        ],
      },
      everyone,
      true,
    ],
    [
      'the selector of this product alone',
      { matchLabels: isolatingSelector(toystore) },
      everyone,
      false,
    ],
    [
      'an unknown operator',
      { matchExpressions: [{ key: 'app', operator: 'Like' }] },
      everyone,
      false,
    ],
    [
      'a label that must be absent',
      { matchExpressions: [{ key: 'stage', operator: 'DoesNotExist' }] },
      everyone,
      true,
    ],
  ])('%s', (_, selector, ofOther, expected) => {
    expect(selectsKeys(selector, labelsOfProductKeys(other, ofOther))).toBe(
      expected,
    );
  });
});

describe('keepsOtherKeysOut', () => {
  const rule = (predicate: string, more: object = {}): AuthRules => ({
    authorization: {
      own: { patternMatching: { patterns: [{ predicate }] }, ...more },
    },
  });
  const predicate = isolatingPredicate(toystore);

  it.each<[string, AuthRules, KeySelector, boolean]>([
    [
      'the recommended selector',
      {},
      { matchLabels: { ...isolatingSelector(toystore), a: 'b' } },
      true,
    ],
    [
      'half of it',
      {},
      { matchLabels: { 'devportal.kuadrant.io/apiproduct': 'toystore' } },
      false,
    ],
    ['that of another', {}, { matchLabels: isolatingSelector(other) }, false],
    ['the recommended rule', rule(predicate), everyone, true],
    ['in other blanks', rule(predicate.replace(/ /g, '\n  ')), everyone, true],
    [
      'with a further condition',
      rule(`${predicate} && a == b`),
      everyone,
      true,
    ],
    ['with an alternative', rule(`${predicate} || true`), everyone, false],
    ['under a condition', rule(predicate, { when: [{}] }), everyone, false],
    ['for another product', rule(isolatingPredicate(other)), everyone, false],
    ['nothing', {}, everyone, false],
  ])('%s: %p', (_, rules, selector, expected) => {
    expect(keepsOtherKeysOut(rules, selector, toystore)).toBe(expected);
  });
});
