import type { messages } from './en';
import type { kuadrantTranslationRef } from './ref';
import type { Translated } from './Translated';

interface Nested {
  readonly [key: string]: string | Nested;
}

type Texts = (typeof kuadrantTranslationRef)['T'];

function entriesOf(nested: Nested, prefix = ''): [string, string][] {
  return Object.entries(nested).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${prefix}${key}`, value] as [string, string]]
      : entriesOf(value, `${prefix}${key}.`),
  );
}

/** Texts as Backstage loads them: by their whole key. */
export function flatten(nested: Translated<typeof messages, 'other'>): Texts {
  return Object.fromEntries(entriesOf(nested)) as Texts;
}

/** Adds the plural form `_many`, which Spanish has for whole millions, with the words of `_other`. */
export function withMany(texts: Texts): Texts {
  const many = Object.entries(texts)
    .filter(([key]) => key.endsWith('_other'))
    .map(([key, text]) => [key.replace(/_other$/, '_many'), text]);
  return { ...texts, ...Object.fromEntries(many) };
}
