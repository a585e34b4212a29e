import { IncomingMessage, ServerResponse } from 'node:http';
import { UserInfo } from '../access/users';
import { notFound } from '../api/StatusError';
import { KubernetesObject } from '../api/types';
import { Negotiated } from '../representation/negotiate';
import { ObjectEncoder } from '../representation/ObjectEncoder';
import { ServedResource } from '../resources/ResourceRegistry';
import { parseFieldSelector } from '../selectors/fields';
import { parseLabelSelector } from '../selectors/labels';
import { ObjectStore } from '../storage/ObjectStore';
import { sendDocument } from './Reply';
import { ResourceRequest } from './RequestInfo';

/** A request for objects, as far as it is understood. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  query: URLSearchParams;
  user: UserInfo;
  target: ResourceRequest;
  resource: ServedResource;
  negotiated: Negotiated;
  encoder: ObjectEncoder;
}

/** The object that the path names, if it exists. */
export function findObject(
  store: ObjectStore,
  { target, resource }: Exchange,
): KubernetesObject | undefined {
  return store
    .collection(resource.type.collection)
    .get({ namespace: target.namespace, name: target.name });
}

/** The object that the path names; 404 if it does not exist. */
export function requireObject(
  store: ObjectStore,
  exchange: Exchange,
): KubernetesObject {
  const object = findObject(store, exchange);
  if (!object) {
    throw notFound(exchange.resource.type, exchange.target.name);
  }
  return object;
}

export function sendObject(
  { response, negotiated, encoder, resource }: Exchange,
  code: number,
  object: KubernetesObject,
  warnings: string[] = [],
): void {
  const { deprecationWarning } = resource.version;
  sendDocument(response, code, encoder.object(object), {
    mediaType: negotiated.mediaType,
    warnings: deprecationWarning ? [deprecationWarning, ...warnings] : warnings,
  });
}

/** What the selectors of the query select; the key is equal for equal selections. */
export function parseSelection({ query, resource }: Exchange): {
  matches?: (object: KubernetesObject) => boolean;
  key: string;
  name?: string;
} {
  const labelSelector = query.get('labelSelector') ?? '';
  const fieldSelector = query.get('fieldSelector') ?? '';
  const labels = parseLabelSelector(labelSelector);
  const fields = parseFieldSelector(
    fieldSelector,
    resource.version.selectableFields,
    resource.type.strategy.isCustom,
  );
  const key = JSON.stringify([labelSelector, fieldSelector]);
  if (!labels && !fields) {
    return { key };
  }
  return {
    key,
    name: /^metadata\.name==?([^,\\]+)$/.exec(fieldSelector)?.[1],
    matches: object =>
      (!labels || labels(object.metadata.labels)) &&
      (!fields || fields(object)),
  };
}
