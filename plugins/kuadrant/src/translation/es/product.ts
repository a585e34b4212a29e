import type {
  health as englishHealth,
  product as english,
} from '../en/product';
import type { Translated } from '../Translated';

export const product: Translated<typeof english> = {
  loading: 'Cargando el producto de API…',
  failed: 'No se pudo cargar el producto de API.',
  breadcrumb: 'Productos de API',
  tags: 'Etiqueta',
  actions: 'Acciones',
  plans: 'Planes',
  requestPlan: 'Solicitar {{plan}}',
  noPlans:
    'Ahora no se ofrece ningún plan, así que no se puede solicitar nada. Las claves existentes conservan sus límites.',
  calling: 'Llamadas',
  address: 'URL',
  path: 'Ruta',
  pathPrefix: 'Todas las rutas empiezan por {{prefix}}.',
  plansRefused:
    'Los planes no están en vigor, así que no se puede solicitar ninguno. Su equipo de plataforma puede corregir la PlanPolicy.',
  planNotByKey:
    'Este plan no depende de la clave: las llamadas pueden contar para otro plan.',
  noAddress: 'Aún no se conoce la URL.',
  copyAddress: 'Copiar la URL',
  credential: 'Credencial',
  noKeys: 'Por ahora esta API no acepta claves de API.',
  health: 'Estado',
  contact: 'Contacto',
  documentation: 'Documentación',
  inCatalog: 'En el catálogo',
  about: 'Acerca de',
  team: 'Equipo',
  email: 'Correo electrónico',
  slack: 'Slack',
  page: 'Página de contacto',
  docs: 'Documentación',
  swagger: 'Consola',
  repository: 'Repositorio',
  openApi: 'Documento OpenAPI',
  approval: 'Aprobación',
  approvalManual: 'Una persona aprueba cada solicitud',
  approvalAutomatic: 'Se aprueba al momento',
  tokenEndpoint: 'URL de los tokens',
  keys: 'Claves de API de este producto',
  noKeysYet: 'No hay ninguna clave de esta API que usted pueda ver.',
  noDefinition: 'Este producto no indica ningún documento de API.',
  noDefinitionYet: 'El documento de API aún no se ha leído.',
  openDocument: 'Abrir el documento',
  triedAgain: 'Se vuelve a consultar cada pocos minutos.',
  definitionFailed: 'No se pudo cargar la definición.',
  loadingDefinition: 'Cargando la definición',
  notKept:
    'El documento es demasiado grande para el estado del producto y no se pudo guardar aparte.',
  oldCopy: 'Está viendo la copia del {{moment}}.',
  tooLarge: 'Demasiado grande para mostrarlo ({{size}} MB).',
  download: 'Descargar',
  noTokenEndpoint: 'El proveedor de identidad no indicó la URL de sus tokens.',
  editAddress: 'Cambiar la URL',
  failedSince: 'Empezó {{moment}}.',
};

export const health: Translated<typeof englishHealth> = {
  HTTPRouteAccepted: 'Ruta aceptada',
  HTTPRouteNotAccepted:
    'El gateway no acepta la ruta: las llamadas no llegan. Lo puede arreglar su equipo de plataforma.',
  HTTPRouteNotFound:
    'La ruta ya no existe: las llamadas no llegan. Lo puede arreglar su equipo de plataforma.',
  plansFound: 'Planes encontrados',
  plansNotFound:
    'Ningún plan se aplica a la ruta. Su equipo de plataforma puede añadir una PlanPolicy.',
  authFound: 'AuthPolicy aplicada',
  authNotFound:
    'Ninguna AuthPolicy se aplica a la ruta, así que las claves no funcionan. Su equipo de plataforma puede añadir una.',
  AuthPolicyNotReady:
    'La AuthPolicy no está en vigor y por ahora las claves se rechazan: {{message}} Lo puede arreglar su equipo de plataforma.',
  plansNotReady:
    'Los planes no están en vigor: {{message}} Lo puede arreglar su equipo de plataforma.',
  plansRemoved:
    'Se han retirado los planes, así que las claves no funcionan. Su equipo de plataforma puede restaurar la PlanPolicy.',
  KeysIsolated: 'Las claves solo valen para este producto',
  SelectorShared: 'Aquí también valen claves de otros productos: {{message}}',
  isolatingRule:
    'Mostrar la regla de autorización que limita las claves a este producto',
  identityExported: 'Las llamadas se pueden contar por clave',
  identityHidden:
    'Las llamadas no se pueden contar por clave: la AuthPolicy no transmite la identidad de la clave. Su equipo de plataforma puede añadirla.',
  identityFilter: 'Mostrar el filtro que indica la clave de cada llamada',
  OIDCDiscovered: 'Proveedor de identidad encontrado',
  OIDCDiscoveryFailed:
    'El proveedor de identidad no responde, así que no se conoce la URL de sus tokens.',
  SpecFetched: 'Documento OpenAPI leído',
  SpecFailed: 'No se pudo leer el documento de API: {{message}}',
  notYet: 'Aún sin comprobar',
};
