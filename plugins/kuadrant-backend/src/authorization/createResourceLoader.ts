import type { ObjectRef } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { Lookup } from '../services/Lookup';
import type { ResourceLoader } from './Authorizer';

/** Finds the resources of permissions in the caches, by `namespace/name`. */
export function createResourceLoader(lookup: Lookup): ResourceLoader {
  return {
    product: resourceRef => lookup.product(objectRef(resourceRef)),
    key(resourceRef) {
      const key = lookup.key(objectRef(resourceRef));
      return key && lookup.resourceOfKey(key);
    },
  };
}

function objectRef(resourceRef: string): ObjectRef {
  const [namespace, name = ''] = resourceRef.split('/');
  return { namespace, name };
}
