import type { activity as activityEnglish } from '../en/activity';
import type { Translated } from '../Translated';

export const activity: Translated<typeof activityEnglish> = {
  title: 'Actividad',
  loading: 'Cargando lo ocurrido…',
  failed: 'No se ha podido cargar lo ocurrido.',
  ofRequests:
    'Lo ocurrido con este producto y sus solicitudes más recientes. Las claves eliminadas no figuran.',
  ofOwn: 'Lo ocurrido con este producto y con sus solicitudes.',
  older: 'Solicitudes anteriores',
  created: 'Se creó el producto',
  specRead: 'Se leyó el documento OpenAPI',
  asked: '{{name}} solicitó {{plan}}',
  approved: '{{name}} aprobó {{plan}} para {{requester}}',
  approvedAutomatically:
    '{{plan}} se aprobó automáticamente para {{requester}}',
  rejected: '{{name}} rechazó {{plan}} para {{requester}}',
};
