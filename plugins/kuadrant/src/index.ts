/**
 * Kuadrant developer portal for Backstage's new frontend system.
 *
 * @packageDocumentation
 */
export { kuadrantPlugin as default } from './plugin';
export { kuadrantApiRef } from './api';
export {
  kuadrantTranslationRef,
  kuadrantTranslations,
  kuadrantTranslationsModule,
} from './translation';
