import { FieldError, invalidValue, required } from '../../api/fieldErrors';
import { internalError } from '../../api/StatusError';
import {
  cloneJson,
  isJsonObject,
  JsonObject,
  KubernetesObject,
  setOwn,
} from '../../api/types';
import { DefinitionScale } from './CustomResourceDefinition';

/** How many there are and shall be, in the form in which programs ask every kind that can be scaled. */
export const scaleKind = {
  group: 'autoscaling',
  version: 'v1',
  kind: 'Scale',
};

const largest = 2 ** 31 - 1;

function parts(path: string): string[] {
  return path.replace(/^\./, '').split('.');
}

function valueAt(object: unknown, path: string | undefined): unknown {
  return parts(path ?? '').reduce(
    (value, name) =>
      isJsonObject(value) && Object.hasOwn(value, name)
        ? value[name]
        : undefined,
    object,
  );
}

function numberAt(object: unknown, path: string): number | undefined {
  const value = valueAt(object, path);
  if (value !== undefined && !Number.isInteger(value)) {
    throw internalError(`${path} accessor error: ${value} is no whole number`);
  }
  return value as number | undefined;
}

/** The Scale of an object; its replicas are undefined when the object says nothing of them. */
export function scaleOf(
  object: KubernetesObject,
  paths: DefinitionScale,
): { scale: KubernetesObject; replicas: number | undefined } {
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  const replicas = numberAt(object, paths.specReplicasPath);
  const selector = valueAt(object, paths.labelSelectorPath);
  const scale = {
    apiVersion: `${scaleKind.group}/${scaleKind.version}`,
    kind: scaleKind.kind,
    metadata: {
      name,
      ...(namespace && { namespace }),
      uid,
      resourceVersion,
      creationTimestamp,
    },
    // As Go writes it: zero is left out here, and not below.
    spec: replicas ? { replicas } : {},
    status: {
      replicas: numberAt(object, paths.statusReplicasPath) ?? 0,
      ...(typeof selector === 'string' && selector && { selector }),
    },
  };
  return { scale, replicas };
}

/** A copy of the object that is to have so many replicas. */
export function withReplicas(
  object: KubernetesObject,
  paths: DefinitionScale,
  replicas: number,
): KubernetesObject {
  const copy = cloneJson(object);
  const names = parts(paths.specReplicasPath);
  let place = copy as unknown as JsonObject;
  for (const name of names.slice(0, -1)) {
    if (!isJsonObject(place[name] ?? null)) {
      setOwn(place, name, {});
    }
    place = place[name] as JsonObject;
  }
  setOwn(place, names[names.length - 1], replicas);
  return copy;
}

function validateCount(value: unknown, path: string): FieldError[] {
  if (typeof value !== 'number') {
    return [];
  }
  if (value < 0) {
    return [invalidValue(path, value, 'should be a non-negative integer')];
  }
  return value > largest
    ? [invalidValue(path, value, `should be less than or equal to ${largest}`)]
    : [];
}

/** Checks the numbers that a Scale would show. */
export function validateScale(
  object: KubernetesObject,
  paths: DefinitionScale,
): FieldError[] {
  const { specReplicasPath, statusReplicasPath } = paths;
  return [
    ...validateCount(valueAt(object, specReplicasPath), specReplicasPath),
    ...validateCount(valueAt(object, statusReplicasPath), statusReplicasPath),
  ];
}

/** Checks what a definition says of its scale subresource. */
export function validateScaleDefinition(
  scale: Partial<DefinitionScale>,
  path: string,
): FieldError[] {
  const { specReplicasPath, statusReplicasPath, labelSelectorPath } = scale;
  return [
    ...checkPath(specReplicasPath, `${path}.specReplicasPath`, ['spec']),
    ...checkPath(statusReplicasPath, `${path}.statusReplicasPath`, ['status']),
    ...(labelSelectorPath
      ? checkPath(labelSelectorPath, `${path}.labelSelectorPath`, [
          'spec',
          'status',
        ])
      : []),
  ];
}

function checkPath(
  value: string | undefined,
  field: string,
  roots: string[],
): FieldError[] {
  if (!value) {
    return [required(field)];
  }
  if (!/^(\.[A-Za-z_$][\w$]*)+$/.test(value)) {
    return [
      invalidValue(field, value, 'must be a simple json path starting with .'),
    ];
  }
  if (roots.some(root => value.startsWith(`.${root}.`))) {
    return [];
  }
  const places = roots.map(root => `.${root}`).join(' or ');
  return [
    invalidValue(
      field,
      value,
      `should be a json path under ${roots.length > 1 ? 'either ' : ''}${places}`,
    ),
  ];
}
