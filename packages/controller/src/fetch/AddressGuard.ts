import type { LookupAddress, LookupOptions } from 'node:dns';
import { lookup } from 'node:dns';
import { lookup as lookupAll } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/** A connection to this address is not allowed. */
export class AddressNotAllowedError extends Error {
  readonly name = 'AddressNotAllowedError';
}

/**
 * Decides which addresses documents may be fetched from: public ones, and those of networks that are allowed by name.
 * A product's owner chooses the URL, and must not reach through it what only the controller can reach.
 */
export class AddressGuard {
  readonly #allowed: [ipaddr.IPv4 | ipaddr.IPv6, number][];

  /**
   * @param allowed - networks in CIDR notation that are allowed although they are not public
   * @throws Error when a network cannot be read
   */
  constructor(allowed: string[] = []) {
    this.#allowed = allowed.map(network => {
      try {
        return ipaddr.parseCIDR(network);
      } catch (error) {
        throw new Error(
          `"${network}" is not a network in CIDR notation, such as 10.0.0.0/8`,
          { cause: error },
        );
      }
    });
  }

  isAllowed(address: string): boolean {
    // An IPv4 address that is mapped into IPv6 is judged as IPv4.
    const parsed = ipaddr.process(address);
    return (
      isPublic(parsed) ||
      this.#allowed.some(
        ([network, bits]) =>
          network.kind() === parsed.kind() && parsed.match(network, bits),
      )
    );
  }

  /** Refuses a URL whose host is an address that is not allowed; names are judged when they are resolved. */
  checkHost({ hostname }: URL): void {
    const host = hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) && !this.isAllowed(host)) {
      throw notAllowed(host);
    }
  }

  /**
   * Refuses a URL whose name leads here to no address that is allowed. For requests that a proxy makes, which resolves
   * names itself: a name that is unknown here is left to the proxy.
   */
  async checkName({ hostname }: URL): Promise<void> {
    if (isIP(hostname.replace(/^\[|\]$/g, ''))) {
      return;
    }
    const addresses = await lookupAll(hostname, { all: true }).catch(() => []);
    if (
      addresses.length > 0 &&
      !addresses.some(({ address }) => this.isAllowed(address))
    ) {
      throw notAllowed(hostname);
    }
  }

  /**
   * Resolves a name for a connection that is about to be made, so that no later answer of the name's server can take
   * the place of the one that was judged.
   */
  readonly lookup = (
    hostname: string,
    options: LookupOptions,
    callback: LookupCallback,
  ): void => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) {
        callback(error, []);
        return;
      }
      const allowed = addresses.filter(({ address }) =>
        this.isAllowed(address),
      );
      if (allowed.length === 0) {
        callback(notAllowed(hostname), []);
      } else if (options.all) {
        callback(null, allowed);
      } else {
        callback(null, allowed[0].address, allowed[0].family);
      }
    });
  };
}

// The only IPv6 addresses that are assigned as global unicast:
// https://www.iana.org/assignments/ipv6-address-space/ipv6-address-space.xhtml
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
// A public address that Azure routes to the host of a machine, which tells the machine's settings:
// https://learn.microsoft.com/en-us/azure/virtual-network/what-is-ip-address-168-63-129-16
const AZURE_HOST = ipaddr.IPv4.parse('168.63.129.16');

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast') {
    return false;
  }
  return address instanceof ipaddr.IPv6
    ? address.match(GLOBAL_UNICAST)
    : address.toString() !== AZURE_HOST.toString();
}

function notAllowed(host: string): AddressNotAllowedError {
  return new AddressNotAllowedError(
    `${host} is not a public address; the controller's option --allow-fetch-from names networks that are allowed besides`,
  );
}
