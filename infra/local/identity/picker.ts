import { html } from 'hono/html';
import type { Person, PersonEntry } from '#shared/contract/people.ts';
import { roleTitles } from '#shared/domain/words.ts';
import { page } from './page.ts';

/** What the page shows of a person. */
type Listed = Pick<PersonEntry, 'id' | 'name' | 'level' | 'roles' | 'team' | 'odc' | 'active'>;

/** Whom the page offers. */
export interface Shown {
  people: readonly Listed[];
  /** Null: these are all, so there is nothing to search. Empty: nobody searched yet, and these are the people of HR. */
  sought: string | null;
  /** Whether more were found than these. */
  hasMore: boolean;
  /** Whether they are made up. */
  isSample: boolean;
}

/** The people who can be picked. */
export interface Pickable {
  /** Those whose name, id or mail address is `sought`, or whom the page begins with if it is empty. */
  shown(sought: string): Promise<Shown>;
  /** The active person with this id or mail address. */
  personOf(called: string): Promise<Person | undefined>;
}

/**
 * The page on which a visitor picks a person. It has one button for each active person that it shows, grouped by ODC and
 * team, and sends the id to `action` as `person`. A search leads to `action` too. `notice` says what was wrong with the
 * last choice.
 */
export function pickerPage(shown: Shown, action: string, notice?: string): string {
  const { people, sought, isSample } = shown;
  const active = people.filter((person) => person.active);
  return page(
    'Who are you today?',
    html`<p>${isSample ? 'This is the sign-in of the sample organisation. All people in it are made up, and they have no passwords.' : 'This is the sign-in of this machine alone, and it asks for no password.'} Pick a person to see Rungs as they do.</p>
${notice ? html`<p class="notice" role="alert">${notice}</p>` : ''}
${sought === null ? '' : search(sought, action)}
${sought === null ? '' : html`<p role="status">${foundWords(active.length, shown)}</p>`}
<form method="post" action="${action}">
${groups(active, 'odc').map(
  ([odc, inOdc]) => html`<section><h2>${odc}</h2>
${groups(inOdc, 'team').map(([team, inTeam]) => html`<h3>${team}</h3><ul>${inTeam.map(entry)}</ul>`)}</section>`,
)}
</form>`,
  );
}

function search(sought: string, action: string) {
  return html`<search><form method="get" action="${action}">
<p><label>Name, id or mail address <input name="q" type="search" value="${sought}" autocomplete="off" spellcheck="false"></label>
<button class="go">Search</button></p>
</form></search>`;
}

function foundWords(count: number, { sought, hasMore }: Shown): string {
  if (sought === '') return 'Search for anybody in the directory by the beginning of a name. These people are of HR:';
  if (hasMore) return `Here are ${count} of those who fit ‘${sought}’. Write more of the name to see others.`;
  if (count === 0) return `Nobody who works here was found for ‘${sought}’.`;
  return `${count} found for ‘${sought}’.`;
}

/** Groups people by ODC or team, in the order in which each group first appears. */
function groups(people: readonly Listed[], by: 'odc' | 'team'): [string, Listed[]][] {
  return [...new Set(people.map((person) => person[by]))].map((name) => [
    name,
    people.filter((person) => person[by] === name),
  ]);
}

function entry(person: Listed) {
  const roles = person.roles.map((role) => roleTitles[role]).join(', ');
  return html`<li><button name="person" value="${person.id}">${person.name} <small>${
    person.level ? `${person.level}, ${roles}` : roles
  }</small></button></li>
`;
}
