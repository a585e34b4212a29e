import { kubernetesBinaries } from '@kuadrant/test-control-plane';
import { startRealServer } from './__testUtils__/realServer';
import { runApiServerTests } from './__testUtils__/runApiServerTests';

const binaries = kubernetesBinaries();

// Without the binaries (scripts/build-kube-apiserver.mjs makes them) the suite counts as skipped.
(binaries ? describe : describe.skip)('a real kube-apiserver', () => {
  runApiServerTests({ newServer: () => startRealServer(binaries!) });
});
