import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { kuadrantTranslations } from './resource';

/**
 * Brings the languages of {@link kuadrantTranslations} to an app of the new frontend system. Which of them people may
 * choose is told by `availableLanguages` of the app's extension `api:app/app-language`.
 *
 * @public
 */
export const kuadrantTranslationsModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    TranslationBlueprint.make({
      name: 'kuadrant',
      params: { resource: kuadrantTranslations },
    }),
  ],
});
