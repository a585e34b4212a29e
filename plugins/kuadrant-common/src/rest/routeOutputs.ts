import { z } from 'zod';

const objectName = z.object({
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
});

/** Where a key goes in a call. */
export const placement = z
  .discriminatedUnion('in', [
    z.object({
      in: z.literal('header'),
      name: z.string(),
      prefix: z
        .string()
        .optional()
        .describe('What precedes the key in the header, with a space between.'),
    }),
    z.object({ in: z.literal('query'), name: z.string() }),
    z.object({ in: z.literal('cookie'), name: z.string() }),
  ])
  .meta({ id: 'KeyPlacement' });

/** A host at which an API can be called. */
export const routeHost = z
  .object({
    kind: z
      .enum(['concrete', 'wildcard', 'any'])
      .describe(
        '`concrete`: one hostname. `wildcard`: any hostname below `*.`. `any`: the Gateway takes every hostname.',
      ),
    hostname: z
      .string()
      .describe('The hostname, a pattern such as `*.example.com`, or `*`.'),
    url: z
      .string()
      .describe('Scheme, host and port, without a slash at the end.'),
    placeholder: z
      .boolean()
      .describe(
        'Whether the URL has a part in angle brackets, such as `<your-host>`, that the caller replaces.',
      ),
    viaAddress: z
      .object({
        url: z.string(),
        hostHeader: z
          .string()
          .optional()
          .describe('What the Host header must be; absent means anything.'),
      })
      .optional()
      .describe("How to call without DNS: at the Gateway's address."),
  })
  .meta({ id: 'RouteHost' });

/** Why keys of a product do not work. */
export const noAccessReasons = [
  'HTTPRouteNotFound',
  'HTTPRouteNotAccepted',
  'NoAuthPolicy',
  'AuthPolicyNotReady',
  'NoKeyRule',
  'SelectorNotMet',
] as const;

/** Whether a key of a product would work, and where it goes or who can fix it. */
export const keyAccess = z
  .discriminatedUnion('works', [
    z.object({
      works: z.literal(true),
      placement,
      conditional: z
        .boolean()
        .describe('Whether the rule takes keys only for some calls.'),
    }),
    z.object({
      works: z.literal(false),
      reason: z.enum(noAccessReasons),
      message: z
        .string()
        .describe("The reason in a sentence, with the policy's own words."),
      fixer: z.enum(['productOwner', 'platformEngineer']),
      policy: objectName.optional().describe('The policy in the way.'),
    }),
  ])
  .describe('Whether a key would work.')
  .meta({ id: 'KeyAccess' });

/** A limit in effect. */
export const routeLimit = z
  .object({
    name: z.string().describe('Name of the limit in its policy.'),
    policy: objectName,
    plan: z
      .string()
      .optional()
      .describe('The plan whose calls it counts; absent for all calls.'),
    limit: z.number().describe('Calls in a window; 0 lets none pass.'),
    window: z.string().describe('The window as the policy writes it.'),
    seconds: z
      .number()
      .describe('Length of the window; 0 when it is shorter than a second.'),
    effective: z
      .boolean()
      .describe('Whether the limit refuses anything at all.'),
    inexact: z
      .boolean()
      .describe('Whether the number is too large to be read exactly.'),
    scope: z
      .enum(['everyone', 'plan', 'owner', 'user', 'key', 'unknown'])
      .describe(
        'Who shares the counter: all callers, all callers of the plan, or each owner, user or key has a counter.',
      ),
    identityNotExported: z
      .boolean()
      .optional()
      .describe(
        'The counter reads an identity that the AuthPolicy does not export, so all callers share it.',
      ),
    conditional: z.boolean().describe('Whether it counts only some calls.'),
  })
  .meta({ id: 'RouteLimit' });

const policyReport = z
  .object({
    policy: objectName
      .optional()
      .describe('The policy; absent where the portal cannot see it.'),
    condition: z.enum(['Accepted', 'Enforced']),
    reason: z.string(),
    message: z.string(),
  })
  .meta({ id: 'PolicyReport' });

/** The plans of a product. */
export const routePlans = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('none') }),
    z.object({ state: z.literal('refused'), why: policyReport }),
    z.object({
      state: z.literal('offered'),
      plans: z.array(
        z.object({
          tier: z.string(),
          readsPlanId: z
            .boolean()
            .describe(
              "Whether the plan is chosen by the key's annotation. Otherwise calls with a key of this plan may count as another plan's.",
            ),
          limits: z
            .array(routeLimit)
            .describe('The limits in effect on calls of the plan.'),
          replacedBy: z
            .array(objectName)
            .describe("Policies that replace the plan's own limits."),
        }),
      ),
    }),
  ])
  .describe('The plans. `refused`: there is a PlanPolicy that is not in force.')
  .meta({ id: 'RoutePlans' });

/** A policy on the way of a product's calls. */
export const policyView = objectName
  .extend({
    target: objectName.describe('What the policy is attached to.'),
    sectionName: z.string().optional(),
    state: z
      .enum(['inForce', 'notInForce', 'overridden', 'unreported'])
      .describe('`unreported`: Kuadrant has not reported on it.'),
    reason: z.string().optional(),
    message: z.string().optional(),
    limits: z.array(routeLimit).optional(),
    onlySome: z
      .boolean()
      .describe('Whether it holds only for some rules or listeners.'),
  })
  .meta({ id: 'PolicyView' });

/** What a product's route and its policies mean for callers. */
export const routeFields = {
  baseUrl: z
    .string()
    .optional()
    .describe('URL of the first host without a placeholder.'),
  hosts: z.array(routeHost),
  pathPrefix: z
    .string()
    .describe('The path below which all calls are; empty for the root.'),
  access: keyAccess,
  anonymous: z.boolean().describe('Whether calls pass without a key.'),
  jwtIssuers: z.array(z.string()).describe('Issuers of the tokens it takes.'),
  plans: routePlans,
  limits: z.array(routeLimit).describe('All limits in effect on its calls.'),
};
