import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { Provider, errors } from 'oidc-provider';
import { closeServer, listen } from '../http';
import { errorPage, pageHeaders, personaPage } from './page';
import type { Persona } from './personas';
import { IssuerStore } from './store';

/** The largest body that the persona form can send. */
const MAX_FORM_BYTES = 4096;

const DAY = 24 * 60 * 60;

/**
 * Options of {@link startIssuer}.
 *
 * @public
 */
export interface StartIssuerOptions {
  /** 0 takes any free port. */
  port: number;
  host?: string;
  personas: readonly Persona[];
  client: { id: string; secret: string; redirectUris: string[] };
  /** The SQLite file that keeps sessions and keys over restarts; kept in memory when absent. */
  dataFile?: string;
}

/**
 * A running issuer.
 *
 * @public
 */
export interface Issuer {
  /** The issuer identifier, for example `http://localhost:5556`. */
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts an OpenID Connect issuer whose sign-in page asks who one wants to be instead of for a password.
 *
 * @public
 */
export async function startIssuer(
  options: StartIssuerOptions,
): Promise<Issuer> {
  const store = IssuerStore.open(options.dataFile ?? ':memory:');
  const server = createServer();
  let port: number;
  try {
    port = await listen(server, options);
  } catch (error) {
    store.close();
    throw error;
  }

  // The issuer's name has the port in it, and is known only now.
  const url = `http://localhost:${port}`;
  const provider = createProvider(url, store, options);
  const protocol = provider.callback();
  server.on('request', (request, response) => {
    // For all answers, also for the pages that come from oidc-provider.
    response.setHeader('content-security-policy', "frame-ancestors 'none'");
    response.setHeader('x-frame-options', 'DENY');
    const interaction = /^\/interaction\/[\w-]+$/.test(request.url ?? '');
    const answer = interaction
      ? answerInteraction(provider, options.personas, request, response)
      : protocol(request, response);
    answer.catch(error => answerError(response, error));
  });

  return {
    url,
    async stop() {
      await closeServer(server);
      store.close();
    },
  };
}

function createProvider(
  url: string,
  store: IssuerStore,
  options: StartIssuerOptions,
): Provider {
  const { client, personas } = options;
  const provider: Provider = new Provider(url, {
    adapter: store.adapterFactory,
    jwks: { keys: [store.signingKey()] },
    cookies: { keys: [store.cookieKey()] },
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: client.redirectUris,
        response_types: ['code'],
        grant_types: ['authorization_code', 'refresh_token'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
    },
    findAccount: async (_context, id) => {
      const persona = personas.find(candidate => candidate.name === id);
      return (
        persona && {
          accountId: id,
          claims: async () => ({
            sub: id,
            name: persona.displayName,
            preferred_username: id,
            email: persona.email,
            email_verified: true,
          }),
        }
      );
    },
    // A new grant for every sign-in: signing out of Backstage revokes the refresh token and with it the whole grant,
    // and a second sign-in that reused it would be asked for consent.
    loadExistingGrant: async context => {
      const grant = new provider.Grant({
        clientId: context.oidc.client?.clientId,
        accountId: context.oidc.session?.accountId,
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    // Backstage asks for no offline_access and still refreshes; the token must outlive the issuer's own session.
    issueRefreshToken: async (_context, requester) =>
      requester.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => false,
    interactions: {
      url: (_context, interaction) => `/interaction/${interaction.uid}`,
    },
    renderError: async (context, out) => {
      context.set(pageHeaders);
      context.body = errorPage(out.error_description ?? out.error);
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true },
      revocation: {
        enabled: true,
        allowedPolicy: async (_context, requester, token) =>
          token.clientId === requester.clientId,
      },
    },
    ttl: {
      AccessToken: 60 * 60,
      AuthorizationCode: 60,
      Grant: 14 * DAY,
      IdToken: 60 * 60,
      Interaction: 10 * 60,
      RefreshToken: 14 * DAY,
      Session: 14 * DAY,
    },
  });
  return provider;
}

async function answerInteraction(
  provider: Provider,
  personas: readonly Persona[],
  request: IncomingMessage,
  response: ServerResponse,
) {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    response.writeHead(200, pageHeaders);
    response.end(personaPage(`/interaction/${uid}`, personas));
    return;
  }

  const form = new URLSearchParams(await readForm(request));
  const name = form.get('persona') ?? '';
  if (!personas.some(persona => persona.name === name)) {
    throw new errors.InvalidRequest(
      `persona must be one of ${personas.map(p => p.name).join(', ')}`,
    );
  }
  await provider.interactionFinished(
    request,
    response,
    { login: { accountId: name, remember: false } },
    { mergeWithLastSubmission: false },
  );
}

async function readForm(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_FORM_BYTES) {
      throw new errors.InvalidRequest('the form is too large');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answerError(response: ServerResponse, error: unknown) {
  const known = error instanceof errors.OIDCProviderError;
  const message = known
    ? (error.error_description ?? error.message)
    : 'The issuer failed; its log says why.';
  if (!known) {
    process.stderr.write(`issuer: ${(error as Error).stack ?? error}\n`);
  }
  if (response.headersSent) {
    response.end();
    return;
  }
  response.writeHead(known ? error.statusCode : 500, {
    ...pageHeaders,
    connection: 'close',
  });
  response.end(errorPage(message));
}
