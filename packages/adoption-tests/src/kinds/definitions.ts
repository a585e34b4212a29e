import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { deploy } from '../paths';
import type { Definition } from './facts';

/** Our CRDs by the plural of the kind. */
export function ourDefinitions(): Record<string, Definition> {
  return definitionsIn(path.join(deploy, 'crds'));
}

/** Kuadrant's CRDs by the plural of the kind; undefined where UPSTREAM_CRDS names no folder with them. */
export function upstreamDefinitions(): Record<string, Definition> | undefined {
  const folder = process.env.UPSTREAM_CRDS;
  return folder ? definitionsIn(folder) : undefined;
}

function definitionsIn(folder: string): Record<string, Definition> {
  const names = readdirSync(folder).filter(name =>
    /^devportal\.kuadrant\.io_.*\.yaml$/.test(name),
  );
  if (names.length === 0) {
    throw new Error(`${folder} holds no CRD of devportal.kuadrant.io`);
  }
  return Object.fromEntries(
    names.map(name => {
      const definition = parse(readFileSync(path.join(folder, name), 'utf8'));
      return [definition.spec.names.plural, definition];
    }),
  );
}
