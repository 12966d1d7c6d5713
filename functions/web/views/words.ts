import type { PersonCommandType } from '#shared/contract/names.ts';

/** Words and links that several pages use. */

/** The page of a step; `about` names its subject, where a step can have several. */
export function stepLink(caseId: string, type: PersonCommandType, about: Record<string, string> = {}): string {
  const query = new URLSearchParams(about).toString();
  return `/cases/${caseId}/steps/${type}${query ? `?${query}` : ''}`;
}

/** A reason as a sentence: with a capital letter at its start and a full stop at its end, but for an address. */
export function sentence(reason: string): string {
  const whole = /[.!?/]$/.test(reason) ? reason : `${reason}.`;
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}

/** A transition as people read it: L2 to L3; of a level to itself, another track at L4. */
export function transitionTitle(id: string): string {
  const [from, to] = id.split('-');
  return from === to ? `another track at ${from}` : id.replace('-', ' to ');
}

/** Names in a row: Ada, Ben and Cleo. */
export function andList(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** The name of a person by id; null is the system. */
export type NameOf = (id: string | null) => string;
