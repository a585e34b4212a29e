import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  apiKeys,
  isSecretOf,
  KEY_SECRET_TYPE,
  keySecretMetadata,
  SECRET_KEY,
  secrets,
  type APIKey,
  type KubernetesObject,
  type ObjectRef,
  type SecretIdentity,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  isConflict,
  isNotFound,
  KubernetesError,
  type KubernetesClient,
} from '@kuadrant/kubernetes-cache';
import { CodedError } from '../errors';
import { generateApiKeyValue } from '../keys/apiKeyValue';
import { PORTAL_FIELD_MANAGER } from './portal';
import { randomSuffix } from './randomName';

const ATTEMPTS = 5;

interface Secret extends SecretIdentity {
  data?: Record<string, string>;
}

/** The only place that touches the values of keys: they are made here and read here, and kept nowhere else. */
export class KeySecrets {
  readonly #client: KubernetesClient;
  readonly #prefix: string;
  readonly #logger: LoggerService;

  constructor(options: {
    client: KubernetesClient;
    prefix: string;
    logger: LoggerService;
  }) {
    this.#client = options.client;
    this.#prefix = options.prefix;
    this.#logger = options.logger;
  }

  /**
   * Makes a Secret with a new value for a key.
   *
   * @param owner - the APIKey, when it is there already
   * @returns the name of the Secret
   */
  async create(key: ObjectRef, owner?: APIKey): Promise<string> {
    const name = `${key.name}-${randomSuffix(8)}`;
    await this.#client.create(
      secrets,
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: {
          namespace: key.namespace,
          name,
          ...keySecretMetadata(key),
          ...(owner && { ownerReferences: [ownerReference(owner)] }),
        },
        type: KEY_SECRET_TYPE,
        data: {
          [SECRET_KEY]: Buffer.from(generateApiKeyValue(this.#prefix)).toString(
            'base64',
          ),
        },
      } as KubernetesObject,
      PORTAL_FIELD_MANAGER,
    );
    return name;
  }

  /**
   * Lets a Secret go with its key, beside whatever else it goes with.
   *
   * @remarks
   * A merge patch replaces the whole list of owners, so the new one is written on the version that was read.
   */
  async adopt(ref: ObjectRef, owner: APIKey): Promise<void> {
    const reference = ownerReference(owner);
    for (let attempt = 1; ; attempt++) {
      const { metadata } = await this.#client.getMetadata(secrets, ref);
      const { ownerReferences = [], resourceVersion } = metadata;
      if (ownerReferences.some(({ uid }) => uid === reference.uid)) {
        return;
      }
      try {
        await this.#client.patch(
          secrets,
          ref,
          {
            metadata: {
              resourceVersion,
              ownerReferences: [...ownerReferences, reference],
            },
          },
          { type: 'merge', ...PORTAL_FIELD_MANAGER },
        );
        return;
      } catch (error) {
        if (!isConflict(error) || attempt === ATTEMPTS) {
          throw error;
        }
      }
    }
  }

  /**
   * The present value of a key. A Secret that was not made for the key is never shown: whoever made the key by hand may
   * have named one that is not theirs to see.
   *
   * @throws CodedError valueMissing or notPortalSecret
   */
  async read(key: APIKey): Promise<string> {
    const secret = await this.#find(secretRefOf(key));
    if (secret && !isSecretOf(secret, key)) {
      throw new CodedError(
        'notPortalSecret',
        'The Secret of this key was made by hand, so the portal does not show its value. Rotate the key to get a value from the portal.',
      );
    }
    const value = secret?.data?.[SECRET_KEY];
    if (!value) {
      throw new CodedError(
        'valueMissing',
        'The stored value of the key is missing. Rotate the key to make a new one.',
      );
    }
    return Buffer.from(value, 'base64').toString('utf8');
  }

  async #find(ref: ObjectRef): Promise<Secret | undefined> {
    try {
      return (await this.#client.get(secrets, ref)) as Secret;
    } catch (error) {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    }
  }

  /** Whether the present Secret of a key was made for it, or is missing. */
  async isOwn(key: APIKey): Promise<boolean> {
    const secret = await this.#find(secretRefOf(key));
    return secret === undefined || isSecretOf(secret, key);
  }

  /**
   * Deletes a Secret whose key was refused. Where the answer was lost, the key may have it: then it stays, which harms
   * nothing.
   *
   * @param cause - why the key does not have the Secret
   */
  async discard(ref: ObjectRef, cause: unknown): Promise<void> {
    if (!isRefusal(cause)) {
      return;
    }
    try {
      await this.#client.delete(secrets, ref);
    } catch (error) {
      if (!isNotFound(error)) {
        this.#logger.warn(
          `The unused Secret ${ref.namespace}/${ref.name} could not be deleted: ${error}`,
        );
      }
    }
  }
}

function secretRefOf({ metadata, spec }: APIKey): ObjectRef {
  return { namespace: metadata.namespace ?? '', name: spec.secretRef.name };
}

/** Whether an error says that nothing was written. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof CodedError ||
    (error instanceof KubernetesError &&
      error.status >= 400 &&
      error.status < 500)
  );
}

function ownerReference({ metadata }: APIKey) {
  return {
    apiVersion: `${apiKeys.group}/${apiKeys.version}`,
    kind: apiKeys.kind,
    name: metadata.name,
    uid: metadata.uid ?? '',
  };
}
