import { createHash } from 'node:crypto';
import {
  SECRET_KEY,
  type KubernetesObject,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** A Secret as the API returns it, with its data in base64. */
export interface Secret extends KubernetesObject {
  data?: Record<string, string>;
}

/** What the gateway remembers of a Secret: its metadata, and a hash in place of the key value. */
export interface HashedSecret {
  metadata: KubernetesObject['metadata'];
  /** undefined when the Secret holds no key value. */
  hash?: string;
}

/** The SHA-256 of a key value: enough to recognize the value, and useless to anybody who reads it. */
export function hashOfKey(value: Buffer): string {
  return createHash('sha256').update(value).digest('hex');
}

/** Reduces a Secret to what the gateway may keep. */
export function hashSecret(secret: Secret): HashedSecret {
  const value = secret.data?.[SECRET_KEY];
  return {
    metadata: secret.metadata,
    hash: value ? hashOfKey(Buffer.from(value, 'base64')) : undefined,
  };
}
