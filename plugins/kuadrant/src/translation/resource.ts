import { createTranslationResource } from '@backstage/frontend-plugin-api';
import { kuadrantTranslationRef } from './ref';

/**
 * All texts of this plugin in German (de), Spanish (es) and Japanese (ja). A language is loaded when it is chosen.
 *
 * @remarks For apps that list their translation resources; apps of the new frontend system may install
 * {@link kuadrantTranslationsModule} instead.
 *
 * @public
 */
export const kuadrantTranslations = createTranslationResource({
  ref: kuadrantTranslationRef,
  translations: {
    de: () => import('./de'),
    es: () => import('./es'),
    ja: () => import('./ja'),
  },
});
