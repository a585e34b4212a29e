// Draws docs/diagrams/*.svg from the Mermaid texts beside them, since TechDocs shows images but draws no Mermaid. Mermaid
// itself is fetched from the npm registry for it; nothing else needs it.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../e2e-tests/support/browser.cjs';
import { sourceMark } from './lib/diagrams.mjs';
import { unpackFromRegistry } from './lib/unpackFromRegistry.mjs';

const VERSION = '12.3.0';

const root = path.resolve(fileURLToPath(import.meta.url), '../..');
const diagrams = path.join(root, 'docs/diagrams');

const mermaid = unpackFromRegistry(
  'mermaid',
  VERSION,
  path.join(root, '.local/mermaid', VERSION),
);

const browser = await launchBrowser();
try {
  const page = await browser.newPage();
  await page.setContent('<!doctype html><body></body>');
  await page.addScriptTag({ path: path.join(mermaid, 'dist/mermaid.min.js') });
  await page.evaluate(() =>
    globalThis.mermaid.initialize({
      startOnLoad: false,
      deterministicIds: true,
      theme: 'neutral',
      fontFamily: 'sans-serif',
      // An image shows no HTML.
      htmlLabels: false,
      flowchart: { htmlLabels: false, wrappingWidth: 260 },
      sequence: { mirrorActors: false },
    }),
  );
  for (const file of (await readdir(diagrams)).sort()) {
    const name = /^(.*)\.mmd$/.exec(file)?.[1];
    if (name) {
      const text = await readFile(path.join(diagrams, file), 'utf8');
      const svg = await page.evaluate(
        async ([id, source]) => {
          const drawn = await globalThis.mermaid.render(id, source);
          const image = new DOMParser().parseFromString(
            drawn.svg,
            'image/svg+xml',
          ).documentElement;
          // Pages are dark, too.
          image.style.background = 'white';
          return new XMLSerializer().serializeToString(image);
        },
        [name, text],
      );
      await writeFile(
        path.join(diagrams, `${name}.svg`),
        `${sourceMark(text)}\n${svg}\n`,
      );
    }
  }
} finally {
  await browser.close();
}
