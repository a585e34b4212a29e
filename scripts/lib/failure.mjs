/** A failure that is told to the person at the terminal in its own words, without a stack. */
export class Failure extends Error {
  name = 'Failure';
}
