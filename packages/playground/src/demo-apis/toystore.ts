import { documentation } from './documentation';
import { CallError, type Operations } from './service';

interface Toy {
  id: number;
  name: string;
  priceInCents: number;
  inStock: number;
}

const assortment: Toy[] = [
  { id: 1, name: 'Wooden train', priceInCents: 3490, inStock: 12 },
  { id: 2, name: 'Stacking rings', priceInCents: 1250, inStock: 40 },
  { id: 3, name: 'Spinning top', priceInCents: 690, inStock: 0 },
  { id: 4, name: 'Puzzle, 500 pieces', priceInCents: 1799, inStock: 7 },
];

/** The operations of the Toystore API; toys that are added are kept until the playground ends. */
export function toystore(url: string): Operations {
  const toys = assortment.map(toy => ({ ...toy }));
  const openapi = openApiDocument(url);
  const find = (id: string) => {
    const toy = toys.find(candidate => String(candidate.id) === id);
    if (!toy) {
      throw new CallError(404, `There is no toy with the id ${id}.`);
    }
    return toy;
  };
  return {
    'GET /toys': ({ query }) => ({
      body:
        query.get('inStock') === 'true'
          ? toys.filter(({ inStock }) => inStock > 0)
          : toys,
    }),
    'GET /toys/{id}': ({ parameters }) => ({ body: find(parameters.id) }),
    'POST /toys': async ({ json }) => {
      const toy = { id: toys.length + 1, ...readToy(await json()) };
      toys.push(toy);
      return { status: 201, body: toy };
    },
    'GET /toystore/openapi.json': () => ({ body: openapi }),
    'GET /toystore/docs': () => documentation(openapi),
  };
}

function readToy(body: unknown): Omit<Toy, 'id'> {
  const { name, priceInCents, inStock = 0 } = Object(body);
  if (typeof name !== 'string' || name.length === 0 || name.length > 100) {
    throw new CallError(400, 'name must be a text of 1 to 100 characters.');
  }
  if (!Number.isInteger(priceInCents) || priceInCents < 0) {
    throw new CallError(400, 'priceInCents must be a whole number from 0.');
  }
  if (!Number.isInteger(inStock) || inStock < 0) {
    throw new CallError(400, 'inStock must be a whole number from 0.');
  }
  return { name, priceInCents, inStock };
}

function openApiDocument(url: string) {
  const toy = { $ref: '#/components/schemas/Toy' };
  const json = (schema: object) => ({ 'application/json': { schema } });
  const problem = (description: string) => ({
    description,
    content: json({ $ref: '#/components/schemas/Problem' }),
  });
  const refused = {
    401: problem('No valid key was sent.'),
    429: problem('The limit of the plan is used up.'),
  };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Toystore API',
      version: '1.0.0',
      description: 'Toys and their stock levels.',
    },
    servers: [{ url }],
    security: [{ apiKey: [] }],
    tags: [{ name: 'toys', description: 'The assortment.' }],
    paths: {
      '/toys': {
        get: {
          operationId: 'listToys',
          summary: 'List the toys',
          tags: ['toys'],
          parameters: [
            {
              name: 'inStock',
              in: 'query',
              description: 'Only toys that can be delivered.',
              schema: { type: 'boolean', default: false },
            },
          ],
          responses: {
            200: {
              description: 'The toys.',
              content: json({ type: 'array', items: toy }),
            },
            ...refused,
          },
        },
        post: {
          operationId: 'addToy',
          summary: 'Add a toy',
          tags: ['toys'],
          requestBody: {
            required: true,
            content: json({ $ref: '#/components/schemas/NewToy' }),
          },
          responses: {
            201: { description: 'The new toy.', content: json(toy) },
            400: problem('A field is wrong.'),
            ...refused,
          },
        },
      },
      '/toys/{id}': {
        get: {
          operationId: 'getToy',
          summary: 'Get a toy',
          tags: ['toys'],
          parameters: [
            {
              name: 'id',
              in: 'path',
              required: true,
              schema: { type: 'integer' },
            },
          ],
          responses: {
            200: { description: 'The toy.', content: json(toy) },
            404: problem('There is no such toy.'),
            ...refused,
          },
        },
      },
    },
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
      schemas: {
        NewToy: {
          type: 'object',
          required: ['name', 'priceInCents'],
          properties: {
            name: { type: 'string', minLength: 1, maxLength: 100 },
            priceInCents: { type: 'integer', minimum: 0 },
            inStock: { type: 'integer', minimum: 0, default: 0 },
          },
        },
        Toy: {
          allOf: [
            { $ref: '#/components/schemas/NewToy' },
            {
              type: 'object',
              required: ['id', 'inStock'],
              properties: { id: { type: 'integer' } },
            },
          ],
        },
        Problem: {
          type: 'object',
          required: ['message'],
          properties: { message: { type: 'string' } },
        },
      },
    },
  };
}
