import { call } from './measure.mjs';

const POLL_MS = 50;

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

/**
 * Looks into a portal's catalog, for all who wait for something there by one call at a time: more callers would slow down
 * what is measured.
 */
export class Observer {
  #url;
  #token;
  #waiting = new Set();
  #looking;

  /** The token is that of a service, whose calls no permission policy is asked about. */
  constructor({ url, token }) {
    this.#url = url;
    this.#token = token;
  }

  /** Resolves with the milliseconds until the entity, or its absence, is as wanted; Infinity after the limit. */
  until(entityRef, holds, limitMs) {
    return new Promise((resolve, reject) => {
      const begin = performance.now();
      this.#waiting.add({ entityRef, holds, begin, limitMs, resolve, reject });
      this.#looking ??= this.#look()
        .catch(error => this.#waiting.forEach(each => each.reject(error)))
        .finally(() => {
          this.#looking = undefined;
        });
    });
  }

  async #look() {
    while (this.#waiting.size > 0) {
      const asked = [...this.#waiting];
      const { status, text } = await call({
        url: `${this.#url}/api/catalog/entities/by-refs`,
        token: this.#token,
        method: 'POST',
        body: {
          entityRefs: asked.map(({ entityRef }) => entityRef),
          fields: ['metadata.name', 'metadata.description'],
        },
        text: true,
      });
      if (status !== 200) {
        throw new Error(`The catalog answered ${status}: ${text}`);
      }
      const { items } = JSON.parse(text);
      asked.forEach((each, index) => {
        const ms = performance.now() - each.begin;
        const seen = each.holds(items[index] ?? undefined);
        if (seen || ms > each.limitMs) {
          this.#waiting.delete(each);
          each.resolve(seen ? ms : Infinity);
        }
      });
      await pause(POLL_MS);
    }
  }

  /** How many APIs the catalog shows. */
  async count() {
    const { status, text } = await call({
      url: `${this.#url}/api/catalog/entities/by-query?filter=kind=api&limit=1`,
      token: this.#token,
      text: true,
    });
    if (status !== 200) {
      throw new Error(`The catalog answered ${status}: ${text}`);
    }
    return JSON.parse(text).totalItems;
  }
}
