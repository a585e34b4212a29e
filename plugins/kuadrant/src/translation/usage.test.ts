import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { messages } from './en';
import { flatten } from './flatten';

const source = path.resolve(__dirname, '..');

/** All code of the plugin but the texts themselves and the tests. */
const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter(
    file =>
      /\.tsx?$/.test(file) &&
      !/\.test\.tsx?$|^translation\/..\/|^__testUtils__/.test(file),
  )
  .map(file => readFileSync(path.join(source, file), 'utf8'))
  .join('\n');

/** Keys as written out, and the beginnings of those that end in a value: `status.${state}`. */
const written = new Set(
  code.match(/'[\w.]+'/g)?.map(each => each.slice(1, -1)),
);
const beginnings = [...code.matchAll(/`([a-zA-Z]+\.[\w.]*)\$\{/g)].map(
  ([, beginning]) => beginning,
);

it('has no text that nothing shows', () => {
  const unused = Object.keys(flatten(messages))
    .map(key => key.replace(/_(one|other)$/, ''))
    .filter(
      key =>
        !written.has(key) && !beginnings.some(each => key.startsWith(each)),
    );
  expect(unused).toEqual([]);
});
