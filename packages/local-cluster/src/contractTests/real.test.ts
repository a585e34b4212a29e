import { describeWith, kubernetesBinaries } from '@kuadrant/test-control-plane';
import { startRealServer } from './__testUtils__/realServer';
import { runApiServerTests } from './__testUtils__/runApiServerTests';

const binaries = kubernetesBinaries();

describeWith('kube-apiserver', binaries)('a real kube-apiserver', () => {
  runApiServerTests({ newServer: () => startRealServer(binaries!) });
});
