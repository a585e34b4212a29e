import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { CodedError } from '../errors';

// As the CRD checks it: deploy/crds, APIKey spec.requestedBy.email
const EMAIL = /^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}$/;

/** What the catalog knows of those who ask for keys. */
export class Requesters {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  constructor(catalog: CatalogService, auth: AuthService) {
    this.#catalog = catalog;
    this.#auth = auth;
  }

  /**
   * The e-mail address of a user.
   *
   * @throws CodedError requesterUnknown: tells what the administrator has to add
   */
  async emailOf(userEntityRef: string): Promise<string> {
    const entity = await this.#catalog.getEntityByRef(userEntityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    const remedy =
      'Ask your administrator to add it to your user in the catalog (spec.profile.email).';
    if (!entity) {
      throw new CodedError(
        'requesterUnknown',
        `The catalog does not know ${userEntityRef}, and so not your e-mail address. ${remedy}`,
      );
    }
    const profile = entity.spec?.profile as { email?: unknown } | undefined;
    const email = profile?.email;
    if (typeof email !== 'string' || email === '') {
      throw new CodedError(
        'requesterUnknown',
        `Your profile has no e-mail address. ${remedy}`,
      );
    }
    if (!EMAIL.test(email)) {
      throw new CodedError(
        'requesterUnknown',
        `The e-mail address of your profile is not valid. ${remedy}`,
      );
    }
    return email;
  }
}
