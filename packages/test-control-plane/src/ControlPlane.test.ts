import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubernetesBinaries } from './binaries';
import { ControlPlane } from './ControlPlane';
import { describeWith } from './describeWith';

const binaries = kubernetesBinaries();

function statusOf(
  plane: ControlPlane,
  path: string,
  token: string,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(
      plane.url + path,
      {
        agent: new Agent({ ca: plane.authority }),
        headers: { authorization: `Bearer ${token}` },
      },
      response => {
        response.resume();
        resolve(response.statusCode);
      },
    )
      .on('error', reject)
      .end();
  });
}

describe('kubernetesBinaries', () => {
  it('names no folder in which a program is missing', () => {
    expect(kubernetesBinaries(['no-such-program'])).toBeUndefined();
  });
});

describe('ControlPlane', () => {
  it('says what a program that does not start had to say', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'control-plane-test-'));
    try {
      const script = '#!/bin/sh\necho no room >&2\nexit 1\n';
      for (const name of ['etcd', 'kube-apiserver']) {
        await writeFile(join(folder, name), script, { mode: 0o755 });
      }
      await expect(ControlPlane.start({ binaries: folder })).rejects.toThrow(
        'The control plane did not start: no room',
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describeWith('kube-apiserver', binaries)('a control plane', () => {
  it('knows its users and asks them for roles', async () => {
    const plane = await ControlPlane.start({
      binaries: binaries!,
      authorization: 'RBAC',
      users: ['jane'],
    });
    const ids = ['etcd', 'kube-apiserver'].map(name => plane.processId(name));
    try {
      const path = '/api/v1/namespaces/default';
      expect([
        await statusOf(plane, path, plane.token),
        await statusOf(plane, path, plane.tokenOf('jane')),
        await statusOf(plane, path, 'unknown'),
      ]).toEqual([200, 403, 401]);
      expect(() => plane.tokenOf('joe')).toThrow('user joe');
    } finally {
      await plane.stop();
    }
    for (const id of ids) {
      expect(() => process.kill(id!, 0)).toThrow('ESRCH');
    }
  }, 600_000);
});
