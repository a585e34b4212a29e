import { readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from './failure.mjs';

/** Where the tests of each part are, as seen from the root. */
const PLACES = {
  scripts: { folders: ['scripts'], name: /\.test\.mjs$/ },
  packages: { folders: ['packages', 'plugins'], name: /\.test\.tsx?$/ },
  browser: { folders: ['e2e-tests'], name: /\.test\.ts$/ },
};

export const parts = Object.keys(PLACES);

/** All test files of the repository, by part. */
export function findTestFiles(root) {
  return Object.fromEntries(
    Object.entries(PLACES).map(([part, { folders, name }]) => [
      part,
      folders
        .flatMap(folder => filesIn(root, folder))
        .filter(file => name.test(file))
        .sort(),
    ]),
  );
}

function filesIn(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !['node_modules', 'dist', '.local'].includes(name))
    .flatMap(entry => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesIn(root, path) : [path];
    });
}

/**
 * Reads the command line of `npm test`.
 *
 * @param {string[]} args
 * @param {{root: string, cwd?: string, files: Record<string, string[]>}} where - paths are relative to `cwd`
 * @returns {{help: boolean, repeat: number, testName?: string, selected: Record<string, true | string[]>}} `selected`
 *   has the parts that run: all of one, or some of its files
 * @throws Failure for an option or pattern that makes no sense
 */
export function readCommandLine(args, { root, cwd = root, files }) {
  const { values, positionals } = parse(args);
  const repeat = Number(values.repeat);
  if (!Number.isInteger(repeat) || repeat < 1) {
    throw new Failure(
      `--repeat ${values.repeat}: it must be a whole number of at least 1.`,
    );
  }
  const unknown = values.only.find(name => !parts.includes(name));
  if (unknown !== undefined) {
    throw new Failure(
      `--only ${unknown}: it must be one of ${parts.join(', ')}.`,
    );
  }
  const among = parts.filter(
    part => values.only.length === 0 || values.only.includes(part),
  );
  return {
    help: values.help,
    repeat,
    testName: values['test-name'],
    selected:
      positionals.length === 0
        ? Object.fromEntries(among.map(part => [part, true]))
        : select(positionals, { root, cwd, files, among }),
  };
}

function parse(args) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        only: { type: 'string', multiple: true, default: [] },
        'test-name': { type: 'string', short: 't' },
        repeat: { type: 'string', default: '1' },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    });
  } catch (error) {
    throw new Failure(
      `${error.message}\nnpm test -- --help lists the options.`,
    );
  }
}

/** The files that the patterns mean, by part; parts without any are left out. */
function select(patterns, { root, cwd, files, among }) {
  const candidates = among.flatMap(part => files[part]);
  const chosen = new Set(
    patterns.flatMap(pattern => matching(pattern, candidates, { root, cwd })),
  );
  return Object.fromEntries(
    among
      .map(part => [part, files[part].filter(file => chosen.has(file))])
      .filter(([, found]) => found.length > 0),
  );
}

/** The file of this name, else those in the folder of this name, else those with this in their path. */
function matching(pattern, files, { root, cwd }) {
  const path = relative(root, resolve(cwd, pattern)).split(sep).join('/');
  for (const matches of [
    file => file === path,
    file => path === '' || file.startsWith(`${path}/`),
    file => file.includes(pattern),
  ]) {
    const found = files.filter(matches);
    if (found.length > 0) {
      return found;
    }
  }
  throw new Failure(
    `No test file matches "${pattern}". Name a test file, a folder with tests, or a part of a test file's path.`,
  );
}
