import type { z } from 'zod';
import { responseErrorOf } from './errors';
import type { Operations } from './operations';
import { routes, type OperationName } from './routes';

type In<O, K extends string> = O extends { [P in K]: infer S extends z.ZodType }
  ? z.input<S>
  : never;

/**
 * What a call takes: path parameters, query and body, as far as it has them.
 *
 * @public
 */
export type OperationInput<N extends OperationName> = (Operations[N] extends {
  params: z.ZodType;
}
  ? { params: In<Operations[N], 'params'> }
  : unknown) &
  (Operations[N] extends { query: z.ZodType }
    ? { query?: Partial<In<Operations[N], 'query'>> }
    : unknown) &
  (Operations[N] extends { body: z.ZodType }
    ? Operations[N] extends { bodyOptional: true }
      ? { body?: In<Operations[N], 'body'> }
      : { body: In<Operations[N], 'body'> }
    : unknown);

/**
 * What a call answers.
 *
 * @public
 */
export type OperationOutput<N extends OperationName> = z.output<
  Operations[N]['response']
>;

/**
 * Options of every call.
 *
 * @public
 */
export interface RequestOptions {
  /** Ends the call early. */
  signal?: AbortSignal;
  /** Backstage token to send; not needed where fetch adds one, as in the browser. */
  token?: string;
  /** ETag of the object that a change is based on (its resourceVersion in quotes). */
  ifMatch?: string;
}

/**
 * The REST API, a method per call. Each rejects with a {@link KuadrantResponseError}, which carries
 * the status, the code and the error's body.
 *
 * @public
 */
export type KuadrantClient = {
  [N in OperationName]: (
    input: OperationInput<N>,
    options?: RequestOptions,
  ) => Promise<OperationOutput<N>>;
};

interface AnyInput {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
}

function address(base: string, path: string, input: AnyInput): string {
  const filled = path.replace(/:(\w+)/g, (_, name) =>
    encodeURIComponent(input.params?.[name] ?? ''),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) {
        query.append(name, String(item));
      }
    }
  }
  const search = query.toString();
  return `${base}${filled}${search && `?${search}`}`;
}

/**
 * Makes a client of the portal's REST API.
 *
 * @param options - `baseUrl` gives the plugin's address (in Backstage's frontend `plugin://kuadrant`), `fetch` sends
 * the request with the caller's credentials
 * @public
 */
export function createKuadrantClient(options: {
  baseUrl: string | (() => Promise<string>);
  fetch: typeof fetch;
}): KuadrantClient {
  const call = async (
    name: OperationName,
    input: AnyInput = {},
    { signal, token, ifMatch }: RequestOptions = {},
  ) => {
    const { method, path } = routes[name];
    const base =
      typeof options.baseUrl === 'string'
        ? options.baseUrl
        : await options.baseUrl();
    const hasBody = input.body !== undefined;
    const response = await options.fetch(address(base, path, input), {
      method,
      signal,
      headers: {
        ...(hasBody && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...(ifMatch && { 'if-match': ifMatch }),
      },
      body: hasBody ? JSON.stringify(input.body) : undefined,
    });
    if (!response.ok) {
      throw await responseErrorOf(response);
    }
    return response.status === 204 ? undefined : response.json();
  };
  return Object.fromEntries(
    (Object.keys(routes) as OperationName[]).map(name => [
      name,
      (input: AnyInput, requestOptions?: RequestOptions) =>
        call(name, input, requestOptions),
    ]),
  ) as unknown as KuadrantClient;
}
