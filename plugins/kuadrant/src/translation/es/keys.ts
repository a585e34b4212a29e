import type { keys as english } from '../en/keys';
import type { Translated } from '../Translated';

export const keys: Translated<typeof english> = {
  caption: 'Mis claves de API',
  allCaption: 'Todas las claves de API',
  search: 'Buscar en mis claves…',
  searchAll: 'Buscar persona, API, nombre…',
  loading: 'Cargando claves de API…',
  failed: 'No se pudieron cargar las claves de API.',
  noMatch: 'Ninguna clave coincide.',
  count_one: '{{amount}} clave',
  count_other: '{{amount}} claves',
  empty:
    'No tiene claves de API. Explore los productos de API y solicite acceso.',
  browse: 'Explorar los productos de API',
  allEmpty: 'Aún nadie tiene una clave de API.',
  ready: 'Lista: muéstrela una vez',
  rejectedBy: 'Rechazada por {{name}}',
  expiryWaits: 'La nueva caducidad espera aprobación: {{to}}',
  changeWaits: '{{from}} → {{to}} espera aprobación',
  broken_one: '{{amount}} clave no se puede usar.',
  broken_other: '{{amount}} claves no se pueden usar.',
  expiring_one: '{{amount}} clave caduca esta semana.',
  expiring_other: '{{amount}} claves caducan esta semana.',
  showThem: 'Mostrarlas',
  actionsFor: 'Acciones para {{key}}',
  column: {
    useCase: 'Caso de uso',
    product: 'API',
    plan: 'Plan',
    status: 'Estado',
    expires: 'Caduca',
    requester: 'Solicitante',
    actions: 'Acciones',
  },
};
