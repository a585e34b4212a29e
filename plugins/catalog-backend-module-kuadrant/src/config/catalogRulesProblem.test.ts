import { ConfigReader } from '@backstage/config';
import type { JsonValue } from '@backstage/types';
import { catalogRulesProblem } from './catalogRulesProblem';

const NONE = /^$/;

describe('catalogRulesProblem', () => {
  it.each<[what: string, rules: JsonValue | undefined, problem: RegExp]>([
    ['no rules', undefined, NONE],
    ['the kind', [{ allow: ['Component'] }, { allow: ['api'] }], NONE],
    ['the kind as an object', [{ allow: [{ kind: 'API' }] }], NONE],
    [
      'the kind at the location of products',
      [{ allow: ['API'], locations: [{ type: 'kuadrant' }] }],
      NONE,
    ],
    ['no kind', [], /does not allow the kind API, .* Add API to the allow/],
    [
      'other kinds',
      [{ allow: ['Component', 'User'] }],
      /does not allow the kind API/,
    ],
    [
      'the kind at other locations',
      [{ allow: ['API'], locations: [{ type: 'url', pattern: '*' }] }],
      /does not allow the kind API/,
    ],
    [
      'some types of the kind',
      [
        {
          allow: [
            { kind: 'API', 'spec.type': 'openapi' },
            { kind: 'API', 'spec.type': 'graphql' },
          ],
        },
      ],
      /only with the spec\.type openapi, graphql, /,
    ],
  ])('judges rules that allow %s', (_, rules, problem) => {
    const config = new ConfigReader({
      catalog: rules === undefined ? {} : { rules },
    });
    expect(catalogRulesProblem(config) ?? '').toMatch(problem);
  });
});
