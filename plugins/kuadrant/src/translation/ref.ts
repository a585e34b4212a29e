import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { messages } from './en';

/**
 * All texts of this plugin. Add a language with a `TranslationBlueprint` of an app module, or replace single messages.
 *
 * @public
 */
export const kuadrantTranslationRef = createTranslationRef({
  id: 'plugin.kuadrant',
  messages,
});
