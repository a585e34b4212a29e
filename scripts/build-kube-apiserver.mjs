#!/usr/bin/env node
// Builds a real kube-apiserver, its controller manager, etcd and kubectl from their Go modules, for the contract tests of
// packages/local-cluster. Nothing is written to this repository. Prints the folder with the binaries
// (the value for KUBEBUILDER_ASSETS); does nothing when they are there already.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
  readFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const kubernetesVersion = '1.36.3';
const etcdVersion = '3.6.5';
const stagingVersion = kubernetesVersion.replace(/^1\./, 'v0.');

const cacheHome = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
const folder = join(
  cacheHome,
  'kuadrant-developer-portal',
  `kubernetes-${kubernetesVersion}`,
);
const suffix = process.platform === 'win32' ? '.exe' : '';
const binary = name => join(folder, `${name}${suffix}`);

const environment = {
  ...process.env,
  CGO_ENABLED: '0',
  GOFLAGS: '-mod=mod',
  GOWORK: 'off',
};

function skip(reason) {
  console.error(`kube-apiserver is not built: ${reason}`);
  process.exit(0);
}

function go(cwd, args, { quiet = false } = {}) {
  const result = spawnSync('go', args, {
    cwd,
    env: environment,
    encoding: 'utf8',
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', 'inherit'],
  });
  if (result.status !== 0) {
    console.error(
      `go ${args.slice(0, 2).join(' ')} failed (exit ${result.status ?? result.error?.message})`,
    );
    process.exit(1);
  }
  return result.stdout ?? '';
}

function installedGo() {
  const result = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' });
  const found = /^go(\d+)\.(\d+)/.exec(result.stdout ?? '');
  return found && { major: Number(found[1]), minor: Number(found[2]) };
}

/** The staging modules (k8s.io/api, ...) live in the same repository and are replaced by their own releases. */
function stagingModules(goMod) {
  return [...goMod.matchAll(/^\s*(k8s\.io\/[\w.-]+) => \.\/staging\//gm)].map(
    match => match[1],
  );
}

function build({ name, moduleLines, packagePath, flags = [] }) {
  if (existsSync(binary(name))) {
    return;
  }
  const workspace = join(folder, `build-${name}-${process.pid}`);
  mkdirSync(workspace, { recursive: true });
  try {
    writeFileSync(
      join(workspace, 'go.mod'),
      ['module localbuild', '', 'go 1.26.0', '', ...moduleLines, ''].join('\n'),
    );
    console.error(`building ${name} (takes some minutes the first time)`);
    const unfinished = join(workspace, `${name}${suffix}`);
    go(workspace, [
      'build',
      '-trimpath',
      ...flags,
      '-o',
      unfinished,
      packagePath,
    ]);
    renameSync(unfinished, binary(name));
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

function main() {
  const fromKubernetes = [
    'kube-apiserver',
    'kube-controller-manager',
    'kubectl',
  ];
  const wanted = ['etcd', ...fromKubernetes];
  if (wanted.every(name => existsSync(binary(name)))) {
    console.log(folder);
    return;
  }
  const version = installedGo();
  if (
    !version ||
    version.major < 1 ||
    (version.major === 1 && version.minor < 26)
  ) {
    skip('Go 1.26 or newer is needed (https://go.dev/dl/)');
  }
  mkdirSync(folder, { recursive: true });

  build({
    name: 'etcd',
    moduleLines: [`require go.etcd.io/etcd/server/v3 v${etcdVersion}`],
    packagePath: 'go.etcd.io/etcd/server/v3',
  });

  const download = JSON.parse(
    go(
      folder,
      ['mod', 'download', '-json', `k8s.io/kubernetes@v${kubernetesVersion}`],
      { quiet: true },
    ),
  );
  const staging = stagingModules(readFileSync(download.GoMod, 'utf8'));
  const moduleLines = [
    `require k8s.io/kubernetes v${kubernetesVersion}`,
    '',
    ...staging.map(
      module => `replace ${module} => ${module} ${stagingVersion}`,
    ),
  ];
  const versionPackage = 'k8s.io/component-base/version';
  const [major, minor] = kubernetesVersion.split('.');
  const flags = [
    '-ldflags',
    [
      '-s -w',
      `-X ${versionPackage}.gitVersion=v${kubernetesVersion}`,
      `-X ${versionPackage}.gitMajor=${major}`,
      `-X ${versionPackage}.gitMinor=${minor}`,
      `-X ${versionPackage}.gitTreeState=clean`,
    ].join(' '),
  ];
  for (const name of fromKubernetes) {
    build({
      name,
      moduleLines,
      packagePath: `k8s.io/kubernetes/cmd/${name}`,
      flags,
    });
  }
  console.log(folder);
}

main();
