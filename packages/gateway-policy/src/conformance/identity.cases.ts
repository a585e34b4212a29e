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
    name: 'A filter with conditions exports for some calls only',
    filters: {
      identity: {
        json: { properties: { userid: { expression: USER_ID } } },
        when: [{ predicate: 'request.method == "GET"' }],
      },
    },
    answer: {
      exported: true,
      fields: { userid: USER_ID },
      when: [{ predicate: 'request.method == "GET"' }],
    },
  },
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

const KEY_ID =
  'auth.identity.metadata.annotations["devportal.kuadrant.io/key-id"]';
const json = (fields: Record<string, string>) => ({
  identity: {
    json: {
      properties: Object.fromEntries(
        Object.entries(fields).map(([name, expression]) => [
          name,
          { expression },
        ]),
      ),
    },
  },
});

/** Filters of a response, and the field in which they export the key of a call. */
export const keyIdCases: {
  name: string;
  filters?: Record<string, ResponseItem>;
  field?: string;
}[] = [
  { name: 'Without a filter no key is exported' },
  {
    name: 'A filter that exports the user does not export the key',
    filters: json({ userid: USER_ID }),
  },
  {
    name: 'The key is exported in a field of any name',
    filters: json({ userid: USER_ID, caller: KEY_ID }),
    field: 'caller',
  },
  {
    name: 'The whole identity exports the key among its annotations',
    filters: { identity: { plain: { expression: 'auth.identity' } } },
    field: 'metadata.annotations.devportal.kuadrant.io/key-id',
  },
  {
    name: 'All annotations in a field export the key below it',
    filters: json({ notes: 'auth.identity.metadata.annotations' }),
    field: 'notes.devportal.kuadrant.io/key-id',
  },
  {
    name: 'A field that exports the key where there is one exports it',
    filters: json({
      caller: `has(auth.identity.metadata) ? ${KEY_ID} : ""`,
    }),
    field: 'caller',
  },
  {
    name: 'A field that only asks for the key does not export it',
    filters: json({ known: `${KEY_ID} == "" ? "no" : "yes"` }),
  },
  {
    name: 'A filter with conditions does not export the key of every call',
    filters: {
      identity: {
        ...json({ caller: KEY_ID }).identity,
        when: [{ predicate: 'request.method == "GET"' }],
      },
    },
  },
  {
    name: 'A filter of another name exports no key',
    filters: { user: json({ caller: KEY_ID }).identity },
  },
  {
    name: 'The labels of the identity do not export the key',
    filters: json({ labels: 'auth.identity.metadata.labels' }),
  },
];
