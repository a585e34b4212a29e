import type { status as english } from '../en/status';
import type { Translated } from '../Translated';

export const status: Translated<typeof english> = {
  Approved: 'Aktiv',
  Pending: 'Wartet auf Genehmigung',
  Denied: 'Abgelehnt',
  Expired: 'Abgelaufen',
  Failed: 'Nicht benutzbar',
  Published: 'Veröffentlicht',
  Draft: 'Entwurf',
  manual: 'Durch eine Person',
  automatic: 'Automatisch',
};
