import { kubernetesBinaries, startRealServer } from './realServer';
import { runApiServerTests } from './runApiServerTests';

const binaries = kubernetesBinaries();

// Without the binaries (scripts/build-kube-apiserver.mjs makes them) the suite counts as skipped.
(binaries ? describe : describe.skip)('a real kube-apiserver', () => {
  runApiServerTests({ newServer: () => startRealServer(binaries!) });
});
