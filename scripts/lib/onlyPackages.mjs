// A module for `node --import`: what ONLY_PACKAGES does not name cannot be found, as if it were not installed.
import { registerHooks } from 'node:module';

const only = new Set(process.env.ONLY_PACKAGES.split(','));

registerHooks({
  resolve(specifier, context, next) {
    const name = /^(@[^/]+\/[^/]+|[a-z][^/:]*)(\/|$)/.exec(specifier)?.[1];
    const result = next(specifier, context);
    if (name && !result.url.startsWith('node:') && !only.has(name)) {
      throw Object.assign(
        new Error(`Cannot find module '${specifier}': it is not installed`),
        { code: 'MODULE_NOT_FOUND' },
      );
    }
    return result;
  },
});
