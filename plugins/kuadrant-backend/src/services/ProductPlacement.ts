import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATIONS,
  isExposedTo,
  productOwner,
  type APIProduct,
  type Exposure,
  type ObjectRef,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { objectKey } from '@kuadrant/backstage-plugin-kuadrant-node';
import type { Access } from '../authorization';
import { CodedError } from '../errors';
import type { Exposures } from './Exposures';
import type { Rechecks } from './Rechecks';

// https://backstage.io/docs/features/software-catalog/well-known-relations#memberof-and-hasmember
const MEMBER_OF = 'memberOf';

/** Where a product is to be, and whose. */
export interface Placement {
  route: ObjectRef;
  owner: string | undefined;
}

// One text for each route that the caller may not offer, so that it says nothing about what exists.
const NOT_EXPOSED = `This HTTPRoute is not exposed to you or a group of yours. Ask a platform engineer to add you or your group to the annotation ${ANNOTATIONS.exposedTo} of the HTTPRoute or of its Namespace.`;

/** Decides who may put an API product on which route, and for whom (contract, section 7). */
export class ProductPlacement {
  readonly #exposures: Exposures;
  readonly #rechecks?: Rechecks;
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(options: {
    exposures: Exposures;
    /** Undefined where routes need not be exposed. */
    rechecks?: Rechecks;
    catalog: CatalogService;
    auth: AuthService;
  }) {
    this.#exposures = options.exposures;
    this.#rechecks = options.rechecks;
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  /**
   * Checks a new product, or a product that gets another route or owner.
   *
   * @remarks
   * The first answer depends on nothing but the exposure, and is made without a call to anything: a caller cannot tell
   * by it which namespaces and routes exist.
   *
   * @param product - the product as it is; undefined for a new one
   * @throws CodedError routeNotExposed, namespaceNotAllowed, ownerNotYours or routeShared
   */
  async check(
    access: Access,
    { route, owner }: Placement,
    product?: APIProduct,
  ): Promise<void> {
    if (!this.#exposures.isOfferedTo(access, route)) {
      throw new CodedError('routeNotExposed', NOT_EXPOSED);
    }
    if (!this.#exposures.takesProducts(route.namespace)) {
      throw new CodedError(
        'namespaceNotAllowed',
        `The namespace ${route.namespace} never holds API products: it belongs to Kubernetes or to a consumer's keys.`,
      );
    }
    const changesOwner = !product || productOwner(product) !== owner;
    if (
      changesOwner &&
      !access.updatesAllProducts() &&
      !(owner !== undefined && access.ownsAs(owner))
    ) {
      throw new CodedError(
        'ownerNotYours',
        'The owner must be you or a group of yours.',
        { fields: [{ path: 'owner', message: 'must be you or your group' }] },
      );
    }
    await this.#checkShared(access, { route, owner }, product);
    if (
      this.#rechecks &&
      !access.updatesAllProducts() &&
      !(await this.#rechecks.isExposed(access, route))
    ) {
      throw new CodedError('routeNotExposed', NOT_EXPOSED);
    }
  }

  /** Two owners share a route only where it is exposed to both, whoever makes it so. */
  async #checkShared(
    access: Access,
    { route, owner }: Placement,
    product: APIProduct | undefined,
  ): Promise<void> {
    const others = this.#exposures
      .productsOn(route)
      .filter(
        other =>
          !isSame(other, product) &&
          (owner === undefined || productOwner(other) !== owner),
      );
    if (others.length === 0) {
      return;
    }
    const exposure = this.#exposures.of(route);
    const owners = new Set([owner, ...others.map(productOwner)]);
    for (const each of owners) {
      if (!(await this.#isExposedToOwner(exposure, each))) {
        throw new CodedError(
          'routeShared',
          `The HTTPRoute ${objectKey(route)} has an API product of another owner. Two owners share a route only where it is exposed to both: a platform engineer can add both to its annotation ${ANNOTATIONS.exposedTo}.`,
          {
            products: others
              .filter(other => access.readsProduct(other))
              .map(({ metadata }) => objectKey(metadata)),
          },
        );
      }
    }
  }

  /** Whether a route is exposed to an owner itself, or to a group that the owner is a member of. */
  async #isExposedToOwner(
    exposure: Exposure,
    owner: string | undefined,
  ): Promise<boolean> {
    if (owner === undefined) {
      return isExposedTo(exposure, []);
    }
    return (
      isExposedTo(exposure, [owner]) ||
      isExposedTo(exposure, await this.#groupsOf(owner))
    );
  }

  async #groupsOf(owner: string): Promise<string[]> {
    const entity = await this.#catalog.getEntityByRef(owner, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    return (entity?.relations ?? [])
      .filter(({ type }) => type === MEMBER_OF)
      .map(({ targetRef }) => targetRef.toLowerCase());
  }
}

function isSame(one: APIProduct, other: APIProduct | undefined): boolean {
  return (
    one.metadata.name === other?.metadata.name &&
    one.metadata.namespace === other.metadata.namespace
  );
}
