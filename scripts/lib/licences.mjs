const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'Artistic-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
]);

// What their package.json does not say, or not in SPDX.
const READ_BY_PEOPLE = {
  // The file LICENSE beside it.
  'fast-shallow-equal': 'Unlicense',
  'react-universal-interface': 'Unlicense',
  // In its Readme.
  pause: 'MIT',
};
// Icons that Backstage's own components bring with them.
const ALLOWED_AS_THEY_ARE = ['Remix Icon License 1.0'];

/** The licence of a package by its package.json, as an SPDX expression where it has one. */
export function licenceOf({ name, license, licenses }) {
  const one = license ?? licenses ?? READ_BY_PEOPLE[name];
  if (Array.isArray(one)) {
    return one.map(entry => entry.type ?? entry).join(' OR ');
  }
  return one?.type ?? one ?? 'unknown';
}

/** Whether one of the licences that may be chosen is allowed, with all that it is joined with. */
export function isAllowed(expression) {
  if (ALLOWED_AS_THEY_ARE.includes(expression)) {
    return true;
  }
  return expression
    .replace(/[()]/g, '')
    .split(/ OR /i)
    .some(choice =>
      choice.split(/ AND /i).every(licence => ALLOWED.has(licence.trim())),
    );
}
