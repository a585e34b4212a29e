import german from './de';
import { messages } from './en';
import { flatten } from './flatten';
import japanese from './ja';
import spanish from './es';

const english: Record<string, string> = flatten(messages);
const languages: Record<string, Record<string, string>> = {
  de: german,
  es: spanish,
  ja: japanese,
};

const PLURAL = /_(one|other)$/;

/** The English text that a text translates: `_many` comes from `_other`. */
const sourceOf = (key: string) =>
  english[key.replace(/_(zero|two|few|many)$/, '_other')];

const placeholdersOf = (text: string) =>
  new Set(text.match(/\{\{\s*[^}]+\s*\}\}/g) ?? []);

/** The keys that a language needs: its own plural forms, and everything else once. */
function keysFor(language: string): string[] {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const keys = Object.keys(english).flatMap(key =>
    PLURAL.test(key)
      ? pluralCategories.map(form => key.replace(PLURAL, `_${form}`))
      : [key],
  );
  return [...new Set(keys)].sort();
}

describe.each(Object.keys(languages))('the texts in %s', language => {
  const texts = languages[language];

  it('are those of the English ones, in the plural forms of the language', () => {
    expect(Object.keys(texts).sort()).toEqual(keysFor(language));
  });

  it('have the placeholders of the English ones', () => {
    const wrong = Object.entries(texts).filter(([key, text]) => {
      const expected = placeholdersOf(sourceOf(key));
      const found = placeholdersOf(text);
      // "one key" may be said in words
      return key.endsWith('_one')
        ? [...found].some(each => !expected.has(each))
        : found.size !== expected.size ||
            [...found].some(each => !expected.has(each));
    });
    expect(wrong).toEqual([]);
  });

  it('are neither empty nor left in English by whole sentences', () => {
    const untranslated = Object.entries(texts).filter(
      ([key, text]) =>
        text.trim() === '' ||
        (text === sourceOf(key) &&
          text
            .replace(/\{\{[^}]+\}\}/g, '')
            .trim()
            .split(/\s+/).length > 2),
    );
    expect(untranslated).toEqual([]);
  });
});

it('tells all English plural forms', () => {
  expect(Object.keys(english).sort()).toEqual(keysFor('en'));
});
