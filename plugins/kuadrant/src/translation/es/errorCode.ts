export const errorCode = {
  invalidRequest: 'Revise los campos marcados.',
  invalidJson: 'No se pudo leer la petición.',
  invalidCursor:
    'Esta página de la lista ya no existe. Empiece por la primera.',
  revisionMissing: 'Vuelva a cargar la solicitud y decida después.',
  keyInSearch:
    'Su búsqueda contiene el valor de una clave. No busque nunca valores de claves: rote esta clave.',
  textNotAllowed: 'Un texto contiene caracteres no permitidos.',
  unauthenticated: 'Su sesión ha caducado. Inicie sesión de nuevo.',
  notAllowed: 'No tiene permiso para hacer esto.',
  routeNotExposed:
    'Esta ruta no está expuesta para usted. Pida a un ingeniero de plataforma que la exponga.',
  namespaceNotAllowed:
    'Este espacio de nombres no puede contener productos de API.',
  ownerNotYours: 'El propietario debe ser usted o uno de sus grupos.',
  selfReviewForbidden: 'No puede revisar sus propias solicitudes.',
  notFound: 'No existe o no puede verlo.',
  unknownPath: 'El portal no conoce esta URL.',
  methodNotAllowed: 'El portal no admite esta operación.',
  conflict: 'No es posible en el estado actual.',
  alreadyExists: 'Ya existe un objeto con este nombre.',
  changedMeanwhile: 'Ha cambiado entretanto. Inténtelo de nuevo.',
  productHasKeys:
    'Este producto tiene claves. Elimínelas antes o junto con el producto.',
  productNotPublished: 'Este producto de API no está publicado.',
  routeShared:
    'En esta ruta hay un producto de otro propietario. La ruta debe estar expuesta a ambos.',
  requestChanged: 'La solicitud ha cambiado desde que la abrió.',
  alreadyDecided: 'Otra persona ya ha decidido.',
  keyGone: 'La clave de esta solicitud ya no existe.',
  notApproved: 'La clave no está aprobada.',
  neverShown: 'Muestre primero el valor actual y rote después.',
  valueMissing: 'Falta el valor almacenado de la clave. Rote la clave.',
  noOverlap: 'El valor anterior ya no funciona.',
  notPortalSecret:
    'El portal no creó este valor y no puede mostrarlo. Rote la clave para obtener uno nuevo.',
  overlapRunning:
    'El valor anterior todavía funciona. Deténgalo antes de rotar de nuevo.',
  alreadyRevealed:
    'Esta clave ya se mostró. Rótela para obtener un valor nuevo.',
  objectChanged: 'Alguien lo cambió después de que usted lo cargara.',
  bodyTooLarge: 'Es demasiado grande para guardarlo.',
  unsupportedMediaType: 'No se pudo leer la petición.',
  unprocessable: 'No se puede realizar. Revise los campos.',
  namespaceNotFound: 'El espacio de nombres no existe.',
  planUnknown: 'El producto de API no tiene ese plan.',
  expiryMissing: 'Las claves de esta API necesitan una caducidad.',
  expiryPast: 'La caducidad está en el pasado.',
  expiryTooLate: 'La caducidad es posterior a lo que permite esta API.',
  noKeyAccepted: 'Esta API no acepta claves de API por ahora.',
  requesterUnknown:
    'El catálogo no le conoce o no conoce su correo. Pregunte a un administrador.',
  tooManyKeys: 'Tiene demasiadas claves o solicitudes. Elimine alguna antes.',
  tooManyRequests: 'Demasiadas peticiones. Espere un minuto.',
  clusterBusy: 'El clúster está ocupado. Inténtelo dentro de un minuto.',
  internalError: 'Se ha producido un error en el servidor.',
  clusterUnreachable: 'El clúster no está disponible en este momento.',
  clusterNotRead: 'El portal se está iniciando. Inténtelo dentro de un minuto.',
  clusterRefused:
    'A la cuenta del portal le falta un derecho en el clúster. Pregunte a un ingeniero de plataforma.',
  clusterFailed: 'El clúster ha fallado. Inténtelo dentro de un minuto.',
} as const;
