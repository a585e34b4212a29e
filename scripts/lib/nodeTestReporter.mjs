/**
 * A reporter for node:test that writes a line of JSON for each test: its file, its full name (that of its suites before
 * its own) and its outcome.
 */
export default async function* report(events) {
  // The names of the suites that a test is in. The runner tells of one file after another.
  const titles = [];
  for await (const { type, data } of events) {
    if (type === 'test:start') {
      titles.length = data.nesting;
      titles.push(data.name);
    } else if (isTest(type, data)) {
      const name = [...titles.slice(0, data.nesting), data.name].join(' ');
      const outcome = outcomeOf(type, data);
      // A file that cannot be loaded is told as a test of its own, by its name.
      const isFile = data.file?.endsWith(data.name);
      yield `${JSON.stringify({ file: data.file, name: isFile ? undefined : name, outcome })}\n`;
    }
  }
}

function isTest(type, { details }) {
  const isOver = type === 'test:pass' || type === 'test:fail';
  // A suite fails with the tests in it, and only then does it count by itself when it fails for another reason.
  const isSummary =
    details?.type === 'suite' &&
    (type === 'test:pass' || details.error?.failureType === 'subtestsFailed');
  return isOver && !isSummary;
}

function outcomeOf(type, { skip, todo }) {
  if (skip !== undefined || todo !== undefined) {
    return 'skipped';
  }
  return type === 'test:pass' ? 'passed' : 'failed';
}
