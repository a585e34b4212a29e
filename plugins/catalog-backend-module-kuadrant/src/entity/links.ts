import type { EntityLink } from '@backstage/catalog-model';
import {
  type APIProduct,
  isEmailAddress,
  isWebAddress,
} from '@kuadrant/backstage-plugin-kuadrant-common';

/** A text that passes a check, else undefined: what fails never reaches an entity. */
export function checked(
  check: (text: string) => boolean,
  text: string | undefined,
): string | undefined {
  return text !== undefined && check(text) ? text : undefined;
}

/** What a product's documentation and contact lead to. Texts that are no addresses are left out. */
export function linksOf(product: APIProduct): EntityLink[] {
  const { documentation, contact } = product.spec;
  const team = contact?.team?.trim();
  const candidates: Array<EntityLink | undefined> = [
    link(documentation?.docsURL, 'Documentation', 'docs'),
    link(documentation?.swaggerUI, 'Swagger UI', 'web'),
    link(documentation?.openAPISpecURL, 'OpenAPI document', 'code'),
    link(documentation?.gitRepository, 'Source code', 'github'),
    link(contact?.url, team ? `Contact ${team}` : 'Contact', 'help'),
    link(contact?.slack, 'Slack', 'chat'),
    mailLink(contact?.email),
  ];
  return candidates.filter(candidate => candidate !== undefined);
}

function link(
  address: string | undefined,
  title: string,
  icon: string,
): EntityLink | undefined {
  const url = checked(isWebAddress, address);
  return url === undefined ? undefined : { url, title, icon };
}

function mailLink(email: string | undefined): EntityLink | undefined {
  return email !== undefined && isEmailAddress(email)
    ? { url: `mailto:${email}`, title: email, icon: 'email' }
    : undefined;
}
