import { PortalError } from '../../dev/PortalInMemory';
import type { KuadrantTranslate } from '../translation';
import german from '../translation/de';
import { messages } from '../translation/en';
import { flatten } from '../translation/flatten';
import { errorText } from './useErrorText';

const texts: Record<string, Record<string, string>> = {
  en: flatten(messages),
  de: german,
};
const tell = (error: unknown, language: string) =>
  errorText(
    error,
    ((key: string) => texts[language][key]) as unknown as KuadrantTranslate,
  );

it.each([
  ['en', 'alreadyDecided', 'Jane decided on toystore.'],
  ['de', 'alreadyDecided', 'Es wurde bereits entschieden.'],
  ['de', 'newerThanThisPage', 'Jane decided on toystore.'],
  ['de', undefined, 'Jane decided on toystore.'],
  ['de', 'toString', 'Jane decided on toystore.'],
])('in %s, an error with code %s reads %j', (language, code, expected) => {
  const error = new PortalError(409, 'Jane decided on toystore.', { code });
  expect(tell(error, language)).toBe(expected);
});

it('says that no answer came when fetch failed', () => {
  expect(tell(new TypeError('Failed to fetch'), 'en')).toBe(
    'The portal didn’t respond. Check your connection.',
  );
});
