export const status = {
  Approved: 'Active',
  Pending: 'Waiting for approval',
  Denied: 'Rejected',
  Expired: 'Expired',
  Failed: 'Can’t be used',
  Published: 'Published',
  Draft: 'Draft',
  manual: 'By a person',
  automatic: 'Automatic',
} as const;
