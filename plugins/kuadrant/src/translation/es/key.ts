import type {
  failure as englishFailure,
  key as english,
  reveal as englishReveal,
  rotate as englishRotate,
  timeline as englishTimeline,
} from '../en/key';
import type { Translated } from '../Translated';

export const key: Translated<typeof english> = {
  loading: 'Cargando la clave…',
  failed: 'No se pudo cargar la clave.',
  breadcrumb: 'Mis claves de API',
  actions: 'Acciones',
  delete: 'Eliminar clave',
  deleteTitle: '¿Eliminar esta clave?',
  deleteBody: 'Las llamadas con ella cesan al momento. No se puede recuperar.',
  deleteOthersTitle: '¿Eliminar la clave de {{name}}?',
  deleteOthersBody: 'Sus llamadas cesan al momento. Se le avisará.',
  withdraw: 'Retirar solicitud',
  withdrawTitle: '¿Retirar esta solicitud?',
  withdrawBody: 'Quien revisa ya no la verá.',
  deleted: 'La clave se ha eliminado.',
  until: 'hasta el {{moment}}',
  noEnd: 'sin fecha de fin',
  expiringNow: 'caduca ahora',
  yourKey: 'Su clave',
  limits: 'Límites',
  history: 'Historial',
  details: 'Detalles',
  object: 'Objeto',
  condition: 'Condición',
  requesterUnverified:
    'Esta clave no se solicitó en el portal. Quien la escribió con kubectl puede conocer su valor.',
  requester: 'Solicitante',
  useCase: 'Caso de uso',
  edit: 'Cambiar',
  editTitle: 'Cambiar esta clave',
  editSend: 'Guardar',
  editReview:
    'Un plan o un fin nuevos esperan al propietario; hasta entonces sigue vigente lo aprobado.',
  edited: 'Guardado',
  limitsUnknown: 'Los límites se conocerán cuando se encuentre el plan.',
  changePlan:
    'Se ha solicitado {{to}}. {{from}} sigue hasta que decida el propietario.',
  changeExpiry:
    'Se ha solicitado un nuevo fin. El anterior sigue hasta que decida el propietario.',
  changeRefused: '{{name}} rechazó el cambio. Sigue vigente lo aprobado.',
  changeRefusedBecause:
    '{{name}} rechazó el cambio: «{{message}}». Sigue vigente lo aprobado.',
  rejectedBecause: '{{name}} rechazó esta solicitud: «{{message}}»',
  rejected: '{{name}} rechazó esta solicitud.',
  approvedBecause: '{{name}} la aprobó: «{{message}}»',
  askAgain: 'Solicitar de nuevo',
  changedMeanwhile: 'Alguien ha cambiado esta clave mientras escribía.',
};

export const failure: Translated<typeof englishFailure> = {
  SecretNotFound: 'Falta el valor guardado. Rote la clave para crear otro.',
  SecretAPIKeyNotFound:
    'Falta el valor guardado. Rote la clave para crear otro.',
  SecretAPIKeyEmpty: 'Falta el valor guardado. Rote la clave para crear otro.',
  APIProductNotFound: 'El producto de API ya no existe.',
  APIProductDeleting: 'El producto de API ya no existe.',
  AuthSchemeNotFound: 'Por ahora esta API no acepta claves de API.',
  APIKeyAuthSchemeNotFound: 'Por ahora esta API no acepta claves de API.',
  PlanTierNotFound: 'El plan {{plan}} ya no existe. Elija otro.',
  EnforcementFailed:
    'No se puede actualizar la pasarela. Consulte a su equipo de plataforma.',
  KuadrantNotFound:
    'El control de acceso no está instalado. Avise a su equipo de plataforma.',
  other: 'Por ahora esta clave no se puede usar.',
};

export const reveal: Translated<typeof englishReveal> = {
  notYet: 'Aún no se ha mostrado. Este portal la muestra una vez.',
  prepare:
    'Tenga listo dónde guardarla: un gestor de secretos o una variable de entorno.',
  show: 'Mostrar clave',
  label: 'Clave de API',
  shown: 'Clave mostrada',
  stored: 'La he guardado',
  done: 'Listo',
  doneHelp: 'Confirme primero que ha guardado la clave.',
  before:
    'Se mostró el {{date}}. ¿La perdió? Rótela para obtener un valor nuevo.',
  pending: 'Se podrá mostrar cuando se apruebe la solicitud.',
  gone: 'Esta clave ya se mostró. Si no fue usted, rótela ahora.',
  unknown:
    'No podemos saber si la clave llegó a entregarse. Rótela por seguridad.',
  others: 'Solo {{name}} puede mostrar esta clave.',
  notNow: 'No hay nada que mostrar.',
  leaveTitle: '¿Salir sin guardar la clave?',
  leaveBody: 'No se puede mostrar otra vez.',
  leaveConfirm: 'Salir',
  cleared: 'La clave ya está oculta.',
};

export const rotate: Translated<typeof englishRotate> = {
  open: 'Rotar clave',
  title: '¿Rotar esta clave?',
  body: 'Obtendrá ahora un valor nuevo, que se muestra una vez.',
  overlap: 'El anterior funciona durante',
  hours_one: '{{count}} hora',
  hours_other: '{{count}} horas',
  days_one: '{{count}} día',
  days_other: '{{count}} días',
  now: 'nada más: detenerlo ahora',
  confirm: 'Rotar clave',
  done: 'La clave tiene un valor nuevo. Se muestra una vez.',
  oldUntil: 'El valor anterior funciona hasta el {{moment}}.',
  stopTitle: '¿Detener ahora el valor anterior?',
  stopBody: 'Las llamadas que aún lo usen se rechazan al momento.',
  stop: 'Detenerlo ahora',
  stopped: 'El valor anterior está detenido.',
};

export const timeline: Translated<typeof englishTimeline> = {
  asked: 'Solicitada por {{name}}',
  approved: 'Aprobada por {{name}}',
  approvedAutomatically: 'Aprobada automáticamente',
  rejected: 'Rechazada por {{name}}',
  shown: 'Mostrada',
  rotated: 'Rotada',
  oldStops: 'El valor anterior deja de funcionar',
  expires: 'Caduca',
  expired: 'Caducada',
};
