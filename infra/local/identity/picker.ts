import { html } from 'hono/html';
import type { Person } from '#shared/contract/people.ts';
import { roleTitles } from '#shared/domain/words.ts';
import { page } from './page.ts';

/** Whom the page offers. */
export interface Shown {
  people: readonly Person[];
  /** Whether these are all. If not, anybody can be named by id or mail address. */
  isAll: boolean;
  /** Whether they are made up. */
  isSample: boolean;
}

/** The people who can be picked. */
export interface Pickable {
  shown(): Promise<Shown>;
  /** The active person with this id or mail address. */
  personOf(called: string): Promise<Person | undefined>;
}

/**
 * The page on which a visitor picks a person. It has one button for each active person that it shows, grouped by ODC and
 * team, and sends the id to `action` as `person`. `notice` says what was wrong with the last choice.
 */
export function pickerPage({ people, isAll, isSample }: Shown, action: string, notice?: string): string {
  const active = people.filter((person) => person.active);
  return page(
    'Who are you today?',
    html`<p>${isSample ? 'This is the sign-in of the sample organisation. All people in it are made up, and they have no passwords.' : 'This is the sign-in of this machine alone, and it asks for no password.'} Pick a person to see Rungs as they do.</p>
${notice ? html`<p class="notice" role="alert">${notice}</p>` : ''}
<form method="post" action="${action}">
${isAll ? '' : html`<p><label>Somebody else, by id or mail address <input name="called"></label> <button class="go">Go on</button></p>`}
${groups(active, 'odc').map(
  ([odc, inOdc]) => html`<section><h2>${odc}</h2>
${groups(inOdc, 'team').map(([team, inTeam]) => html`<h3>${team}</h3><ul>${inTeam.map(entry)}</ul>`)}</section>`,
)}
</form>`,
  );
}

/** Groups people by ODC or team, in the order in which each group first appears. */
function groups(people: readonly Person[], by: 'odc' | 'team'): [string, Person[]][] {
  return [...new Set(people.map((person) => person[by]))].map((name) => [
    name,
    people.filter((person) => person[by] === name),
  ]);
}

function entry(person: Person) {
  const roles = person.roles.map((role) => roleTitles[role]).join(', ');
  return html`<li><button name="person" value="${person.id}">${person.name} <small>${
    person.level ? `${person.level}, ${roles}` : roles
  }</small></button></li>
`;
}
