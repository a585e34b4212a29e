import type { ResponseItem } from '@kuadrant/backstage-plugin-kuadrant-common';
import type { ExportedIdentity } from '../credentials';

/** Filters of a response, and what they tell of the caller. */
export interface IdentityCase {
  name: string;
  filters?: Record<string, ResponseItem>;
  answer: ExportedIdentity;
}

const USER_ID =
  'auth.identity.metadata.annotations["secret.kuadrant.io/user-id"]';

/** What an AuthPolicy exports of the identity. */
export const identityCases: IdentityCase[] = [
  {
    name: 'Without a filter nothing of the caller is exported',
    answer: { exported: false },
  },
  {
    name: 'A filter of another name exports nothing as identity',
    filters: { user: { plain: { expression: 'auth.identity' } } },
    answer: { exported: false },
  },
  {
    name: 'Properties of the filter identity are its fields',
    filters: {
      identity: { json: { properties: { userid: { expression: USER_ID } } } },
    },
    answer: { exported: true, fields: { userid: USER_ID } },
  },
  {
    name: 'A selector is read as the path that it selects',
    filters: {
      identity: {
        json: {
          properties: {
            userid: {
              selector:
                'auth.identity.metadata.annotations.secret\\.kuadrant\\.io/user-id',
            },
          },
        },
      },
    },
    answer: { exported: true, fields: { userid: USER_ID } },
  },
  {
    name: 'The whole identity can be exported at once',
    filters: { identity: { plain: { expression: 'auth.identity.metadata' } } },
    answer: { exported: true, fields: { '*': 'auth.identity.metadata' } },
  },
  {
    name: 'A filter with the key identity counts under any name',
    filters: {
      anything: {
        key: 'identity',
        json: { properties: { tier: { value: 'gold' } } },
      },
    },
    answer: { exported: true, fields: { tier: '"gold"' } },
  },
];
