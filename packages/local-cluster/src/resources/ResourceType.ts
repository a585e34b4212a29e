import { UserInfo } from '../access/users';
import { FieldError } from '../api/fieldErrors';
import { JsonObject, KubernetesObject } from '../api/types';
import { NameValidator } from '../metadata/names';
import { StructuralSchema } from '../schema/StructuralSchema';
import { FieldReaders } from '../selectors/fields';
import type { DefinitionScale } from './custom/CustomResourceDefinition';

/** A column of `kubectl get`. */
export interface TableColumn {
  name: string;
  type: string;
  format?: string;
  description?: string;
  priority?: number;
  /** The value of the cell; dates as RFC 3339 strings for columns of type date. */
  read: (object: KubernetesObject) => unknown;
}

/** One served version of a resource. */
export interface ResourceVersion {
  name: string;
  schema?: StructuralSchema;
  columns: TableColumn[];
  selectableFields: FieldReaders;
  hasStatus: boolean;
  /** Where the scale subresource finds its numbers, if there is one. */
  scale?: DefinitionScale;
  deprecationWarning?: string;
}

/** What differs from kind to kind when objects are written. */
export interface ResourceStrategy {
  validateName: NameValidator;
  /** metadata.generation is kept, and counts changes of anything but metadata and status. */
  hasGeneration: boolean;
  /** PUT makes an object that does not exist. */
  allowCreateOnUpdate: boolean;
  /** PUT without a resourceVersion overwrites. */
  allowUnconditionalUpdate: boolean;
  /** Unknown fields and wrong types are judged as for a CustomResource, not as for a Go type. */
  isCustom: boolean;
  /** Completes a new object, in place. */
  prepareForCreate?(object: KubernetesObject): void;
  /** Completes a changed object, in place. */
  prepareForUpdate?(object: KubernetesObject, previous: KubernetesObject): void;
  /** Why the object may not be deleted by anybody; undefined when it may. */
  refuseDeletion?(object: KubernetesObject): string | undefined;
  validate?(
    object: KubernetesObject,
    previous: KubernetesObject | undefined,
    version: ResourceVersion,
  ): FieldError[];
}

/** What a resource that keeps nothing may need for its answer. */
export interface ReviewContext {
  user: UserInfo;
  namespace: string;
  /** The user whose token it is. */
  authenticate: (token: string) => UserInfo | undefined;
  now: string;
}

/** How a resource shows objects that another one keeps. */
export interface ResourceView {
  /** What is written when this resource is, with the rules that hold for writing it so. */
  of: { type: ResourceType; version: ResourceVersion };
  toStored(object: KubernetesObject): KubernetesObject;
  fromStored(object: KubernetesObject): KubernetesObject;
  /** As `toStored`, for a configuration that is applied and not read yet. */
  bodyToStored(body: JsonObject): JsonObject;
}

/** A resource that the API serves. */
export interface ResourceType {
  group: string;
  plural: string;
  singular: string;
  kind: string;
  listKind: string;
  shortNames: string[];
  categories: string[];
  namespaced: boolean;
  versions: ResourceVersion[];
  storageVersion: string;
  /** The name of its collection in the store. */
  collection: string;
  strategy: ResourceStrategy;
  /** Set for resources that keep no objects of their own. */
  view?: ResourceView;
  /** Makes the answer to what is created, in place of keeping it; such a resource has no other verb. */
  answer?(object: KubernetesObject, context: ReviewContext): KubernetesObject;
}

export function apiVersionOf(group: string, version: string): string {
  return group ? `${group}/${version}` : version;
}

export function collectionName(group: string, plural: string): string {
  return `${plural}.${group}`;
}
