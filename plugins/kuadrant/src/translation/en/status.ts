export const status = {
  Approved: 'Active',
  Pending: 'Pending approval',
  Denied: 'Rejected',
  Expired: 'Expired',
  Failed: 'Not working',
  Published: 'Published',
  Draft: 'Draft',
  manual: 'Manual',
  automatic: 'Automatic',
} as const;
