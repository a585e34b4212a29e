/** A failure that is told to the person at the terminal in its own words, without a stack. */
export class Failure extends Error {
  name = 'Failure';
}

/**
 * Has the process end with the exit code that the work resolves to; a Failure is told, and ends it with 1.
 *
 * @param {() => Promise<number>} work
 */
export async function exitWith(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (!(error instanceof Failure)) {
      throw error;
    }
    console.error(error.message);
    process.exitCode = 1;
  }
}
