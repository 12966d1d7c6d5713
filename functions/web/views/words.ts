import type { PersonCommandType } from '#shared/contract/names.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { capital } from '#shared/domain/words.ts';

/** Words and links that several pages use. */

/** The address of the page of a step. `about` names what the step is about, such as a piece of evidence. */
export function stepLink(caseId: string, type: PersonCommandType, about: Record<string, string> = {}): string {
  const query = new URLSearchParams(about).toString();
  return `/cases/${caseId}/steps/${type}${query ? `?${query}` : ''}`;
}

/** Whether the next stage of a case is about to open. The state machine opens it a moment after the last step. */
export function isOpening({ openedAt, stage }: CaseView): boolean {
  return openedAt === null && stage !== 'closed';
}

/** A reason as a sentence, with a capital letter and a full stop. No full stop after a slash, the end of an address. */
export function sentence(reason: string): string {
  const whole = /[.!?/]$/.test(reason) ? reason : `${reason}.`;
  return capital(whole);
}

/** A transition in words: 'L2 to L3', or 'another track at L4' for a change of track. */
export function transitionTitle(id: string): string {
  const [from, to] = id.split('-');
  return from === to ? `another track at ${from}` : id.replace('-', ' to ');
}

/** A list of names in words: 'Ada, Ben and Cleo'. */
export function andList(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
