import { kubernetesBinaries } from './binaries';

describe('kubernetesBinaries', () => {
  const assets = process.env.KUBEBUILDER_ASSETS;

  afterEach(() => {
    if (assets === undefined) {
      delete process.env.KUBEBUILDER_ASSETS;
    } else {
      process.env.KUBEBUILDER_ASSETS = assets;
    }
  });

  it('takes the folder that is named, where it has the programs', () => {
    process.env.KUBEBUILDER_ASSETS = __dirname;
    expect(kubernetesBinaries(['binaries.ts'])).toBe(__dirname);
    expect(kubernetesBinaries(['etcd'])).toBeUndefined();
  });

  it('refuses a folder that does not exist, instead of skipping suites', () => {
    process.env.KUBEBUILDER_ASSETS = '/nowhere/kubernetes';
    expect(() => kubernetesBinaries()).toThrow(
      'KUBEBUILDER_ASSETS is /nowhere/kubernetes, which does not exist',
    );
  });
});
