export const activity = {
  title: 'Activity',
  loading: 'Loading activity…',
  failed: 'The activity could not be loaded.',
  ofRequests:
    'Events of this product and its latest requests. Deleted keys are not listed.',
  ofOwn: 'Events of this product and your requests for it.',
  older: 'Older requests',
  created: 'The product was created',
  specRead: 'The OpenAPI document was read',
  asked: '{{name}} requested {{plan}}',
  approved: '{{name}} approved {{plan}} for {{requester}}',
  approvedAutomatically:
    '{{plan}} was approved automatically for {{requester}}',
  rejected: '{{name}} rejected {{plan}} for {{requester}}',
} as const;
