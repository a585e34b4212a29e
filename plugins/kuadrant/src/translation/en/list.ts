export const list = {
  all: 'All',
  removeFilter: 'Remove filter {{filter}}',
  clearAll: 'Clear all',
  pages: 'Pages',
  showing: 'Showing {{from}}–{{to}} of {{total}}',
  perPage: '{{amount}} per page',
  perPageLabel: 'Rows per page',
  previous: '‹ Previous',
  next: 'Next ›',
  pageReset: 'The list has changed. This is its first page.',
  stale: 'Can’t reach the cluster. Showing data from {{time}}. Retrying…',
  keyInSearch:
    'This looks like a key value, so it isn’t searched for. If others may have seen it, rotate the key.',
  optionCount: '{{option}} ({{amount}})',
} as const;
