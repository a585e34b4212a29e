import { apiKeyRequestName } from '@kuadrant/backstage-plugin-kuadrant-common';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import fc from 'fast-check';
import type { Persona } from './__testUtils__/personas';
import { TestPortal } from './__testUtils__/TestPortal';

jest.setTimeout(600_000);

const TOYSTORE = { namespace: 'toystore', name: 'toystore' };
const KEY = { namespace: 'ns-consumer1', name: 'key' };
// More of them find what is rare: PROPERTY_RUNS=500
const RUNS_PER_OPERATION = Number(process.env.PROPERTY_RUNS ?? 15);

interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  maxItems?: number;
}

interface Operation {
  operationId: string;
  parameters?: { in: 'path' | 'query'; name: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** Values that no schema asks for, and such as have broken programs before. */
const unexpected = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom<unknown>(
    '__proto__',
    '../../etc',
    '%00',
    'x'.repeat(5000),
    '2027-02-30T00:00:00Z',
    '99999999999h',
    1e308,
    -0,
  ),
);

/** Names that exist, names that could, and what is none. */
const name = fc.oneof(
  fc.constantFrom('toystore', 'ns-consumer1', 'key', 'one'),
  fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/),
  fc.string({ minLength: 1, unit: 'binary' }),
);

/** What is there, as paths name it. */
const existing: Record<string, string>[] = [
  TOYSTORE,
  KEY,
  { namespace: TOYSTORE.namespace, name: apiKeyRequestName(KEY) },
];

const text = fc.oneof(
  name,
  fc.constantFrom('toystore/toystore', 'gold', 'silver', '24h', '0'),
  fc.date({ noInvalidDate: true }).map(date => date.toISOString()),
);

/** Values that mostly are as a schema says. */
function valueOf(
  schema: Schema,
  schemas: Record<string, Schema>,
  depth = 0,
): fc.Arbitrary<unknown> {
  const of = (inner: Schema) => valueOf(inner, schemas, depth + 1);
  if (depth > 8) {
    return unexpected;
  }
  if (schema.$ref) {
    return of(schemas[schema.$ref.split('/').at(-1)!]);
  }
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) {
    return fc.oneof(...alternatives.map(of));
  }
  if (schema.const !== undefined) {
    return fc.constant(schema.const);
  }
  if (schema.enum) {
    return fc.constantFrom(...schema.enum);
  }
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([key, value]) => [
            key,
            rarely(of(value)),
          ]),
        ),
        { requiredKeys: schema.required },
      );
    case 'array':
      return fc.array(of(schema.items ?? {}), { maxLength: 4 });
    case 'integer':
    case 'number':
      return fc.integer({ min: -5, max: 600 });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return text;
    default:
      return unexpected;
  }
}

function rarely(expected: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { arbitrary: expected, weight: 19 },
    { arbitrary: unexpected, weight: 1 },
  );
}

/** Requests of an operation: the address, and the body if it takes one. */
function requestOf(
  path: string,
  { parameters = [], requestBody }: Operation,
  schemas: Record<string, Schema>,
) {
  const inPlace = (place: 'path' | 'query') =>
    Object.fromEntries(
      parameters
        .filter(parameter => parameter.in === place)
        .map(parameter => [
          parameter.name,
          place === 'path' ? name : rarely(valueOf(parameter.schema, schemas)),
        ]),
    );
  const bodySchema = requestBody?.content['application/json'].schema;
  return fc
    .record({
      path: fc.oneof(
        { arbitrary: fc.record(inPlace('path')), weight: 2 },
        { arbitrary: fc.constantFrom(...existing), weight: 1 },
      ),
      query: fc.record(inPlace('query'), { requiredKeys: [] }),
      body: bodySchema
        ? rarely(valueOf(bodySchema, schemas))
        : fc.constant(undefined),
    })
    .map(({ path: names, query, body }) => {
      const search = new URLSearchParams();
      for (const [key, value] of Object.entries(query)) {
        for (const item of [value].flat()) {
          search.append(key, String(item));
        }
      }
      const address = path.replace(/\{(\w+)\}/g, (_, key) =>
        segment(String(names[key as keyof typeof names])),
      );
      return { address: `${address}?${search}`, body };
    });
}

/** A segment of a path; dots would be taken for folders on the way, and half a character is no text. */
function segment(value: string): string {
  const encoded = encodeURIComponent(Buffer.from(value).toString());
  return /^\.{1,2}$/.test(encoded) ? 'dots' : encoded;
}

let portal: TestPortal;
let description: Description;
let validatorOf: (schema: Schema) => ValidateFunction;

beforeAll(async () => {
  portal = await TestPortal.start();
  await portal.world.product(TOYSTORE, 'group:default/api-owners');
  await portal.world.key({
    requester: 'consumer1',
    product: TOYSTORE,
    name: 'key',
    state: 'Approved',
    approved: { planTier: 'silver' },
  });
  description = (await portal.call('admin1', 'GET', '/openapi.json')).body;
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'api', components: description.components });
  const validators = new Map<Schema, ValidateFunction>();
  validatorOf = schema => {
    let validate = validators.get(schema);
    if (!validate) {
      const absolute = JSON.stringify(schema).replaceAll('"#/', '"api#/');
      validate = ajv.compile(JSON.parse(absolute));
      validators.set(schema, validate);
    }
    return validate;
  };
});

afterAll(() => portal?.stop());

/** @throws Error when the answer is none that the description tells */
async function answersAsDescribed(
  { operationId, responses }: Operation,
  verb: 'GET',
  address: string,
  body: unknown,
  who: Persona,
  statuses: Set<number>,
): Promise<void> {
  const answer = await portal.call(
    who,
    verb,
    address,
    body === undefined ? undefined : JSON.stringify(body),
    body === undefined ? {} : { 'content-type': 'application/json' },
  );
  statuses.add(answer.status);
  const documented = responses[answer.status];
  if (!documented) {
    throw new Error(`${operationId} answered ${answer.status}: ${answer.text}`);
  }
  const schema = documented.content?.['application/json'].schema;
  const validate = schema && validatorOf(schema);
  if (validate && !validate(answer.body)) {
    throw new Error(
      `${operationId} answered ${answer.status} with something else than it says: ${JSON.stringify(validate.errors)} ${answer.text}`,
    );
  }
}

it('answers any request in one of the ways that its description tells', async () => {
  const statuses = new Set<number>();
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const verb = method.toUpperCase() as 'GET';
      await fc.assert(
        fc.asyncProperty(
          requestOf(path, operation, description.components.schemas),
          fc.constantFrom(
            'consumer1' as const,
            'owner1' as const,
            'admin1' as const,
          ),
          ({ address, body }, who) =>
            answersAsDescribed(operation, verb, address, body, who, statuses),
        ),
        { numRuns: RUNS_PER_OPERATION },
      );
    }
  }
  // Or nothing was tried that could go right, or wrong.
  expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 404]));
  expect(statuses).not.toContain(500);
});
