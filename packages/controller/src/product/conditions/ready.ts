import {
  type APIProduct,
  KEY_LIFETIME,
  readExtension,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { servingListeners } from '@kuadrant/gateway-policy';
import { shownText, type WantedCondition } from '../../objects';
import type { Discovery } from '../discover';
import { FIXED_BY_PLATFORM, saying, sentences } from './words';

const type = 'Ready';

/** Whether a Gateway takes the route of the product. */
export function readyCondition(
  product: APIProduct,
  discovery: Discovery,
): WantedCondition {
  const { ref, route, summary } = discovery;
  const name = `${ref.kind} ${ref.name}`;
  if (!route) {
    return {
      type,
      status: 'False',
      reason: 'HTTPRouteNotFound',
      message: `There is no ${name} in namespace ${ref.namespace}`,
    };
  }
  return summary.accepted
    ? {
        type,
        status: 'True',
        reason: 'HTTPRouteAccepted',
        message: sentences(acceptance(name, discovery), unreadable(product)),
      }
    : {
        type,
        status: 'False',
        reason: 'HTTPRouteNotAccepted',
        message: refusal(name, discovery),
      };
}

function unreadable(product: APIProduct): string | false {
  const { problem } = readExtension(KEY_LIFETIME, product);
  return (
    problem !== undefined &&
    `${shownText(problem)}. Until the owner of the product fixes it, every request waits for review`
  );
}

function acceptance(name: string, { route, summary }: Discovery): string {
  const { attachments } = summary;
  const unseen = attachments.some(
    ({ accepted, gateway }) => accepted && !gateway,
  );
  const served = servingListeners(attachments).flatMap(({ hostnames }) =>
    hostnames.map(({ routeHostname }) => routeHostname),
  );
  const unserved = (route?.spec.hostnames ?? []).filter(
    hostname => !served.includes(hostname.toLowerCase()),
  );
  return sentences(
    `${name} is accepted`,
    !attachments.some(({ accepted, reported }) => accepted && reported) &&
      'Its Gateway reports nothing about it yet; its listeners allow it',
    unserved.length > 0 &&
      !unseen &&
      `No listener serves ${unserved.join(', ')}`,
  );
}

function refusal(name: string, { summary: { attachments } }: Discovery) {
  if (attachments.length === 0) {
    return sentences(
      `${name} names no Gateway as its parent`,
      FIXED_BY_PLATFORM,
    );
  }
  return sentences(
    `${name} is not accepted`,
    ...attachments.map(saying),
    FIXED_BY_PLATFORM,
  );
}
