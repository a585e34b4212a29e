import { z } from 'zod';

/** A point in time with its zone, for example 2027-02-18T22:59:59Z. @public */
export const instant = z.iso.datetime({
  offset: true,
  error: 'must be a time with its zone, for example 2027-02-18T22:59:59Z',
});

/** How far the clocks of machines that write times may be apart, in milliseconds. @public */
export const CLOCK_DIFFERENCE_MS = 300_000;

// Years of four digits, as RFC 3339 writes them.
const EARLIEST = Date.parse('0000-01-01T00:00:00Z');

/** The last time that RFC 3339 can write, in milliseconds since the epoch. @public */
export const LATEST_INSTANT = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Reads a point in time that the cluster has accepted. Its check is weaker than RFC 3339: it takes offsets that no clock
 * has (`+99:00`) and any character before a fraction (`00:00:00x5Z`).
 *
 * @returns the text itself where it follows RFC 3339, else the same time in that form; undefined for a text that is no
 * time
 * @see https://github.com/kubernetes/kube-openapi/blob/master/pkg/validation/strfmt/time.go
 * @public
 */
export function readInstant(text: string): string | undefined {
  if (instant.safeParse(text).success) {
    return text;
  }
  const time = Date.parse(text);
  return time >= EARLIEST && time <= LATEST_INSTANT
    ? new Date(time).toISOString()
    : undefined;
}
