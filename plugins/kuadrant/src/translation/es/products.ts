import type {
  productAction as englishAction,
  products as english,
} from '../en/products';
import type { Translated } from '../Translated';

export const products: Translated<typeof english> = {
  caption: 'Productos de API',
  search: 'Buscar productos…',
  loading: 'Cargando productos de API…',
  failed: 'No se pudieron cargar los productos de API.',
  noMatch: 'Ningún producto coincide.',
  count_one: '{{amount}} producto',
  count_other: '{{amount}} productos',
  emptyMayCreate:
    'Aún no hay productos de API. Un producto ofrece una de sus rutas a otros equipos, con planes y aprobación.',
  empty: 'Aún no hay nada publicado.',
  create: 'Crear producto de API',
  column: {
    name: 'Nombre',
    status: 'Estado',
    approval: 'Aprobación',
    plans: 'Planes',
    owner: 'Propietario',
    created: 'Creado',
    keys: 'Claves en uso',
    actions: 'Acciones',
  },
  noPlans: 'No hay planes',
  morePlans_one: '+{{count}}',
  morePlans_other: '+{{count}}',
  noOwner: 'nadie',
  waiting_one: '{{amount}} solicitud',
  waiting_other: '{{amount}} solicitudes',
  tag: 'Mostrar los productos con la etiqueta {{tag}}',
  moreTags_one: '{{count}} etiqueta más: {{tags}}',
  moreTags_other: '{{count}} etiquetas más: {{tags}}',
  actionsFor: 'Acciones para {{product}}',
};

export const productAction: Translated<typeof englishAction> = {
  edit: 'Editar',
  publish: 'Publicar',
  unpublish: 'Retirar',
  delete: 'Eliminar',
  published: '{{product}} está publicado.',
  unpublished: '{{product}} ya no está en el catálogo.',
  publishFailed: 'No se pudo cambiar {{product}}: {{reason}}',
  unpublishTitle: '¿Retirar {{product}}?',
  unpublishBody: 'Deja de verse en el catálogo.',
  unpublishKeys_one: 'La {{amount}} clave activa sigue funcionando.',
  unpublishKeys_other: 'Las {{amount}} claves activas siguen funcionando.',
  unpublishConfirm: 'Retirar producto',
  deleteTitle: '¿Eliminar {{product}}?',
  deleteBody: 'Desaparece del catálogo. No se puede deshacer.',
  deleteConfirm: 'Eliminar producto',
  deleteWithKeysTitle_one: '¿Eliminar {{product}} y su {{amount}} clave?',
  deleteWithKeysTitle_other: '¿Eliminar {{product}} y sus {{amount}} claves?',
  deleteWithKeysBody:
    'Las llamadas con estas claves dejan de funcionar al momento.',
  deleteWithKeysConfirm_one: 'Eliminar producto y {{amount}} clave',
  deleteWithKeysConfirm_other: 'Eliminar producto y {{amount}} claves',
  deleted: '{{product}} se ha eliminado.',
};
