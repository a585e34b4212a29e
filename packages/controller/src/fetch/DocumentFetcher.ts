import { ACCEPTED_ENCODINGS } from '@kuadrant/api-documents';
import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { AddressGuard, AddressNotAllowedError } from './AddressGuard';
import { FetchError } from './FetchError';

/** Proxies that requests to outside go through; see {@link proxiesIn}. */
export interface Proxies {
  httpProxy?: string;
  httpsProxy?: string;
  /** Hosts that are reached without a proxy, separated by commas. */
  noProxy?: string;
}

/**
 * The proxies that the environment names, in small letters or in capitals.
 *
 * @throws Error for a proxy that is not a URL
 */
export function proxiesIn(
  environment: Record<string, string | undefined>,
): Proxies {
  const valueOf = (name: string) =>
    environment[name] || environment[name.toUpperCase()] || undefined;
  const urlOf = (name: string) => {
    const value = valueOf(name);
    // The value may hold a password.
    if (value && !/^https?:\/\//.test(value)) {
      throw new Error(
        `${name.toUpperCase()} must be a URL that begins with http:// or https://`,
      );
    }
    return value;
  };
  return {
    httpProxy: urlOf('http_proxy'),
    httpsProxy: urlOf('https_proxy'),
    noProxy: valueOf('no_proxy'),
  };
}

/** Limits of a {@link DocumentFetcher}. */
export interface DocumentFetcherOptions {
  /** Networks in CIDR notation that may be fetched from although they are not public. */
  allowedNetworks?: string[];
  /** Time that a document may take, redirects included, in milliseconds. Default 10000. */
  timeoutMs?: number;
  /** How many redirects are followed. Default 3. */
  maximumRedirects?: number;
  /** Default: none. */
  proxies?: Proxies;
}

/** What a server answered. */
export type FetchedDocument =
  | {
      changed: true;
      /** Where it came from, after redirects, without a fragment. */
      url: string;
      /** As they were sent, perhaps compressed. */
      bytes: Uint8Array;
      contentType?: string;
      contentEncoding?: string;
      etag?: string;
    }
  | { changed: false };

/** Fetches documents from outside, within limits of time, size, redirects and addresses. */
export class DocumentFetcher {
  readonly #guard: AddressGuard;
  readonly #agent: Dispatcher;
  readonly #hasProxy: boolean;
  readonly #timeoutMs: number;
  readonly #maximumRedirects: number;

  constructor(options: DocumentFetcherOptions = {}) {
    this.#guard = new AddressGuard(options.allowedNetworks);
    this.#timeoutMs = options.timeoutMs ?? 10_000;
    this.#maximumRedirects = options.maximumRedirects ?? 3;
    const { httpProxy, httpsProxy, noProxy } = options.proxies ?? {};
    this.#hasProxy = Boolean(httpProxy || httpsProxy);
    const agentOptions = {
      connect: { lookup: this.#guard.lookup, timeout: this.#timeoutMs },
      keepAliveTimeout: 1_000,
    };
    // Empty texts, since the agent reads the environment for what is absent.
    this.#agent = this.#hasProxy
      ? new EnvHttpProxyAgent({
          ...agentOptions,
          httpProxy: httpProxy ?? '',
          httpsProxy: httpsProxy ?? '',
          noProxy: noProxy ?? '',
        })
      : new Agent(agentOptions);
  }

  /**
   * @param options - `etag` of the text that is there already: the answer may then be that nothing changed
   * @throws FetchError
   */
  async fetch(
    address: string,
    options: {
      maximumBytes: number;
      accept: string;
      etag?: string;
      signal?: AbortSignal;
    },
  ): Promise<FetchedDocument> {
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    const signal = options.signal
      ? AbortSignal.any([options.signal, timeout])
      : timeout;
    let url = readUrl(address);
    for (let redirects = 0; ; redirects++) {
      const response = await this.#request(url, { ...options, signal });
      const location = redirectTarget(response);
      if (location === undefined) {
        return this.#read(response, url, options.maximumBytes);
      }
      await discard(response);
      if (redirects === this.#maximumRedirects) {
        throw new FetchError(
          'FetchFailed',
          `More than ${this.#maximumRedirects} redirects`,
        );
      }
      url = readUrl(location, url);
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #request(
    url: URL,
    {
      accept,
      etag,
      signal,
    }: { accept: string; etag?: string; signal: AbortSignal },
  ): Promise<Dispatcher.ResponseData> {
    try {
      this.#guard.checkHost(url);
      if (this.#hasProxy) {
        await this.#guard.checkName(url);
      }
      return await this.#agent.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: 'GET',
        headers: {
          accept,
          'accept-encoding': ACCEPTED_ENCODINGS,
          'user-agent': 'developer-portal-controller',
          ...(etag && { 'if-none-match': etag }),
        },
        signal,
      });
    } catch (error) {
      throw requestFailure(error, url);
    }
  }

  async #read(
    response: Dispatcher.ResponseData,
    url: URL,
    maximumBytes: number,
  ): Promise<FetchedDocument> {
    const { statusCode, headers, body } = response;
    if (statusCode === 304) {
      await discard(response);
      return { changed: false };
    }
    if (statusCode !== 200) {
      await discard(response);
      throw new FetchError(
        'FetchFailed',
        `${url.host} answered with HTTP status ${statusCode}`,
      );
    }
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of body) {
        size += chunk.length;
        if (size > maximumBytes) {
          throw tooLarge(Number(headers['content-length']), maximumBytes);
        }
        chunks.push(chunk);
      }
    } catch (error) {
      throw error instanceof FetchError
        ? error
        : new FetchError(
            'ReadFailed',
            `Reading from ${url.host} failed: ${describe(error)}`,
            error,
          );
    }
    return {
      changed: true,
      url: `${url.origin}${url.pathname}${url.search}`,
      bytes: Buffer.concat(chunks),
      contentType: first(headers['content-type']),
      contentEncoding: [headers['content-encoding'] ?? []].flat().join(','),
      etag: first(headers.etag),
    };
  }
}

function first(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

function tooLarge(length: number, maximumBytes: number): FetchError {
  return new FetchError(
    'SpecSizeTooLarge',
    length > maximumBytes
      ? `The document has ${length} bytes, ${length - maximumBytes} more than the limit of ${maximumBytes}`
      : `The document has more bytes than the limit of ${maximumBytes}`,
  );
}

function readUrl(address: string, base?: URL): URL {
  let url: URL;
  try {
    url = new URL(address, base);
  } catch (error) {
    throw new FetchError(
      'RequestCreationFailed',
      `"${address}" is not a URL`,
      error,
    );
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new FetchError(
      'RequestCreationFailed',
      `A URL must begin with http:// or https://, not ${url.protocol}`,
    );
  }
  if (url.username || url.password) {
    throw new FetchError(
      'RequestCreationFailed',
      'A URL must not contain credentials: everyone who sees the product can read it',
    );
  }
  return url;
}

function redirectTarget({
  statusCode,
  headers,
}: Dispatcher.ResponseData): string | undefined {
  const { location } = headers;
  return [301, 302, 303, 307, 308].includes(statusCode) &&
    typeof location === 'string'
    ? location
    : undefined;
}

// The connection is worth less than the time that an unwanted body may take.
async function discard({ body }: Dispatcher.ResponseData): Promise<void> {
  body.on('error', () => undefined);
  body.destroy();
}

function requestFailure(error: unknown, url: URL): FetchError {
  const reason =
    error instanceof AddressNotAllowedError
      ? error.message
      : `${url.host} could not be reached: ${describe(error)}`;
  return new FetchError('FetchFailed', reason, error);
}

function describe(error: unknown): string {
  const { name, message } = error as Partial<Error>;
  return name === 'TimeoutError'
    ? 'it took too long'
    : message || name || String(error);
}
