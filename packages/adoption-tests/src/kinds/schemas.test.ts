import { describeWith } from '@kuadrant/test-control-plane';
import { ourDefinitions, upstreamDefinitions } from './definitions';
import { descriptionsOf, factsOf, servedBy } from './facts';
import { KEPT_WHOLE, UPSTREAM } from './upstream';

const ours = ourDefinitions();
const theirs = upstreamDefinitions();
const plurals = Object.keys(UPSTREAM);

/** Fields of the first version, which our schemas keep so that objects with them lose nothing. */
const FIRST_VERSION: Record<string, string[]> = {
  apiproducts: [
    'spec.keyLifetime',
    'status.openapi.etag',
    'status.openapi.sourceURL',
  ],
  apikeys: ['spec.previousSecretRef', 'status.approved'],
  apikeyrequests: [
    'spec.apiKeyRef.uid',
    'status.approved',
    'status.observedGeneration',
  ],
  apikeyapprovals: [
    'spec.apiKeyUid',
    'spec.terms',
    'status.apiKeyUid',
    'status.terms',
  ],
};

const isWithin = (path: string, roots: string[]) =>
  roots.some(root => path !== root && path.startsWith(`${root}.`));

describe.each(plurals)('our CRD of %s', plural => {
  const { kind, shortNames, columns, fields } = UPSTREAM[plural];
  const facts = factsOf(ours[plural]);

  it('has the names, versions and columns of Kuadrant', () => {
    const served = servedBy(ours[plural]);
    expect(served).toMatchObject({
      name: `${plural}.devportal.kuadrant.io`,
      scope: 'Namespaced',
      names: {
        kind,
        plural,
        singular: kind.toLowerCase(),
        listKind: `${kind}List`,
      },
      versions: [
        {
          name: 'v1alpha1',
          served: true,
          storage: true,
          subresources: ['status'],
        },
      ],
    });
    expect(served.names.shortNames).toEqual(shortNames);
    const shown = served.versions[0].columns;
    expect(shown.filter(column => columns.includes(column))).toEqual(columns);
  });

  it.each(Object.keys(fields))(
    'says of the field "%s" what theirs says',
    path => {
      const expected = KEPT_WHOLE.includes(path)
        ? { ...fields[path], 'x-kubernetes-preserve-unknown-fields': true }
        : fields[path];
      expect(facts[path]).toEqual(expected);
    },
  );

  it('adds fields of the first version only, and says so', () => {
    const added = Object.keys(facts).filter(path => !(path in fields));
    const roots = FIRST_VERSION[plural];
    expect(added.filter(path => !isWithin(path, roots)).sort()).toEqual(roots);
    const descriptions = descriptionsOf(ours[plural]);
    for (const root of roots) {
      expect([root, descriptions[root]]).toEqual([
        root,
        expect.stringMatching(/^Deprecated\. A field of the first version/),
      ]);
    }
  });

  it('describes every field', () => {
    const missing = Object.entries(descriptionsOf(ours[plural])).filter(
      ([path, description]) =>
        !description && path !== 'metadata' && !path.endsWith('[]'),
    );
    expect(missing.map(([path]) => path)).toEqual([]);
  });

  it('is kept by every tool that installs it', () => {
    expect(ours[plural].metadata.annotations).toEqual({
      'helm.sh/resource-policy': 'keep',
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    });
  });
});

describeWith('UPSTREAM_CRDS folder', process.env.UPSTREAM_CRDS)(
  'the table of their fields',
  () => {
    it.each(plurals)('is what the CRD of %s says', plural => {
      const definition = theirs![plural];
      const facts = Object.entries(factsOf(definition)).filter(
        ([path]) => !isWithin(path, KEPT_WHOLE),
      );
      expect(Object.fromEntries(facts)).toEqual(UPSTREAM[plural].fields);
      const served = servedBy(definition);
      expect(served.names.kind).toBe(UPSTREAM[plural].kind);
      expect(served.names.shortNames).toEqual(UPSTREAM[plural].shortNames);
      expect(served.versions.map(({ name }) => name)).toEqual(['v1alpha1']);
      expect(served.versions[0].columns).toEqual(UPSTREAM[plural].columns);
    });

    it('names all kinds', () => {
      expect(Object.keys(theirs!).sort()).toEqual([...plurals].sort());
      expect(Object.keys(ours).sort()).toEqual([...plurals].sort());
    });
  },
);
