import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { html, raw } from 'hono/html';

const style = `
:root { color-scheme: light dark; --ink: #1d2733; --soft: #51606f; --paper: #ffffff; --line: #76848f; --accent: #0b5cad; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8edf2; --soft: #aab7c4; --paper: #141a21; --line: #6f7e8c; --accent: #7db8f5; }
}
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1rem 0 .5rem; color: var(--soft); }
a { color: var(--accent); }
.notice { border-left: .3rem solid var(--accent); padding-left: .8rem; }
ul { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); gap: .5rem; }
button { width: 100%; padding: .6rem .8rem; text-align: left; font: inherit; color: inherit; background: none; border: 1px solid var(--line); border-radius: .4rem; cursor: pointer; }
input { font: inherit; padding: .5rem .6rem; border: 1px solid var(--line); border-radius: .4rem; color: inherit; background: none; max-width: 100%; }
button.go { width: auto; }
button:hover, button:focus-visible { border-color: var(--accent); outline: 2px solid var(--accent); outline-offset: 1px; }
small { display: block; color: var(--soft); }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** A part of a page, already escaped. */
export type Part = ReturnType<typeof html>;

export function page(title: string, body: Part): string {
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Rungs</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>`);
}

/** The page for a sign-in that cannot go on: why, and where to start again. */
export function stoppedPage(why: string, startUrl: string): string {
  return page('This sign-in stopped', html`<p>${why}</p><p><a href="${startUrl}">Start again</a></p>`);
}

/**
 * Sets the headers of every answer of the issuer. Browsers store nothing, and load nothing but the page's own style.
 * Forms go only to the issuer and to `target`, the origin that asked for the sign-in.
 */
export function protect(res: ServerResponse, target: string): void {
  res.setHeader('cache-control', 'no-store, private');
  res.setHeader(
    'content-security-policy',
    `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self' ${target}; frame-ancestors 'none'; base-uri 'none'`,
  );
  res.setHeader('x-content-type-options', 'nosniff');
  res.setHeader('referrer-policy', 'no-referrer');
}
