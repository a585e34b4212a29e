/** Who writes, as the cluster keeps it in managedFields. */
export const PORTAL_FIELD_MANAGER = {
  fieldManager: 'kuadrant-developer-portal',
} as const;
