import { KubernetesObject } from '../../api/types';
import { TableColumn } from '../ResourceType';

export const nameColumn: TableColumn = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: 'The name, unique within a namespace.',
  read: object => object.metadata.name ?? '',
};

export const ageColumn: TableColumn = {
  name: 'Age',
  type: 'string',
  description: 'How long ago the object was created.',
  read: object => age(object.metadata.creationTimestamp ?? undefined),
};

/** Time passed in the short form that kubectl shows, such as `5d3h`. */
export function age(since: string | undefined, now = Date.now()): string {
  const start = since ? Date.parse(since) : NaN;
  if (Number.isNaN(start)) {
    return '<unknown>';
  }
  const seconds = Math.trunc((now - start) / 1000);
  if (seconds < -1) {
    return '<invalid>';
  }
  return duration(Math.max(seconds, 0));
}

function duration(seconds: number): string {
  const two = (whole: number, unit: string, rest: number, restUnit: string) =>
    rest === 0 ? `${whole}${unit}` : `${whole}${unit}${rest}${restUnit}`;
  if (seconds < 120) {
    return `${seconds}s`;
  }
  const minutes = Math.trunc(seconds / 60);
  if (minutes < 10) {
    return two(minutes, 'm', seconds % 60, 's');
  }
  if (minutes < 180) {
    return `${minutes}m`;
  }
  const hours = Math.trunc(minutes / 60);
  if (hours < 8) {
    return two(hours, 'h', minutes % 60, 'm');
  }
  if (hours < 48) {
    return `${hours}h`;
  }
  const days = Math.trunc(hours / 24);
  if (days < 8) {
    return two(days, 'd', hours % 24, 'h');
  }
  if (days < 730) {
    return `${days}d`;
  }
  const years = Math.trunc(days / 365);
  return years < 8 ? two(years, 'y', days % 365, 'd') : `${years}y`;
}

/** Reads a nested text, or an empty one. */
export function textAt(object: KubernetesObject, ...path: string[]): string {
  let value: unknown = object;
  for (const name of path) {
    value = (value as { [key: string]: unknown } | undefined | null)?.[name];
  }
  return value === undefined || value === null ? '' : String(value);
}
