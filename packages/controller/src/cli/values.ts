import { InvalidArgumentError } from 'commander';

/** The items of a list that is separated by commas. */
export function list(text: string): string[] {
  return text
    .split(',')
    .map(item => item.trim())
    .filter(Boolean);
}

/** @throws InvalidArgumentError for a text that names no namespace */
export function namespace(text: string): string {
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text)) {
    throw new InvalidArgumentError(
      `"${text}" is no name of a namespace: at most 63 lower-case letters, digits and dashes.`,
    );
  }
  return text;
}
