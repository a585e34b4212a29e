import type { access as english } from '../en/access';
import type { Translated } from '../Translated';

export const access: Translated<typeof english> = {
  noRequest: 'Ahora no se puede solicitar ninguna clave.',
  keyFails: 'Las llamadas con esta clave fallan ahora.',
  reason: {
    HTTPRouteNotFound: 'La ruta de esta API no existe.',
    HTTPRouteNotAccepted: 'Ningún gateway acepta la ruta de esta API.',
    NoAuthPolicy: 'Ninguna AuthPolicy se aplica a esta API.',
    AuthPolicyNotReady: 'La AuthPolicy de esta API no está en vigor.',
    NoKeyRule: 'La AuthPolicy de esta API no acepta claves de API.',
    SelectorNotMet:
      'La AuthPolicy de esta API no acepta ninguna de sus claves.',
  },
  fixer: {
    platformEngineer: 'Lo puede arreglar su equipo de plataforma.',
    productOwner: 'Lo puede arreglar el propietario de la API.',
  },
};
