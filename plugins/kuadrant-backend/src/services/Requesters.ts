import type { AuthService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  storedEmail,
  type APIKey,
} from '@kuadrant/backstage-plugin-kuadrant-common';
import { CodedError } from '../errors';

type RequestedBy = APIKey['spec']['requestedBy'];

const REMEDY =
  'Ask your administrator to add it to your user in the catalog (spec.profile.email).';

/** What the catalog knows of requesters. */
export class Requesters {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(catalog: CatalogService, auth: AuthService) {
    this.#catalog = catalog;
    this.#auth = auth;
  }

  /**
   * A user as a key names its requester.
   *
   * @throws CodedError requesterUnknown: says what the administrator has to add
   */
  async requestedBy(userEntityRef: string): Promise<RequestedBy> {
    const entity = await this.#entity(userEntityRef);
    if (!entity) {
      throw new CodedError(
        'requesterUnknown',
        `The catalog does not know ${userEntityRef}, and so not your e-mail address. ${REMEDY}`,
      );
    }
    const profile = entity.spec?.profile as { email?: unknown } | undefined;
    const email = profile?.email;
    if (typeof email !== 'string' || email.trim() === '') {
      throw new CodedError(
        'requesterUnknown',
        `Your profile has no e-mail address. ${REMEDY}`,
      );
    }
    const stored = storedEmail(email);
    if (stored === undefined) {
      throw new CodedError(
        'requesterUnknown',
        `The e-mail address of your profile is not valid. ${REMEDY}`,
      );
    }
    return { userId: userEntityRef, email: stored };
  }

  /**
   * The user and the groups that the catalog says they are a member of, as Backstage's sign-in resolves ownership.
   *
   * @param userEntityRef - full entity reference
   */
  async ownershipRefs(userEntityRef: string): Promise<Set<string>> {
    const entity = await this.#entity(userEntityRef);
    const groups = (entity?.relations ?? [])
      .filter(({ type }) => type === 'memberOf')
      .map(({ targetRef }) => targetRef.toLowerCase());
    return new Set([userEntityRef, ...groups]);
  }

  async #entity(userEntityRef: string): Promise<Entity | undefined> {
    return this.#catalog.getEntityByRef(userEntityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
  }
}
