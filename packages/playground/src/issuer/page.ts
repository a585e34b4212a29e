import { createHash } from 'node:crypto';
import type { Persona } from './personas';

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes a text safe inside of HTML text and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => escapes[character]);
}

const style = `
  :root { color-scheme: light dark; --ink: #16202c; --soft: #52606d; --paper: #f4f6f8; --card: #fff; --line: #d5dbe1; --accent: #0b5cad; }
  @media (prefers-color-scheme: dark) { :root { --ink: #eef2f6; --soft: #aab6c2; --paper: #12181f; --card: #1b242e; --line: #364350; --accent: #7db8f5; } }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; display: grid; place-items: center; padding: 1rem; }
  main { width: 100%; max-width: 32rem; }
  h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
  main > p { color: var(--soft); margin: 0 0 1.25rem; }
  ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; }
  button { width: 100%; text-align: left; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .625rem .875rem; cursor: pointer; }
  button:hover { border-color: var(--accent); }
  button:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  .name { font-weight: 600; }
  .role { color: var(--soft); }
  .what { display: block; color: var(--soft); font-size: .875rem; }
  a { color: var(--accent); }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/**
 * What the issuer's own pages may do: nothing but show themselves, in no other page. A page that frames the sign-in
 * could make people sign in by a click that they meant for something else. `form-action` is left open, because
 * Chromium applies it to the redirects to the portal as well.
 */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; frame-ancestors 'none'`,
};

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

/** The page on which one signs in: a plain form with one button per persona. */
export function personaPage(action: string, personas: readonly Persona[]) {
  const buttons = personas.map(
    persona => `<li><button name="persona" value="${escapeHtml(persona.name)}">
<span class="name">${escapeHtml(persona.name)}</span> <span class="role">· ${escapeHtml(persona.role)}</span>
<span class="what">${escapeHtml(persona.description)}</span>
</button></li>`,
  );
  return page(
    'Who are you today?',
    `<p>This sign-in belongs to the playground: no passwords, only roles to try.</p>
<form method="post" action="${escapeHtml(action)}">
<ul>
${buttons.join('\n')}
</ul>
</form>`,
  );
}

/** What is shown when a sign-in cannot go on. */
export function errorPage(message: string) {
  return page(
    'This sign-in cannot go on',
    `<p>${escapeHtml(message)}</p>
<p>Close this window and start again from the portal.</p>`,
  );
}
