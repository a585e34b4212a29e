import { badRequest } from './StatusError';
import { JsonValue } from './types';

const limit = 500;

/** Refuses what is nested so deeply that a function which walks through it would overflow the stack. */
export function checkDepth(value: JsonValue): void {
  let level: JsonValue[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) {
      throw badRequest(`the body is nested deeper than ${limit} levels`);
    }
    const next: JsonValue[] = [];
    for (const item of level) {
      if (typeof item === 'object' && item !== null) {
        for (const child of Object.values(item)) {
          if (typeof child === 'object' && child !== null) {
            next.push(child);
          }
        }
      }
    }
    level = next;
  }
}
