// Writes the TypeScript types of our kinds from deploy/crds, their only source.
//   node scripts/generate-types.mjs           writes them
//   node scripts/generate-types.mjs --check   fails when what is committed is not current
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const source = path.join(root, 'deploy/crds');
const target = path.join(root, 'plugins/kuadrant-common/src/kinds/generated');

/**
 * A part of a CRD schema as JSON Schema. CRD schemas leave objects open only where they say so; JSON Schema is open by
 * default. The API server fills in defaults, also in stored objects, so a field with one is always present.
 */
function closed(schema) {
  if (Array.isArray(schema)) {
    return schema.map(closed);
  }
  if (schema === null || typeof schema !== 'object') {
    return schema;
  }
  const result = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closed(value)]),
  );
  if (result.type === 'object') {
    result.additionalProperties ??=
      result['x-kubernetes-preserve-unknown-fields'] === true;
    result.required = [
      ...new Set([
        ...(result.required ?? []),
        ...Object.entries(result.properties ?? {})
          .filter(([, { default: value }]) => value !== undefined)
          .map(([name]) => name),
      ]),
    ];
  }
  return result;
}

async function typesOf(crd) {
  const { kind } = crd.spec.names;
  const schema = crd.spec.versions.find(version => version.storage).schema
    .openAPIV3Schema;
  const part = name =>
    compile(
      { ...closed(schema.properties[name]), description: undefined },
      kind,
      {
        bannerComment: '',
        format: false,
        additionalProperties: false,
      },
    );
  const title = name => `${kind}${name[0].toUpperCase()}${name.slice(1)}`;
  const parts = await Promise.all(
    ['spec', 'status'].map(async name =>
      (await part(name)).replace(
        /export interface \w+/,
        `/** ${schema.properties[name].description} @public */\nexport interface ${title(name)}`,
      ),
    ),
  );
  return [
    '// Generated from deploy/crds by scripts/generate-types.mjs. Do not edit.',
    "import type { KubernetesObject } from '../KubernetesObject';",
    ...parts,
    `/** ${schema.description} @public */`,
    `export interface ${kind} extends KubernetesObject { spec: ${title('spec')}; status?: ${title('status')}; }`,
  ].join('\n\n');
}

async function main() {
  const check = process.argv.includes('--check');
  const style = await resolveConfig(path.join(root, 'package.json'));
  const files = new Map();
  for (const name of (await readdir(source)).sort()) {
    const crd = parse(await readFile(path.join(source, name), 'utf8'));
    const text = await typesOf(crd);
    files.set(
      `${crd.spec.names.kind}.ts`,
      await format(text, { ...style, parser: 'typescript' }),
    );
  }
  files.set(
    'index.ts',
    [...files.keys()]
      .map(file => `export * from './${file.slice(0, -3)}';\n`)
      .join(''),
  );
  await mkdir(target, { recursive: true });
  const stale = [];
  for (const [name, text] of files) {
    const file = path.join(target, name);
    const current = await readFile(file, 'utf8').catch(() => undefined);
    if (current === text) {
      continue;
    }
    stale.push(name);
    if (!check) {
      await writeFile(file, text);
    }
  }
  if (check && stale.length > 0) {
    console.error(
      `The types of ${stale.join(', ')} are not current. Run "yarn generate:types" and commit the result.`,
    );
    process.exitCode = 1;
    return;
  }
  console.log(
    check
      ? `The types of ${files.size - 1} kinds are current.`
      : `Wrote ${stale.length} of ${files.size} files.`,
  );
}

await main();
