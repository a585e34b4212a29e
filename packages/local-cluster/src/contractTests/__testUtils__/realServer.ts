import { ControlPlane } from '@kuadrant/test-control-plane';
import { TestServer } from './runApiServerTests';

/** Starts a kube-apiserver with etcd and, where there are any, the controllers for namespaces and garbage. */
export async function startRealServer(binaries: string): Promise<TestServer> {
  const plane = await ControlPlane.start({
    binaries,
    // As the embedded server: one administrator, nobody else has a right, and nobody is anonymous.
    authorization: 'RBAC',
    apiServerFlags: ['--anonymous-auth=false'],
    controllerManagerFlags: [
      '--concurrent-gc-syncs=5',
      '--namespace-sync-period=5s',
    ],
  });
  const { url, authority, token } = plane;
  return { endpoint: { url, authority, token }, stop: () => plane.stop() };
}
