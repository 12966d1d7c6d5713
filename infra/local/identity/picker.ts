import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Person } from '#shared/contract/people.ts';

const style = `
:root { color-scheme: light dark; --ink: #1d2733; --soft: #51606f; --paper: #ffffff; --line: #c9d2db; --accent: #0b5cad; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8edf2; --soft: #aab7c4; --paper: #141a21; --line: #37434f; --accent: #7db8f5; }
}
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1rem 0 .5rem; color: var(--soft); }
ul { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .5rem; }
button { width: 100%; padding: .6rem .8rem; text-align: left; font: inherit; color: inherit; background: none; border: 1px solid var(--line); border-radius: .4rem; cursor: pointer; }
button:hover, button:focus-visible { border-color: var(--accent); outline: 2px solid var(--accent); outline-offset: 1px; }
small { display: block; color: var(--soft); }
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** The policy of the picker: its own style and a form to itself and on to where the sign-in leads. */
export function pickerPolicy(target: string): string {
  return `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self' ${target}; frame-ancestors 'none'; base-uri 'none'`;
}

const roleTitles: Record<Person['roles'][number], string> = {
  engineer: 'engineer',
  'tech-lead': 'tech lead',
  'odc-lead': 'ODC lead',
  'head-of-department': 'head of department',
  'delivery-director': 'delivery director',
  hr: 'HR',
};

/** The page on which one picks a person of the sample organisation. */
export function pickerPage(people: readonly Person[], action: string): string {
  const active = people.filter((person) => person.active);
  const offices = [...new Set(active.map((person) => person.odc))];
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Who are you today? · Rungs</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
<h1>Who are you today?</h1>
<p>This is the sample organisation: everybody in it is made up, and nobody has a password. Pick a person and see Rungs as they do.</p>
<form method="post" action="${action}">
${offices.map((office) => {
  const inOffice = active.filter((person) => person.odc === office);
  const teams = [...new Set(inOffice.map((person) => person.team))];
  return html`<section><h2>${office}</h2>${teams.map(
    (team) => html`<h3>${team}</h3><ul>${inOffice.filter((person) => person.team === team).map(entry)}</ul>`,
  )}</section>`;
})}
</form>
</main>
</body>
</html>`);
}

function entry(person: Person) {
  const roles = person.roles.map((role) => roleTitles[role]).join(', ');
  return html`<li><button name="person" value="${person.id}">${person.name}<small>${
    person.level ? `${person.level}, ${roles}` : roles
  }</small></button></li>`;
}
