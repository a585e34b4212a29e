import { definitions } from '@kuadrant/test-control-plane';
import { upstreamDefinitions } from '../__testUtils__/startWorld';
import {
  type CustomResourceDefinition,
  DEFINITION_NAMES,
  schemaProblems,
} from './schemas';

const own = (): Map<string, CustomResourceDefinition> =>
  new Map(
    (structuredClone(definitions()) as CustomResourceDefinition[])
      .filter(({ metadata }) => DEFINITION_NAMES.includes(metadata.name))
      .map(definition => [definition.metadata.name, definition]),
  );

/* eslint-disable jest/no-standalone-expect -- withUpstream is a test */
const withUpstream = process.env.UPSTREAM_CRDS ? it : it.skip;

describe('schemaProblems', () => {
  it('finds nothing wrong with the definitions of this project', () => {
    expect(schemaProblems(own())).toEqual([]);
  });

  withUpstream("finds nothing wrong with Kuadrant's", () => {
    const upstream = upstreamDefinitions() as CustomResourceDefinition[];
    expect(
      schemaProblems(
        new Map(
          upstream.map(definition => [definition.metadata.name, definition]),
        ),
      ),
    ).toEqual([]);
  });

  it('names what is missing, not served or pruned', () => {
    const [products, keys, requests, approvals] = DEFINITION_NAMES;
    const found = own();
    found.delete(products);
    found.get(keys)!.spec.versions[0].served = false;
    delete found.get(requests)!.spec.versions[0].schema!.openAPIV3Schema!
      .properties!.status.properties!.conditions;
    found.get(approvals)!.spec.versions[0].schema = {
      openAPIV3Schema: { 'x-kubernetes-preserve-unknown-fields': true },
    };
    expect(schemaProblems(found)).toEqual([
      'CustomResourceDefinition apiproducts.devportal.kuadrant.io does not exist',
      'CustomResourceDefinition apikeys.devportal.kuadrant.io does not serve version v1alpha1',
      'The schema of APIKeyRequest lacks status.conditions, so that the API server drops what is written there',
    ]);
  });
});
