import { dirname, resolve } from 'node:path';

/** The folder of this package. */
export const packageFolder = dirname(require.resolve('../package.json'));

/** The root of the repository: the playground runs nowhere else. */
export const repository = resolve(packageFolder, '../..');
