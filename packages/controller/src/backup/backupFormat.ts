import type { KubernetesObject } from '@kuadrant/backstage-plugin-kuadrant-common';
import { createHash } from 'node:crypto';
import { BackupError } from './BackupError';
import { checkObjects } from './checkObjects';
import { noObjects, type SavedObjects } from './savedObjects';

/** Version of the format. A reader refuses a later one. */
const FORMAT_VERSION = 1;

const BEGIN = 'DeveloperPortalBackup';
const END = 'DeveloperPortalBackupEnd';

/** The kinds of a backup in the order in which they are restored, and where each is kept. */
const KINDS = {
  Namespace: 'namespaces',
  APIProduct: 'products',
  APIKey: 'keys',
  Secret: 'secrets',
  APIKeyRequest: 'requests',
  APIKeyApproval: 'decisions',
} as const satisfies Record<string, keyof SavedObjects>;

/** The first line of a backup. */
export interface BackupHeader {
  kind: typeof BEGIN;
  formatVersion: number;
  /** RFC 3339. */
  createdAt: string;
  /** Whether key values are in it. */
  secrets: boolean;
  /** The namespaces that were saved; all where absent. */
  namespaces?: string[];
}

/** A backup that was read. */
export interface Backup {
  header: BackupHeader;
  objects: SavedObjects;
  /** The file is not as it was written. */
  isEdited: boolean;
}

/** The text of a backup: a header, one object a line as the Kubernetes API has it, and an end with a checksum. */
export function formatBackup(
  objects: SavedObjects,
  about: Pick<BackupHeader, 'createdAt' | 'secrets' | 'namespaces'>,
): string {
  const header: BackupHeader = {
    kind: BEGIN,
    formatVersion: FORMAT_VERSION,
    ...about,
  };
  const lines = Object.values(KINDS).flatMap(list => [...objects[list]]);
  const body = [header, ...lines]
    .map(line => `${JSON.stringify(line)}\n`)
    .join('');
  const end = { kind: END, objects: lines.length, sha256: sha256(body) };
  return `${body}${JSON.stringify(end)}\n`;
}

/**
 * Reads a backup.
 *
 * @throws BackupError that names the line where the text is no whole backup, or holds what no backup holds
 */
export function parseBackup(text: string): Backup {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  const parsed = lines.map((line, index) => parseLine(line, index + 1));
  const header = headerOf(parsed[0]);
  const end = parsed.at(-1);
  if (parsed.length < 2 || end?.kind !== END) {
    throw new BackupError(
      'The file is not a whole backup: its last line is missing. It was cut, or the backup was interrupted.',
    );
  }
  const objects = noObjects();
  parsed.slice(1, -1).forEach((object, index) => {
    const list = KINDS[object.kind as keyof typeof KINDS];
    if (!list) {
      throw new BackupError(
        `Line ${index + 2}: a backup holds no ${object.kind ?? 'object without a kind'}; it holds ${Object.keys(KINDS).join(', ')}`,
      );
    }
    checkName(object, index + 2);
    (objects[list] as object[]).push(object);
  });
  checkObjects(objects);
  const body = text.slice(0, text.lastIndexOf(lines.at(-1) ?? ''));
  return {
    header,
    objects,
    isEdited: (end as { sha256?: string }).sha256 !== sha256(body),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function parseLine(line: string, number: number): KubernetesObject {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    // The line may hold a key value, and the error of the parser quotes it.
    throw new BackupError(`Line ${number} is not valid JSON`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new BackupError(`Line ${number} is not a JSON object`);
  }
  return parsed as KubernetesObject;
}

function headerOf(line: unknown): BackupHeader {
  const header = line as Partial<BackupHeader> | undefined;
  if (header?.kind !== BEGIN) {
    throw new BackupError(
      'The file is not a backup of the developer portal: its first line names another kind',
    );
  }
  if (header.formatVersion !== FORMAT_VERSION) {
    throw new BackupError(
      `The file has format version ${header.formatVersion}; this program reads version ${FORMAT_VERSION}. Restore it with the version of the controller that wrote it, or a later one.`,
    );
  }
  return header as BackupHeader;
}

function checkName({ kind, metadata }: KubernetesObject, line: number): void {
  const isText = (value: unknown) => typeof value === 'string' && value !== '';
  if (
    !isText(metadata?.name) ||
    (kind !== 'Namespace' && !isText(metadata.namespace))
  ) {
    throw new BackupError(`Line ${line}: ${kind} without a name or namespace`);
  }
}
