import { title } from './en/title';
import type { KuadrantTranslate } from './useKuadrantTranslation';

type TitleKey = keyof typeof title;

const keys = new Map(
  Object.entries(title).map(([key, text]) => [text as string, key as TitleKey]),
);

/**
 * The title of a page or tab in the language of the app. Extensions tell their titles as plain text: a title of this
 * plugin's is translated, one that the app's configuration gives is shown as it was written.
 */
export function translatedTitle(text: string, t: KuadrantTranslate): string {
  const key = keys.get(text);
  return key ? t(`title.${key}`) : text;
}
