import { kubernetesBinaries } from '@kuadrant/test-control-plane';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { callPortal } from './support/calls';
import { expect, test } from './support/fixtures';
import { kubeconfig } from './support/playground';

function findKubectl(): string | undefined {
  return [
    kubernetesBinaries(['kubectl']),
    ...(process.env.PATH ?? '').split(path.delimiter),
  ]
    .filter(folder => folder)
    .map(folder => path.join(folder!, 'kubectl'))
    .find(file => existsSync(file));
}

const program = findKubectl();

function kubectl(args: string[], input?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      program!,
      ['--kubeconfig', kubeconfig, ...args],
      (error, stdout, stderr) =>
        error
          ? reject(new Error(`${error.message}\n${stderr}`))
          : resolve(stdout),
    );
    child.stdin!.end(input);
  });
}

test.describe('kubectl', () => {
  test.skip(!program, '(needs kubectl)');

  test('shows products and keys with their columns', async () => {
    const products = await kubectl(['get', 'apiproducts', '-A', '-o', 'wide']);
    expect(products.split('\n')[0].split(/\s+/)).toEqual(
      expect.arrayContaining(['NAMESPACE', 'NAME', 'READY', 'AGE']),
    );
    expect(products).toMatch(/toystore\s+toystore\s+True/);
    expect(products).toMatch(/gamestore\s+gamestore\s+True/);
    const described = await kubectl([
      'describe',
      'apiproduct',
      'toystore',
      '-n',
      'toystore',
    ]);
    expect(described).toMatch(/Display Name:\s+Toystore API/);
    expect(described).toMatch(/HTTPRouteAccepted/);
  });

  test('a request that is applied by hand is approved by hand', async () => {
    await kubectl(
      ['apply', '-f', '-'],
      `apiVersion: v1
kind: Namespace
metadata: {name: by-hand}
---
apiVersion: v1
kind: Secret
metadata: {name: toystore, namespace: by-hand}
stringData: {api_key: made-by-hand-0123456789}
---
apiVersion: devportal.kuadrant.io/v1alpha1
kind: APIKey
metadata: {name: toystore, namespace: by-hand}
spec:
  apiProductRef: {name: toystore, namespace: toystore}
  secretRef: {name: toystore}
  planTier: bronze
  useCase: by hand
  requestedBy: {userId: user:default/consumer2, email: consumer2@example.com}
`,
    );
    await kubectl([
      'wait',
      'apik/toystore',
      '-n',
      'by-hand',
      '--timeout=120s',
      '--for=condition=Pending',
    ]);
    const requests = await kubectl([
      'get',
      'apikeyrequests',
      '-n',
      'toystore',
      '-o',
      'jsonpath={.items[?(@.spec.apiKeyRef.namespace=="by-hand")].metadata.name}',
    ]);
    expect(requests).toMatch(/^by-hand-toystore-[0-9a-f]{8}$/);

    // an approval outside of the product's namespace changes nothing
    const approval = (
      namespace: string,
    ) => `apiVersion: devportal.kuadrant.io/v1alpha1
kind: APIKeyApproval
metadata: {name: by-hand, namespace: ${namespace}}
spec:
  apiKeyRequestRef: {name: ${requests}}
  approved: true
  reviewedBy: user:default/owner1
  reviewedAt: "${new Date().toISOString()}"
  message: welcome
`;
    await kubectl(['apply', '-f', '-'], approval('by-hand'));
    await kubectl([
      'wait',
      'apikeyapproval/by-hand',
      '-n',
      'by-hand',
      '--timeout=120s',
      '--for=condition=Valid=false',
    ]);
    expect(
      await kubectl([
        'get',
        'apik',
        'toystore',
        '-n',
        'by-hand',
        '-o',
        'jsonpath={.status.conditions[?(@.type=="Pending")].status}',
      ]),
    ).toBe('True');

    await kubectl(['apply', '-f', '-'], approval('toystore'));
    await kubectl([
      'wait',
      'apik/toystore',
      '-n',
      'by-hand',
      '--timeout=120s',
      '--for=condition=Approved',
    ]);
    const keys = await kubectl(['get', 'apik', '-n', 'by-hand']);
    expect(keys.split('\n')[0].trim().split(/\s+/)).toEqual([
      'NAME',
      'APPROVED',
      'API',
      'PLAN',
      'USER',
      'STATE',
      'AGE',
    ]);
    expect(keys).toMatch(
      /toystore\s+True\s+toystore\s+bronze\s+user:default\/consumer2/,
    );
    const { body } = await callPortal(
      'consumer2',
      'GET',
      '/apikeys/by-hand/toystore',
    );
    expect(body).toMatchObject({ state: 'Approved' });
    expect(body.message).toContain('welcome');

    await kubectl(['delete', 'apik', 'toystore', '-n', 'by-hand']);
    expect(
      await kubectl([
        'get',
        'secrets',
        '-A',
        '-l',
        'devportal.kuadrant.io/apikey-namespace=by-hand',
        '-o',
        'name',
      ]),
    ).toBe('');
  });

  test('a product that is applied by hand is in the catalog a moment later', async () => {
    await kubectl(
      ['apply', '-f', '-'],
      `apiVersion: devportal.kuadrant.io/v1alpha1
kind: APIProduct
metadata:
  name: toys-v2
  namespace: toystore
  annotations: {backstage.io/owner: "user:default/owner1"}
spec:
  displayName: Toys, second edition
  publishStatus: Published
  targetRef: {group: gateway.networking.k8s.io, kind: HTTPRoute, name: toystore}
`,
    );
    const inCatalog = async () => {
      const { status } = await callPortal(
        'consumer1',
        'GET',
        '/../catalog/entities/by-name/api/toystore/toys-v2',
      );
      return status;
    };
    await expect.poll(inCatalog).toBe(200);
    await kubectl(['delete', 'apiproduct', 'toys-v2', '-n', 'toystore']);
    await expect.poll(inCatalog).toBe(404);
  });
});
