import type { EntityLink } from '@backstage/catalog-model';
import type { APIProduct } from '@kuadrant/backstage-plugin-kuadrant-common';

/** The text when it is an address that is safe to be a link, else undefined. */
export function webAddress(text: string | undefined): string | undefined {
  if (!text || !URL.canParse(text)) {
    return undefined;
  }
  const { protocol } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? text : undefined;
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
  const url = webAddress(address);
  return url === undefined ? undefined : { url, title, icon };
}

function mailLink(email: string | undefined): EntityLink | undefined {
  return email && /^[^\s@<>?&]+@[^\s@<>?&]+$/.test(email)
    ? { url: `mailto:${email}`, title: email, icon: 'email' }
    : undefined;
}
