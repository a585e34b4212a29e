/**
 * `describe` for suites that need a program. Where it is missing, the suite is skipped under a title that says so, by
 * which `npm test` counts what is skipped for want of it.
 *
 * @param need - the name of the program
 * @param program - where it is; undefined where it is missing
 */
export function describeWith(
  need: string,
  program: string | undefined,
): (title: string, define: () => void) => void {
  return program
    ? describe
    : (title, define) =>
        // eslint-disable-next-line jest/no-disabled-tests, jest/valid-describe-callback -- what it is for; the suite comes from the caller
        describe.skip(`${title} (needs ${need})`, define);
}
