import path from 'node:path';

/** Folder of this package. */
export const packageFolder = path.dirname(require.resolve('../package.json'));

/** Folder of the repository's manifests. */
export const deploy = path.join(packageFolder, '../../deploy');
