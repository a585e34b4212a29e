// A new portal as Backstage's own template makes it, with the packed frontend plugin put in by the lines of its README.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { importFor, partsBelow, withCode } from './readme.mjs';

const root = path.resolve(fileURLToPath(import.meta.url), '../../..');
// The one of Backstage 1.55.
const CREATE_APP = '@backstage/create-app@0.9.2';
const PLUGIN = '@kuadrant/backstage-plugin-kuadrant';
const COMMON = '@kuadrant/backstage-plugin-kuadrant-common';

function run(cwd, command, args, env) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) {
    console.error(stdout, stderr);
    throw (
      error ?? new Error(`${command} ${args.join(' ')} ended with ${status}`)
    );
  }
}

function edit(file, change) {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

function editManifest(file, change) {
  edit(file, text => {
    const manifest = JSON.parse(text);
    change(manifest);
    return JSON.stringify(manifest, null, 2);
  });
}

/** Releases that this repository stays with, since later ones are not complete in every registry. */
function exactVersions() {
  const { resolutions } = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  return Object.fromEntries(
    Object.entries(resolutions).filter(
      ([name, version]) =>
        /^\d+\.\d+\.\d+$/.test(version) && !name.includes('-community/'),
    ),
  );
}

/** Lays the lines for classic apps into the places that their comments name. */
function addClassicParts(source, readme) {
  const parts = partsBelow(readme, '### In a classic app');
  const part = place => {
    const found = parts.find(each => each.place.startsWith(place));
    if (!found) {
      throw new Error(`The README tells nothing for ${place}`);
    }
    return found.code;
  };
  const [{ code: statement }] = parts;
  edit(path.join(source, 'App.tsx'), text => {
    const routed = withCode(
      text,
      'before',
      '</FlatRoutes>',
      part('App.tsx, among the routes'),
    );
    return importFor(
      withCode(routed, 'after', 'createApp({', part('App.tsx, in createApp')),
      statement,
    );
  });
  edit(path.join(source, 'components/catalog/EntityPage.tsx'), text => {
    const start = text.indexOf('const apiPage');
    const [route, card] = part('EntityPage.tsx').split(/(?=<EntitySwitch>)/);
    const page = withCode(
      withCode(
        text.slice(start),
        'before',
        '<EntityLayout.Route path="/definition"',
        route,
      ),
      'before',
      '<Grid item md={4} xs={12}>',
      `<Grid item md={4}>${card}</Grid>`,
    );
    return importFor(text.slice(0, start) + page, statement);
  });
}

/**
 * Makes, installs, checks and builds a portal.
 *
 * @param {object} options
 * @param {string} options.folder - where; it must not be there yet
 * @param {string} options.packages - folder of the packed packages
 * @param {string} options.readme - of the plugin
 * @param {boolean} options.classic - not in the new frontend system
 * @returns {string} the folder of the built pages
 */
export function buildFreshPortal({ folder, packages, readme, classic }) {
  const step = text => console.log(`${path.basename(folder)}: ${text}`);
  step('new portal');
  run(
    path.dirname(folder),
    'npx',
    [
      ...['--yes', CREATE_APP, '--skip-install', '--path', folder],
      ...(classic ? ['--legacy'] : []),
    ],
    { BACKSTAGE_APP_NAME: 'portal' },
  );
  const file = name =>
    `file:${path.join(packages, `${name.replace('@', '').replace('/', '-')}.tgz`)}`;
  editManifest(path.join(folder, 'packages/app/package.json'), manifest => {
    manifest.dependencies[PLUGIN] = file(PLUGIN);
  });
  editManifest(path.join(folder, 'package.json'), manifest => {
    Object.assign(manifest.resolutions, exactVersions(), {
      // What a registry would have.
      [COMMON]: file(COMMON),
    });
    // The backend is not looked at.
    manifest.workspaces = ['packages/app'];
  });
  // In the new frontend system `app.packages: all` finds the plugin.
  if (classic) {
    addClassicParts(path.join(folder, 'packages/app/src'), readme);
  }
  edit(path.join(folder, 'tsconfig.json'), text =>
    text.replace(/"include": \[[^\]]*\]/, '"include": ["packages/app/src"]'),
  );

  step('installing');
  const yarn = (...args) =>
    run(
      folder,
      process.execPath,
      [path.join(folder, yarnOf(folder)), ...args],
      {
        YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
        YARN_ENABLE_SCRIPTS: 'false',
      },
    );
  yarn('install');
  step('types');
  yarn(
    'tsc',
    '--noEmit',
    '--emitDeclarationOnly',
    'false',
    '--incremental',
    'false',
  );
  step('building');
  yarn('workspace', 'app', 'build');
  return path.join(folder, 'packages/app/dist');
}

function yarnOf(folder) {
  return /^yarnPath: (.*)$/m.exec(
    readFileSync(path.join(folder, '.yarnrc.yml'), 'utf8'),
  )[1];
}
