import {
  type AuthPolicy,
  type AuthRules,
  LABELS,
  type LabelSelector,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { isEdited } from '../policies/reports';
import { keySecretLabels } from './rollout';

const product = { namespace: 'toys', name: 'toystore' };

const rules = (selector: LabelSelector): AuthRules => ({
  authentication: { keys: { apiKey: { selector } } },
});
const app = (value: string) => rules({ matchLabels: { app: value } });
const without = (key: string): LabelSelector['matchExpressions'] => [
  { key, operator: 'DoesNotExist' },
];

describe('keySecretLabels', () => {
  const labelsFor = (present: AuthRules, ...others: AuthRules[]) =>
    keySecretLabels(product, present, others).map(labels =>
      Object.fromEntries(
        Object.entries(labels).filter(
          ([name]) => !Object.values<string>(LABELS).includes(name),
        ),
      ),
    );

  it('needs one Secret where labels meet all selectors', () => {
    expect(labelsFor(app('a'))).toEqual([{ app: 'a' }]);
    expect(
      labelsFor(
        app('a'),
        rules({ matchLabels: { stage: 'live' } }),
        rules({ matchExpressions: [{ key: 'region', operator: 'Exists' }] }),
      ),
    ).toEqual([{ app: 'a', stage: 'live', region: 'true' }]);
    expect(labelsFor(app('a'), app('a'))).toHaveLength(1);
  });

  it('needs another one for each value and each label that exclude each other', () => {
    expect(labelsFor(app('a'), app('b'), app('c'), app('b'))).toEqual([
      { app: 'a' },
      { app: 'b' },
      { app: 'c' },
    ]);
    expect(
      labelsFor(
        rules({
          matchLabels: { app: 'a' },
          matchExpressions: without('stage'),
        }),
        rules({ matchLabels: { stage: 'live' } }),
      ),
    ).toEqual([{ app: 'a' }, { stage: 'live' }]);
    // A label that is added for the third must not break the first.
    expect(
      labelsFor(
        rules({ matchExpressions: without('stage') }),
        app('a'),
        rules({ matchLabels: { app: 'a', stage: 'live' } }),
      ),
    ).toEqual([{ app: 'a' }, { app: 'a', stage: 'live' }]);
  });

  it('leaves out rules that no key of the product can meet', () => {
    const ofAnother = rules({ matchLabels: { [LABELS.apiProduct]: 'other' } });
    expect(labelsFor(app('a'), ofAnother, {})).toEqual([{ app: 'a' }]);
    expect(labelsFor(ofAnother, app('a'))).toEqual([]);
    expect(keySecretLabels(product, undefined, [app('a')])).toEqual([]);
  });
});

describe('isEdited', () => {
  const policy = (
    generation: number | undefined,
    status: AuthPolicy['status'],
  ): AuthPolicy => ({
    metadata: { name: 'toystore', generation },
    spec: { targetRef: { group: '', kind: 'HTTPRoute', name: 'toystore' } },
    status,
  });
  const enforced = (observedGeneration?: number) => [
    { type: 'Enforced', status: 'True' as const, observedGeneration },
  ];

  it.each([
    ['as Kuadrant reports an earlier generation', 2, 1, undefined, true],
    ['as Kuadrant reports this one', 2, 2, undefined, false],
    ['as a condition of an earlier generation says', 2, 2, 1, true],
    ['as a condition of this one says', 2, 1, 2, false],
    ['where no generation is reported', 2, undefined, undefined, false],
    ['where the policy has none', undefined, 1, 1, false],
  ])('tells %s', (_, generation, ofStatus, ofCondition, expected) => {
    const status = {
      observedGeneration: ofStatus,
      conditions: enforced(ofCondition),
    } as AuthPolicy['status'];
    expect(isEdited(policy(generation, status))).toBe(expected);
  });

  it('is nothing that is said of a policy without a report', () => {
    expect(isEdited(policy(2, undefined))).toBe(false);
    expect(isEdited(policy(2, { observedGeneration: 1 }))).toBe(false);
  });
});
