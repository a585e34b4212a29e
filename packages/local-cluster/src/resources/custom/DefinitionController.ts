import { ObjectDeleter } from '../../operations/ObjectDeleter';
import { timestamp } from '../../metadata/timestamp';
import { StoreEvent } from '../../storage/Collection';
import { ObjectStore } from '../../storage/ObjectStore';
import { TaskQueue } from '../../garbage/TaskQueue';
import { ResourceRegistry } from '../ResourceRegistry';
import { collectionName, ResourceType } from '../ResourceType';
import { applyDefaults } from '../../schema/applyDefaults';
import { prune } from '../../schema/prune';
import {
  cloneJson,
  equalJson,
  JsonObject,
  KubernetesObject,
} from '../../api/types';
import {
  CustomResourceDefinition,
  DefinitionCondition,
} from './CustomResourceDefinition';
import { customResource } from './customResource';

const definitions = 'customresourcedefinitions.apiextensions.k8s.io';
const cleanup = 'customresourcecleanup.apiextensions.k8s.io';

/** Serves the resources of CustomResourceDefinitions, and removes them with all their objects. */
export class DefinitionController {
  readonly #store: ObjectStore;
  readonly #registry: ResourceRegistry;
  readonly #deleter: ObjectDeleter;
  readonly #now: () => Date;
  readonly #queue: TaskQueue<string>;
  readonly #terminating = new Map<string, string>();
  readonly #unsubscribe: () => void;

  constructor(options: {
    store: ObjectStore;
    registry: ResourceRegistry;
    deleter: ObjectDeleter;
    now: () => Date;
    onError: (error: unknown) => void;
  }) {
    this.#store = options.store;
    this.#registry = options.registry;
    this.#deleter = options.deleter;
    this.#now = options.now;
    this.#queue = new TaskQueue({
      work: name => this.reconcile(name),
      onError: options.onError,
    });
    this.#unsubscribe = options.store.subscribe((collection, event) =>
      this.#observe(collection, event),
    );
    // A copy, since what was being deleted when the process ended leaves the collection now.
    const known = [...this.#store.collection(definitions).entries({})];
    for (const definition of known) {
      this.reconcile(definition.metadata.name!);
    }
  }

  stop(): void {
    this.#unsubscribe();
    this.#queue.stop();
  }

  #observe(collection: string, event: StoreEvent): void {
    if (collection === definitions) {
      this.#queue.add(event.key.name);
      if (event.type === 'DELETED') {
        this.#unserve(event.object as CustomResourceDefinition);
      }
      return;
    }
    const terminating = this.#terminating.get(collection);
    if (terminating !== undefined && event.type === 'DELETED') {
      this.#queue.add(terminating);
    }
  }

  /** Brings one definition to its wanted state: served, or emptied and gone. */
  reconcile(name: string): void {
    const definition = this.#find(name);
    if (!definition) {
      return;
    }
    if (definition.metadata.deletionTimestamp) {
      this.#terminate(definition);
      return;
    }
    const accepted = this.#accept(definition);
    if (accepted) {
      const type = customResource(definition);
      this.#registry.add(type);
      this.#adapt(type);
    }
  }

  /**
   * Brings stored objects to the schema as it is now: a new default shows, a dropped field is gone.
   * Kubernetes does it at each read; neither is a change of the object.
   */
  #adapt(type: ResourceType): void {
    const version = type.versions.find(
      ({ name }) => name === type.storageVersion,
    );
    if (!version?.schema) {
      return;
    }
    const collection = this.#store.collection(type.collection);
    for (const object of [...collection.entries({})]) {
      const adapted = cloneJson(object) as unknown as JsonObject;
      prune(adapted, version.schema, true);
      applyDefaults(adapted, version.schema);
      if (!equalJson(adapted, object)) {
        collection.load(adapted as unknown as KubernetesObject);
      }
    }
  }

  #find(name: string): CustomResourceDefinition | undefined {
    return this.#store.collection(definitions).get({ namespace: '', name }) as
      CustomResourceDefinition | undefined;
  }

  #unserve(definition: CustomResourceDefinition): void {
    const { group, names } = definition.spec;
    const collection = collectionName(group, names.plural);
    this.#terminating.delete(collection);
    const type = this.#registry.byCollection(collection);
    if (type) {
      this.#registry.remove(type);
    }
  }

  /** Sets the conditions; answers whether the names are free, so that the resource can be served. */
  #accept(definition: CustomResourceDefinition): boolean {
    const taken = this.#takenName(definition);
    const time = timestamp(this.#now());
    const conditions: DefinitionCondition[] = taken
      ? [
          condition(
            'NamesAccepted',
            'False',
            taken.reason,
            taken.message,
            time,
          ),
          condition(
            'Established',
            'False',
            'NotAccepted',
            'not all names are accepted',
            time,
          ),
        ]
      : [
          condition(
            'NamesAccepted',
            'True',
            'NoConflicts',
            'no conflicts found',
            time,
          ),
          condition(
            'Established',
            'True',
            'InitialNamesAccepted',
            'the initial names have been accepted',
            time,
          ),
        ];
    const previous = definition.status?.conditions ?? [];
    const merged = conditions.map(
      next =>
        previous.find(
          old =>
            old.type === next.type &&
            old.status === next.status &&
            old.reason === next.reason,
        ) ?? next,
    );
    const acceptedNames = taken
      ? (definition.status?.acceptedNames ?? { plural: '', kind: '' })
      : definition.spec.names;
    const status = { ...definition.status, conditions: merged, acceptedNames };
    if (JSON.stringify(status) !== JSON.stringify(definition.status)) {
      this.#store.put(definitions, { ...definition, status });
    }
    return !taken;
  }

  /** The first name that another resource of the group has already. */
  #takenName(
    definition: CustomResourceDefinition,
  ): { reason: string; message: string } | undefined {
    const { group, names } = definition.spec;
    const own = collectionName(group, names.plural);
    const others = this.#registry
      .types()
      .filter(type => type.group === group && type.collection !== own);
    const taken = new Set(
      others.flatMap(type => [type.plural, type.singular, ...type.shortNames]),
    );
    const takenKinds = new Set(
      others.flatMap(type => [type.kind, type.listKind]),
    );
    const candidates: Array<[string, string | undefined, Set<string>]> = [
      ['PluralConflict', names.plural, taken],
      ['SingularConflict', names.singular, taken],
      ...(names.shortNames ?? []).map((name): [string, string, Set<string>] => [
        'ShortNamesConflict',
        name,
        taken,
      ]),
      ['KindConflict', names.kind, takenKinds],
      ['ListKindConflict', names.listKind, takenKinds],
    ];
    const conflict = candidates.find(([, name, set]) => name && set.has(name));
    return (
      conflict && {
        reason: conflict[0],
        message: `${JSON.stringify(conflict[1])} is already in use`,
      }
    );
  }

  #terminate(definition: CustomResourceDefinition): void {
    const { group, names } = definition.spec;
    const collection = collectionName(group, names.plural);
    this.#terminating.set(collection, definition.metadata.name!);
    const type =
      this.#registry.byCollection(collection) ?? customResource(definition);
    let held = 0;
    for (const object of [...this.#store.collection(collection).entries({})]) {
      const { isGone } = this.#deleter.delete(object, type, { dryRun: false });
      held += isGone ? 0 : 1;
    }
    const others = (definition.metadata.finalizers ?? []).filter(
      finalizer => finalizer !== cleanup,
    );
    if (held === 0 && others.length === 0) {
      this.#store.remove(definitions, {
        namespace: '',
        name: definition.metadata.name!,
      });
    }
  }
}

function condition(
  type: string,
  status: 'True' | 'False',
  reason: string,
  message: string,
  lastTransitionTime: string,
): DefinitionCondition {
  return { type, status, reason, message, lastTransitionTime };
}
