import {
  useTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { kuadrantTranslationRef } from './ref';

/** Looks up a text of this plugin. */
export type KuadrantTranslate = TranslationFunction<
  (typeof kuadrantTranslationRef)['T']
>;

/** The texts of this plugin in the language of the app. */
export function useKuadrantTranslation(): { t: KuadrantTranslate } {
  return useTranslationRef(kuadrantTranslationRef);
}
