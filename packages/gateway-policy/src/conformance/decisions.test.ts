import type { KubernetesObject } from '@kuadrant/backstage-plugin-kuadrant-common';
import {
  explain,
  GatewayModel,
  type Call,
  type CounterState,
  type KeyLookup,
} from '../decision';
import { selectsLabels } from '../objects';
import { admissionCases } from './admission.cases';
import { countingCases } from './counting.cases';
import { explanationCases } from './explanations.cases';
import { routingCases } from './routing.cases';
import { tokenCases } from './tokens.cases';
import type { KeySecret } from './types';

const KUADRANT = 'kuadrant-system';

/** `GET http://a.example.com:80/path?query` as a call. */
function callOf(
  text: string,
  headers: Record<string, string | string[]> = {},
): Call {
  const [method, url] = text.split(' ');
  const { hostname, port, pathname, search } = new URL(url);
  return {
    method,
    hostname,
    path: pathname,
    search,
    ...(port && { port: Number(port) }),
    headers,
  };
}

const objectOf = (secret: KeySecret): KubernetesObject => ({
  metadata: {
    name: secret.name,
    namespace: secret.namespace ?? KUADRANT,
    labels: {
      'authorino.kuadrant.io/managed-by': 'authorino',
      ...secret.labels,
    },
    annotations: {
      ...(secret.plan && { 'secret.kuadrant.io/plan-id': secret.plan }),
      ...(secret.user && { 'secret.kuadrant.io/user-id': secret.user }),
    },
  },
});

const lookupOf = (secrets: KeySecret[] = []): KeyLookup => ({
  find: ({ rule }, value) =>
    secrets
      .filter(secret => secret.value === value)
      .map(objectOf)
      .find(
        ({ metadata }) =>
          (rule.allNamespaces || metadata.namespace === KUADRANT) &&
          selectsLabels(rule.selector, metadata.labels!),
      ),
});

test.each([
  ...routingCases,
  ...admissionCases,
  ...tokenCases,
  ...countingCases,
])('$name', ({ calls, secrets, tokens, ...objects }) => {
  const model = new GatewayModel(objects);
  const counters = new Map<string, CounterState>();
  const results = calls.map(({ call, headers, at = 0 }) => {
    const request = callOf(call, headers);
    const decision = model.decide(request, {
      keys: lookupOf(secrets),
      ...(tokens && {
        tokens: {
          claims: ({ issuerUrl = '' }, token) => tokens[issuerUrl]?.[token],
        },
      }),
      counters,
      now: at * 1000,
    });
    const routed = model.route(request);
    return decision.passed
      ? [
          `200 ${routed!.match.route.metadata.name}`,
          ...(decision.plan ? [decision.plan] : []),
        ].join(' ')
      : [
          `${decision.status} ${decision.step.step}`,
          ...(decision.retryAfterSeconds
            ? [`after ${decision.retryAfterSeconds} s`]
            : []),
        ].join(' ');
  });
  expect(results).toEqual(calls.map(({ answer }) => answer));
});

test.each(explanationCases)(
  '$name',
  ({ call, headers, key, used = {}, answer, ...objects }) => {
    const model = new GatewayModel(objects);
    const steps = explain(model, callOf(call, headers), {
      kuadrantNamespaces: [KUADRANT],
      counters: {
        get: text => {
          const [, , limit] = JSON.parse(text) as string[];
          return limit in used
            ? { count: used[limit], endsAt: 60_000 }
            : undefined;
        },
      },
      now: 0,
      keySentInCall: headers !== undefined,
      ...(key && {
        key: {
          object: { kind: 'APIKey', namespace: 'people', name: 'mine' },
          working: key.working ?? true,
          message: key.message ?? 'The key is approved.',
          ...(key.secret && { secret: objectOf(key.secret) }),
        },
      }),
    });
    expect(steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual(
      Object.keys(answer),
    );
    expect(
      Object.fromEntries(
        steps.map(({ step, outcome, message }) => [
          `${step} ${outcome}`,
          message,
        ]),
      ),
    ).toEqual(answer);
    for (const { outcome, fixer } of steps) {
      expect(fixer !== undefined).toBe(outcome === 'failed');
    }
  },
);
