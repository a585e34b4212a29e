import type { entity as english } from '../en/entity';
import type { Translated } from '../Translated';

export const entity: Translated<typeof english> = {
  apiKeys: 'Claves de API',
  active: 'Activas',
  waiting: 'Pendientes',
  past: 'Anteriores',
  open: 'Abrir',
  openKey: 'Abrir {{key}}',
  none: 'No tiene ninguna clave para esta API.',
  noneManual:
    'No tiene ninguna clave para esta API. Solicite una: decide {{owner}}.',
  noneAutomatic:
    'No tiene ninguna clave para esta API. Solicite una: se aprueba al momento.',
  productGone:
    'El producto de API de esta entidad ya no existe. Sus claves aún se muestran.',
  productDraft:
    'Este producto de API es un borrador: nadie puede solicitar acceso hasta que se publique.',
  cardTitle: 'Acceso a esta API',
  cardFailed: 'No se pudieron cargar sus claves.',
  cardNone: 'Aún no tiene ninguna clave.',
  cardMore_one: 'y {{amount}} más',
  cardMore_other: 'y {{amount}} más',
  cardPlans: 'Planes: {{plans}}',
  cardOwned: 'Propietario:',
  cardAsk: 'Pida acceso a {{owner}}.',
  cardReview_one: '{{amount}} solicitud le espera',
  cardReview_other: '{{amount}} solicitudes le esperan',
  cardAll: 'Ver claves de API',
  infoTitle: 'Producto de API',
  openProduct: 'Abrir el producto',
  infoGone: 'El producto de API de esta entidad ya no existe.',
};
