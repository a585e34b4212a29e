export const activity = {
  title: 'Activity',
  loading: 'Loading what happened…',
  failed: 'What happened could not be loaded.',
  ofRequests:
    'What happened to this product and to its newest requests. Deleted keys are not listed.',
  ofOwn: 'What happened to this product and to your requests for it.',
  older: 'Older requests',
  created: 'The product was created',
  specRead: 'The OpenAPI document was read',
  asked: '{{name}} asked for {{plan}}',
  approved: '{{name}} approved {{plan}} for {{requester}}',
  approvedAutomatically:
    '{{plan}} was approved automatically for {{requester}}',
  rejected: '{{name}} rejected {{plan}} for {{requester}}',
} as const;
