import { escapeHtml } from '../issuer/page';
import type { Answer } from './service';

interface Described {
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, { summary: string }>>;
}

/** A page for people, made from the description of an API. */
export function documentation({ info, servers, paths }: Described): Answer {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { summary }]) =>
        `<tr><td><code>${method.toUpperCase()} ${escapeHtml(
          path,
        )}</code></td><td>${escapeHtml(summary)}</td></tr>`,
    ),
  );
  return {
    contentType: 'text/html; charset=utf-8',
    body: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(info.title)}</title>
<style>:root { color-scheme: light dark } body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem } td { padding: .25rem 1rem .25rem 0 }</style>
</head>
<body>
<main>
<h1>${escapeHtml(info.title)} ${escapeHtml(info.version)}</h1>
<p>${escapeHtml(info.description)}</p>
<p>Base address: <code>${escapeHtml(servers[0].url)}</code></p>
<table>
${operations.join('\n')}
</table>
</main>
</body>
</html>
`,
  };
}
