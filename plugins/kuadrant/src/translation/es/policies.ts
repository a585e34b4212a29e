import type {
  policies as policiesEnglish,
  tokens as tokensEnglish,
} from '../en/policies';
import type { Translated } from '../Translated';

export const policies: Translated<typeof policiesEnglish> = {
  yaml: 'YAML',
  copyYaml: 'Copiar YAML',
  title: 'Políticas vigentes',
  hidden: 'No puede leer las políticas. Los planes de arriba dicen lo mismo.',
  noPlans: 'no se aplica ninguna, así que no se ofrece ningún plan.',
  noAuth: 'no se aplica ninguna, así que las claves no funcionan.',
  noRates: 'no se aplica ninguna; solo los planes limitan las llamadas.',
  fromRoute: 'de la ruta {{route}}',
  fromGateway: 'heredada del gateway {{gateway}}',
  enforced: 'en vigor',
  notEnforced: 'no está en vigor: {{reason}}',
  overridden: 'sustituida por otras políticas',
  onlySome: 'solo para algunas reglas o listeners',
  identityNotExported:
    'El contador lee una identidad que la AuthPolicy no exporta, así que lo comparten todos.',
  notYet: 'aún sin comprobar',
};

export const tokens: Translated<typeof tokensEnglish> = {
  title: 'Tokens de acceso',
  intro:
    'Esta API acepta tokens de un proveedor de identidad. Obtenga uno allí y envíelo con cada llamada.',
  issuer: 'Emisor',
  copy: 'Copiar la URL de tokens',
};
