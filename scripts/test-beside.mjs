// Walks the way from Kuadrant's plugin 0.4.0 as docs/upgrade.md describes it: its backend from npm and ours serve one
// cluster for a while, and then 0.4.0 alone. Takes minutes and needs a registry, so it is no part of npm test.
//   node scripts/test-beside.mjs          on the embedded API, or on a real one where KUBEBUILDER_ASSETS names its programs
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { call, untilAnswered } from '../benchmarks/portal/measure.mjs';
import { installPeer } from '../benchmarks/portal/peer.mjs';
import { startBackend } from '../benchmarks/portal/processes.mjs';
import { portalFolders } from '../benchmarks/portal/settings.mjs';
import { freePort } from './lib/ports.mjs';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const folder = path.join(root, '.local/beside');
const require = createRequire(import.meta.url);
require('@backstage/cli/config/nodeTransform.cjs');
const {
  ANNOTATIONS,
  apiKeyRequestName,
  apiKeyRequests,
  apiKeys,
  secrets,
} = require('@kuadrant/backstage-plugin-kuadrant-common');
const controllerTests = path.join(
  root,
  'packages/controller/src/__testUtils__',
);
const { startWorld } = require(path.join(controllerTests, 'startWorld'));
const { waitFor } = require(path.join(controllerTests, 'waitFor'));
const { ControllerProcess } = require(
  path.join(root, 'benchmarks/controller/ControllerProcess'),
);

const PRODUCT = { namespace: 'toystore', name: 'toystore' };
const CONSUMER = 'user:default/consumer1';
const OWNER = 'user:default/owner1';
/** What the roles of 0.4.0 name and ours do not, and the other way round. */
const ONLY_THERE = ['authpolicy', 'ratelimitpolicy', 'httproute'];
const ONLY_HERE = 'kuadrant.apikey.list';

const stops = [];
const step = async (title, work) => {
  const result = await work();
  console.log(`✓ ${title}`);
  return result;
};

/** A portal as one person uses it. */
async function as(portal, person) {
  const token = await portal.signIn(person);
  return async (method, at, body, status = 200) => {
    const answer = await call({
      url: `${portal.url}/api/${at}`,
      token,
      method,
      body,
      text: true,
    });
    assert.equal(answer.status, status, `${method} ${at}: ${answer.text}`);
    return answer.text && JSON.parse(answer.text);
  };
}

/** The role file of an adopter of 0.4.0. */
function rolesOf040(file) {
  const ours = readFileSync(
    path.join(root, 'examples/rbac/rbac-policy.csv'),
    'utf8',
  );
  const lines = ours.split('\n').filter(line => !line.includes(ONLY_HERE));
  const more = ONLY_THERE.map(
    kind => `p, role:default/api-owner, kuadrant.${kind}.list, read, allow`,
  );
  writeFileSync(file, [...lines, ...more, ''].join('\n'));
  return () => writeFileSync(file, [ours, ...more, ''].join('\n'));
}

async function requestWith040(call040, name) {
  await call040(
    'POST',
    'kuadrant/secrets',
    {
      name,
      apiKeyValue: `value-of-${name}`,
    },
    201,
  );
  const { metadata } = await call040(
    'POST',
    'kuadrant/requests',
    {
      apiProductName: PRODUCT.name,
      namespace: PRODUCT.namespace,
      planTier: 'silver',
      useCase: 'made with 0.4.0',
      userEmail: 'consumer1@example.com',
      secretName: name,
    },
    201,
  );
  return { namespace: metadata.namespace, name: metadata.name };
}

try {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  installPeer(portalFolders.peer);

  const { world, stop } = await startWorld();
  stops.push(stop);
  await world.kuadrant();
  await world.namespace(PRODUCT.namespace);
  await world.exposedRoute(PRODUCT);
  await world.productOn(PRODUCT, {}, { [ANNOTATIONS.owner]: OWNER });
  const kubeconfig = path.join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, world.adminKubeconfig, { mode: 0o600 });
  const startController = async () => {
    const controller = await ControllerProcess.start({
      kind: 'ours',
      kubeconfigFile: kubeconfig,
      port: await freePort(),
    });
    stops.push(() => controller.stop());
    return controller;
  };
  const controller = await startController();

  const roles = path.join(folder, 'roles.csv');
  const addNewPermission = rolesOf040(roles);
  const options = { folder, kubeconfig, roles };
  const theirs = await startBackend('peer', options);
  stops.push(theirs.stop);
  const ours = await startBackend('ours', {
    ...options,
    source: true,
    kuadrant: {
      products: { routes: 'any' },
      catalog: { namespace: 'default' },
    },
  });
  stops.push(ours.stop);
  const [consumer040, owner040] = await Promise.all(
    [CONSUMER, OWNER].map(person => as(theirs, person)),
  );
  const [consumer, owner] = await Promise.all(
    [CONSUMER, OWNER].map(person => as(ours, person)),
  );

  const requestOf = async key => {
    const name = apiKeyRequestName(key);
    await waitFor(async () =>
      assert.ok(
        await world.find(apiKeyRequests, {
          namespace: PRODUCT.namespace,
          name,
        }),
      ),
    );
    return `kuadrant/requests/${PRODUCT.namespace}/${name}`;
  };
  const decideHere = async (key, decision, message) => {
    const at = await requestOf(key);
    const name = apiKeyRequestName(key);
    await waitFor(async () => {
      const { items } = await owner('GET', 'kuadrant/requests');
      const found = items.find(({ metadata }) => metadata.name === name);
      assert.ok(found);
      await owner('POST', `${at}/${decision}`, {
        revision: found.revision,
        message,
      });
    });
  };
  const decideThere = async (key, decision) =>
    owner040('POST', `${await requestOf(key)}/${decision}`, {});
  const stateIs = (key, state) =>
    waitFor(async () => {
      const { status } = await world.client.get(apiKeys, key);
      const there = (status?.conditions ?? [])
        .filter(condition => condition.status === 'True')
        .map(({ type }) => type);
      assert.deepEqual(there, [state]);
    });
  const enforced = (key, value) =>
    waitFor(async () => {
      const secret = await world.enforcement(key);
      const found = secret?.data?.api_key;
      assert.equal(found && Buffer.from(found, 'base64').toString(), value);
    });
  const valueOf = async key => {
    const { spec } = await world.client.get(apiKeys, key);
    const { data } = await world.client.get(secrets, {
      namespace: key.namespace,
      name: spec.secretRef.name,
    });
    return Buffer.from(data.api_key, 'base64').toString();
  };
  const at = ({ namespace, name }) => `kuadrant/apikeys/${namespace}/${name}`;

  await step('both backends serve the same product', async () => {
    for (const ask of [consumer, consumer040]) {
      const { items } = await ask('GET', 'kuadrant/apiproducts');
      assert.deepEqual(
        items.map(({ metadata }) => metadata.name),
        ['toystore'],
      );
    }
  });

  await step('the entity reference is the same in both catalogs', async () => {
    for (const portal of [ours, theirs]) {
      const ask = await as(portal, CONSUMER);
      await waitFor(async () => {
        const { metadata } = await ask(
          'GET',
          'catalog/entities/by-name/api/default/toystore',
        );
        assert.equal(metadata.annotations['kuadrant.io/namespace'], 'toystore');
      }, 180_000);
    }
  });

  const fromThere = await step(
    'a key requested with 0.4.0 is approved with ours',
    async () => {
      const key = await requestWith040(consumer040, 'from-there');
      await decideHere(key, 'approve', 'Welcome');
      await stateIs(key, 'Approved');
      await enforced(key, 'value-of-from-there');
      return key;
    },
  );

  const fromHere = await step(
    'a key requested with ours is approved with 0.4.0',
    async () => {
      const { metadata } = await consumer(
        'POST',
        'kuadrant/apikeys',
        {
          apiProduct: PRODUCT,
          planTier: 'silver',
          useCase: 'made with ours',
        },
        201,
      );
      const key = { namespace: metadata.namespace, name: metadata.name };
      await decideThere(key, 'approve');
      await stateIs(key, 'Approved');
      await enforced(key, await valueOf(key));
      return key;
    },
  );

  await step('both kinds of keys are in one namespace', async () =>
    assert.equal(fromHere.namespace, fromThere.namespace),
  );

  await step(
    'the role file of 0.4.0 serves; without kuadrant.apikey.list the list of keys is empty',
    async () => {
      const keysListed = async count =>
        assert.equal(
          (await consumer('GET', 'kuadrant/apikeys')).totalItems,
          count,
        );
      await keysListed(0);
      addNewPermission();
      await waitFor(() => keysListed(2));
    },
  );

  await step(
    'ours shows a value once, and 0.4.0 shows it again and again',
    async () => {
      const { apiKey } = await waitFor(() =>
        consumer('POST', `${at(fromHere)}/reveal`),
      );
      await consumer('POST', `${at(fromHere)}/reveal`, undefined, 410);
      for (let look = 0; look < 2; look++) {
        const shown = await consumer040('GET', `${at(fromHere)}/secret`);
        assert.equal(shown.apiKey, apiKey);
      }
    },
  );

  await step(
    'ours never shows the value of a key from 0.4.0, and the next one once',
    async () => {
      await consumer('POST', `${at(fromThere)}/reveal`, undefined, 409);
      await consumer('POST', `${at(fromThere)}/rotate`);
      const { apiKey } = await waitFor(() =>
        consumer('POST', `${at(fromThere)}/reveal`),
      );
      assert.notEqual(apiKey, 'value-of-from-there');
      await enforced(fromThere, apiKey);
    },
  );

  await step('each revokes what the other has approved', async () => {
    await decideThere(fromThere, 'reject');
    await stateIs(fromThere, 'Denied');
    await enforced(fromThere, undefined);
    await decideHere(fromHere, 'reject', 'No longer');
    await stateIs(fromHere, 'Denied');
    await enforced(fromHere, undefined);
  });

  await step('0.4.0 goes on alone after ours is stopped', async () => {
    await decideHere(fromHere, 'approve', 'Again');
    await stateIs(fromHere, 'Approved');
    await ours.stop();
    await controller.stop();
    const { apiKey } = await consumer040('GET', `${at(fromHere)}/secret`);
    await enforced(fromHere, apiKey);
    const { items } = await consumer040('GET', 'kuadrant/requests/my');
    assert.deepEqual(
      items.map(({ metadata }) => metadata.name).sort(),
      [fromHere.name, fromThere.name].sort(),
    );
  });

  await step(
    'what is requested and approved meanwhile holds when ours is back',
    async () => {
      const key = await requestWith040(consumer040, 'meanwhile');
      // The Go controller makes the request; 0.4.0 writes the decision.
      const name = apiKeyRequestName(key);
      const { spec } = await world.client.get(apiKeys, key);
      await world.client.create(apiKeyRequests, {
        metadata: { namespace: PRODUCT.namespace, name },
        spec: {
          apiProductRef: { name: PRODUCT.name },
          apiKeyRef: key,
          planTier: spec.planTier,
          useCase: spec.useCase,
          requestedBy: spec.requestedBy,
        },
      });
      await decideThere(key, 'approve');
      await startController();
      await stateIs(key, 'Approved');
      await enforced(key, 'value-of-meanwhile');
      await stateIs(fromHere, 'Approved');
      await stateIs(fromThere, 'Denied');
    },
  );
  console.log('The way from 0.4.0 and back works as docs/upgrade.md says');
} finally {
  for (const stop of stops.reverse()) {
    await stop();
  }
}
