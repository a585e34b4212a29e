import { describeWith, kubernetesBinaries } from '@kuadrant/test-control-plane';
import { type HelmProgram, helmPrograms } from '../cluster/helm';
import { RealCluster } from '../cluster/RealCluster';
import { ourDefinitions } from '../kinds/definitions';
import { Helm } from './Helm';
import { FIRST_TWO } from './kuadrantChart';
import { Scenario } from './Scenario';

const binaries = kubernetesBinaries(['etcd', 'kube-apiserver', 'kubectl']);
const [helm3, helm4] = helmPrograms();
const KUADRANT = 'Kuadrant';
const NEWER = 'Kuadrant, newer';
const OURS = Object.values(ourDefinitions()).map(
  ({ spec }) => spec.versions[0].schema.openAPIV3Schema.description,
);
const ALWAYS = { 'crds.install': true };
const TIMEOUT = 120_000;

// Each pair is one who installs our chart and one who installs Kuadrant's.
const PAIRS = [
  [helm3, helm3],
  [helm4, helm4],
  [helm3, helm4],
  [helm4, helm3],
] as const;

/** Helm 4 applies on the server, which refuses to change what another program wrote, Helm 3 among them. */
const taking = ({ release }: HelmProgram) =>
  release.startsWith('3.') ? [] : ['--force-conflicts'];

describeWith('kube-apiserver', binaries)('installing', () => {
  let cluster: RealCluster;

  beforeAll(async () => {
    cluster = await RealCluster.start(binaries!);
  }, TIMEOUT);
  afterAll(() => cluster?.stop(), TIMEOUT);

  for (const [ours, theirs] of PAIRS) {
    const title = `our chart by Helm ${ours.release} beside Kuadrant by Helm ${theirs.release}`;
    describeWith('helm', ours.program && theirs.program)(title, () =>
      install(ours, theirs),
    );
  }

  function install(ours: HelmProgram, theirs: HelmProgram) {
    const both = ours === theirs;
    let helm: { ours: Helm; theirs: Helm };
    let scenario: Scenario;

    beforeAll(async () => {
      helm = {
        ours: await Helm.on(cluster, ours.program!),
        theirs: await Helm.on(cluster, theirs.program!),
      };
    });
    afterAll(async () => {
      await helm?.ours.close();
      await helm?.theirs.close();
    });
    beforeEach(() => {
      scenario = new Scenario(cluster, helm);
    });
    afterEach(() => scenario.end(), TIMEOUT);

    it(
      'creates CRDs that Kuadrant takes over',
      async () => {
        await scenario.ours();
        expect(await scenario.descriptions()).toEqual(OURS);
        expect(
          await scenario.kubectl(
            ...['get', 'role', '-n', scenario.kuadrantNamespace, '-o', 'name'],
          ),
        ).toContain('developer-portal-controller-enforcement');
        const uid = await scenario.createProduct();
        const created = await scenario.crds();
        await scenario.ours({ 'controller.replicas': 1 });
        expect(await scenario.crds()).toEqual(created);

        await scenario.kuadrant(KUADRANT);
        expect(await scenario.descriptions()).toEqual(Array(4).fill(KUADRANT));
        const taken = await scenario.crds();
        await scenario.ours();
        await scenario.uninstallOurs();
        expect(await scenario.crds()).toEqual(taken);
        await scenario.kuadrant(NEWER);
        expect(await scenario.descriptions()).toEqual(Array(4).fill(NEWER));
        expect(await scenario.productUid()).toBe(uid);
      },
      TIMEOUT,
    );

    it(
      'creates only the CRDs that an older Kuadrant lacks',
      async () => {
        await scenario.kuadrant(KUADRANT, FIRST_TWO);
        await scenario.ours();
        const descriptions = await scenario.descriptions();
        expect(descriptions).toHaveLength(4);
        expect(
          descriptions.filter(description => description === KUADRANT),
        ).toHaveLength(2);
        await scenario.kuadrant(
          NEWER,
          undefined,
          ...(both ? [] : taking(theirs)),
        );
        expect(await scenario.descriptions()).toEqual(Array(4).fill(NEWER));
        const taken = await scenario.crds();
        await scenario.ours();
        expect(await scenario.crds()).toEqual(taken);
      },
      TIMEOUT,
    );

    if (!both) {
      return;
    }

    it(
      'leaves the CRDs alone that are there',
      async () => {
        await scenario.kuadrant(KUADRANT);
        const uid = await scenario.createProduct();
        const before = await scenario.crds();
        await scenario.ours();
        await scenario.ours({ 'controller.replicas': 1 });
        expect(await scenario.crds()).toEqual(before);

        await scenario.kuadrant(NEWER);
        const newer = await scenario.crds();
        expect(await scenario.descriptions()).toEqual(Array(4).fill(NEWER));
        await scenario.ours();
        await scenario.uninstallOurs();
        expect(await scenario.crds()).toEqual(newer);
        await scenario.uninstallKuadrant();
        expect(await scenario.productUid()).toBe(uid);
      },
      TIMEOUT,
    );

    it(
      'bears CRDs that are replaced without its annotations',
      async () => {
        await scenario.ours();
        const uid = await scenario.createProduct();
        await scenario.replaceCrds(KUADRANT);
        const replaced = await scenario.crds();
        await scenario.ours({ 'controller.replicas': 1 });
        await scenario.rollBackOurs(1);
        await scenario.uninstallOurs();
        expect(await scenario.crds()).toEqual(replaced);
        expect(await scenario.productUid()).toBe(uid);
      },
      TIMEOUT,
    );

    it(
      'keeps the CRDs of a release that held them',
      async () => {
        await scenario.ours(ALWAYS);
        const uid = await scenario.createProduct();
        await scenario.ours();
        await scenario.ours({ 'crds.install': false });
        await scenario.ours(ALWAYS);
        await scenario.uninstallOurs();
        expect(await scenario.descriptions()).toEqual(OURS);
        expect(await scenario.productUid()).toBe(uid);
      },
      TIMEOUT,
    );

    it(
      'refuses an upgrade that would delete CRDs',
      async () => {
        await scenario.ours(ALWAYS);
        const uid = await scenario.createProduct();
        await scenario.replaceCrds(KUADRANT);
        await expect(scenario.ours()).rejects.toThrow(
          /kubectl annotate crd \S+ helm\.sh\/resource-policy=keep/,
        );
        for (const name of Object.keys(await scenario.crds())) {
          await scenario.kubectl(
            ...['annotate', 'crd', name, 'helm.sh/resource-policy=keep'],
          );
        }
        await scenario.ours();
        expect(await scenario.descriptions()).toEqual(Array(4).fill(KUADRANT));
        expect(await scenario.productUid()).toBe(uid);
      },
      TIMEOUT,
    );

    it(
      'keeps CRDs as they are in the chart where it is to',
      async () => {
        await scenario.ours(ALWAYS);
        const uid = await scenario.createProduct();
        await scenario.replaceCrds(KUADRANT);
        await scenario.ours(ALWAYS, ...taking(ours));
        expect(await scenario.descriptions()).toEqual(OURS);
        await scenario.uninstallOurs();
        expect(await scenario.descriptions()).toEqual(OURS);
        expect(await scenario.productUid()).toBe(uid);
      },
      TIMEOUT,
    );

    it(
      'shows what it would create, and creates nothing',
      async () => {
        const shown = await scenario.ours({}, '--dry-run=server');
        expect(shown.match(/^kind: CustomResourceDefinition$/gm)).toHaveLength(
          4,
        );
        expect(await scenario.crds()).toEqual({});
      },
      TIMEOUT,
    );
  }
});
