import type { status as english } from '../en/status';
import type { Translated } from '../Translated';

export const status: Translated<typeof english> = {
  Approved: 'Activa',
  Pending: 'Pendiente de aprobación',
  Denied: 'Rechazada',
  Expired: 'Caducada',
  Failed: 'No se puede usar',
  Published: 'Publicado',
  Draft: 'Borrador',
  manual: 'Por una persona',
  automatic: 'Automática',
};
