import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { relativeTimeParts } from './time';

/** Texts for numbers, lists and moments in the language of the app, not of the browser. */
export interface Format {
  language: string;
  number(value: number): string;
  list(items: string[]): string;
  /** For example "18 February 2027". */
  date(moment: Date): string;
  /** For example "18 February 2027, 23:59 CET". */
  dateTime(moment: Date): string;
  /** For example "in 5 days", "yesterday"; over thirty days away the date itself. */
  relative(moment: Date, now: Date): string;
  /** Name of the viewer's time zone, for example "Europe/Madrid". */
  timeZone: string;
}

// Tables format in each of their cells, and making formatters takes far longer than formatting.
const formats = new Map<string, Format>();

/** Formatters for a language. */
export function formatOf(language: string): Format {
  let format = formats.get(language);
  if (!format) {
    format = createFormat(language);
    formats.set(language, format);
  }
  return format;
}

function createFormat(language: string): Format {
  const number = new Intl.NumberFormat(language);
  const list = new Intl.ListFormat(language, { type: 'unit', style: 'short' });
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long' });
  const dateTime = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return {
    language,
    number: value => number.format(value),
    list: items => list.format(items),
    date: moment => date.format(moment),
    dateTime: moment => dateTime.format(moment),
    relative: (moment, now) => {
      const parts = relativeTimeParts(moment, now);
      return parts
        ? relative.format(parts.value, parts.unit)
        : date.format(moment);
    },
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/** Formatters for the language of the app. */
export function useFormat(): Format {
  const { language } = useApi(appLanguageApiRef).getLanguage();
  return formatOf(language);
}
