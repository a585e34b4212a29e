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
  pageReset: 'The list changed meanwhile. You see its first page.',
  stale:
    'Can’t reach the cluster. This is what we knew at {{time}}. Trying again…',
  keyInSearch:
    'This looks like a key value. It is not searched for. If others may have seen it, rotate the key.',
  optionCount: '{{option}} ({{amount}})',
} as const;
