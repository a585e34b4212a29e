/**
 * A test that failed: its file, and its full name (that of its suites before its own). Without a name the whole file
 * could not run.
 *
 * @typedef {{file: string, name?: string}} FailedTest
 */

/** The command that runs a failed test and no other. */
export function rerunCommand({ file, name }) {
  const words = ['npm test --', quoted(file)];
  return (name ? [...words, '-t', quoted(name)] : words).join(' ');
}

/** A word of a shell command, in quotes where a shell would read it otherwise. */
function quoted(word) {
  if (/^[\w./@:-]+$/.test(word)) {
    return word;
  }
  return /[$`\\!"]/.test(word)
    ? `'${word.replaceAll("'", String.raw`'\''`)}'`
    : `"${word}"`;
}

/** The lines that name each failed test and how to run just that; one that failed in several runs is named once. */
export function failureLines(failures) {
  const commands = new Set(failures.map(rerunCommand));
  if (commands.size === 0) {
    return [];
  }
  return [
    commands.size === 1
      ? 'One test failed. Run it alone with:'
      : `${commands.size} tests failed. Run one alone with:`,
    ...[...commands].map(command => `  ${command}`),
  ];
}

/** What brings programs that tests are skipped without. */
const REMEDIES = {
  'kube-apiserver': 'node scripts/build-kube-apiserver.mjs',
  kubectl: 'node scripts/build-kube-apiserver.mjs',
  helm: 'node scripts/build-helm.mjs',
  authorino: 'node scripts/build-authorino.mjs',
  envoy: 'node scripts/install-envoy.mjs',
};

/**
 * One line for each command that brings programs which tests were skipped without.
 *
 * @param {Record<string, number>} needs - how many tests were skipped, by what they need
 */
export function needLines(needs) {
  const missing = Object.entries(needs);
  return [...new Set(missing.map(([need]) => REMEDIES[need]))].map(remedy => {
    const of = missing.filter(([need]) => REMEDIES[need] === remedy);
    const count = of.reduce((total, [, each]) => total + each, 0);
    const programs = of.map(([need]) => need).join(' or ');
    const what = `${count} ${count === 1 ? 'test was' : 'tests were'} skipped because there is no ${programs}`;
    return remedy
      ? `${what}: \`${remedy}\` ${remedy.includes('install') ? 'installs it where Python 3 is' : 'builds it where Go is installed'}.`
      : `${what}.`;
  });
}
