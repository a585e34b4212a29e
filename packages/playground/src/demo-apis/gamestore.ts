import { documentation } from './documentation';
import { CallError, type Operations } from './service';

interface Review {
  stars: number;
  text: string;
}

interface Game {
  id: string;
  name: string;
  players: { min: number; max: number };
  reviews: Review[];
}

const assortment: Game[] = [
  {
    id: 'harbours',
    name: 'Harbours',
    players: { min: 2, max: 4 },
    reviews: [{ stars: 5, text: 'Never the same twice.' }],
  },
  {
    id: 'night-express',
    name: 'Night Express',
    players: { min: 1, max: 5 },
    reviews: [],
  },
  {
    id: 'seven-gardens',
    name: 'Seven Gardens',
    players: { min: 2, max: 2 },
    reviews: [{ stars: 4, text: 'Calm, and sharper than it looks.' }],
  },
];

/** The operations of the Gamestore API; reviews that are added are kept until the playground ends. */
export function gamestore(url: string): Operations {
  const games = structuredClone(assortment);
  const openapi = openApiDocument(url);
  const find = (id: string) => {
    const game = games.find(candidate => candidate.id === id);
    if (!game) {
      throw new CallError(404, `There is no game with the id ${id}.`);
    }
    return game;
  };
  return {
    'GET /games': () => ({
      body: games.map(({ reviews, ...game }) => ({
        ...game,
        reviews: reviews.length,
      })),
    }),
    'GET /games/{id}': ({ parameters }) => ({ body: find(parameters.id) }),
    'POST /games/{id}/reviews': async ({ parameters, json }) => {
      const game = find(parameters.id);
      const review = readReview(await json());
      game.reviews.push(review);
      return { status: 201, body: review };
    },
    'GET /gamestore/openapi.json': () => ({ body: openapi }),
    'GET /gamestore/docs': () => documentation(openapi),
  };
}

function readReview(body: unknown): Review {
  const { stars, text } = Object(body);
  if (!Number.isInteger(stars) || stars < 1 || stars > 5) {
    throw new CallError(400, 'stars must be a whole number from 1 to 5.');
  }
  if (typeof text !== 'string' || text.length === 0 || text.length > 1000) {
    throw new CallError(400, 'text must be a text of 1 to 1000 characters.');
  }
  return { stars, text };
}

function openApiDocument(url: string) {
  const json = (schema: object) => ({ 'application/json': { schema } });
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const problem = (description: string) => ({
    description,
    content: json(ref('Problem')),
  });
  const refused = {
    401: problem('No valid key was sent.'),
    429: problem('The limit of the plan is used up.'),
  };
  const id = {
    name: 'id',
    in: 'path',
    required: true,
    schema: { type: 'string' },
  };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Gamestore API',
      version: '2.0.0',
      description: 'Board games and what players think of them.',
    },
    servers: [{ url }],
    security: [{ apiKey: [] }],
    tags: [{ name: 'games' }, { name: 'reviews' }],
    paths: {
      '/games': {
        get: {
          operationId: 'listGames',
          summary: 'List the games',
          tags: ['games'],
          responses: {
            200: {
              description: 'The games, with the number of their reviews.',
              content: json({ type: 'array', items: ref('GameSummary') }),
            },
            ...refused,
          },
        },
      },
      '/games/{id}': {
        get: {
          operationId: 'getGame',
          summary: 'Get a game with its reviews',
          tags: ['games'],
          parameters: [id],
          responses: {
            200: { description: 'The game.', content: json(ref('Game')) },
            404: problem('There is no such game.'),
            ...refused,
          },
        },
      },
      '/games/{id}/reviews': {
        post: {
          operationId: 'addReview',
          summary: 'Review a game',
          tags: ['reviews'],
          parameters: [id],
          requestBody: { required: true, content: json(ref('Review')) },
          responses: {
            201: { description: 'The review.', content: json(ref('Review')) },
            400: problem('A field is wrong.'),
            404: problem('There is no such game.'),
            ...refused,
          },
        },
      },
    },
    components: {
      securitySchemes: {
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
      schemas: {
        Players: {
          type: 'object',
          required: ['min', 'max'],
          properties: {
            min: { type: 'integer', minimum: 1 },
            max: { type: 'integer', minimum: 1 },
          },
        },
        GameSummary: {
          type: 'object',
          required: ['id', 'name', 'players', 'reviews'],
          properties: {
            id: { type: 'string' },
            name: { type: 'string' },
            players: ref('Players'),
            reviews: { type: 'integer', minimum: 0 },
          },
        },
        Game: {
          type: 'object',
          required: ['id', 'name', 'players', 'reviews'],
          properties: {
            id: { type: 'string' },
            name: { type: 'string' },
            players: ref('Players'),
            reviews: { type: 'array', items: ref('Review') },
          },
        },
        Review: {
          type: 'object',
          required: ['stars', 'text'],
          properties: {
            stars: { type: 'integer', minimum: 1, maximum: 5 },
            text: { type: 'string', minLength: 1, maxLength: 1000 },
          },
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
