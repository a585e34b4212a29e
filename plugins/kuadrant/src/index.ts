/**
 * Kuadrant developer portal for Backstage: the default export for apps of the new frontend system, `KuadrantPage` and
 * its companions for classic ones.
 *
 * @packageDocumentation
 */
export { kuadrantPlugin as default } from './plugin';
export { kuadrantApiRef } from './api';
export {
  EntityKuadrantAccessCard,
  EntityKuadrantApiKeysContent,
  KuadrantPage,
  kuadrantPlugin,
} from './classic';
export { isKuadrantApiAvailable } from './entity/entityProduct';
export {
  kuadrantTranslationRef,
  kuadrantTranslations,
  kuadrantTranslationsModule,
} from './translation';
