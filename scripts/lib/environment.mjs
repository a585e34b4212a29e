/** What npm passes to the scripts that it runs and that the tools below must know as well. */
const networkSettings = [
  'registry',
  'ca',
  'cafile',
  'proxy',
  'https_proxy',
  'noproxy',
  'strict_ssl',
];

const yarnNames = {
  registry: 'YARN_NPM_REGISTRY_SERVER',
  cafile: 'YARN_HTTPS_CA_FILE_PATH',
  proxy: 'YARN_HTTP_PROXY',
  https_proxy: 'YARN_HTTPS_PROXY',
};

/** The environment without what npm or Yarn have added for the script that they run, such as npm_config_nodedir. */
export function withoutPackageManager(environment) {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) =>
        !/^npm_/i.test(name) && name !== 'INIT_CWD' && name !== 'PROJECT_CWD',
    ),
  );
}

/** The environment for npm: clean, but with the same registry, certificates and proxy as the npm that started us. */
export function npmEnvironment(environment) {
  const kept = networkSettings
    .map(name => [`npm_config_${name}`, environment[`npm_config_${name}`]])
    .filter(([, value]) => value);
  return { ...withoutPackageManager(environment), ...Object.fromEntries(kept) };
}

/** The environment for Yarn, which does not read .npmrc: the same settings by the names that it knows. */
export function yarnEnvironment(environment, globalFolder) {
  const translated = Object.entries(yarnNames)
    .map(([name, yarnName]) => [yarnName, environment[`npm_config_${name}`]])
    .filter(([, value]) => value);
  return {
    YARN_GLOBAL_FOLDER: globalFolder,
    YARN_ENABLE_TELEMETRY: '0',
    ...Object.fromEntries(translated),
    ...withoutPackageManager(environment),
    YARN_ENABLE_PROGRESS_BARS: '0',
  };
}
