import type { Outside } from '../cases/outside.ts';
import type { PersonInput } from '../contract/directory.ts';
import type { Person } from '../contract/people.ts';
import { type OpenCase, whyInvolved } from '../domain/directory/involvement.ts';
import { leadsMoved, teamLeft } from '../domain/directory/matters.ts';
import { hasCaseIn } from '../records/has-case.ts';
import { openCasesOf } from '../records/open-cases.ts';
import { deciderKeys, decidersIn } from '../store/holders.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';

/** A change of a person, as far as it involves others. */
export interface Involving {
  id: string;
  before: Person | null;
  input: PersonInput;
}

/** Why somebody is involved in a change of a person, or null. `hasCase`: whether that person has a case. */
export function whyInvolvedIn(
  personId: string,
  { id, before, input }: Involving,
  { cases, hasCase }: { cases: readonly OpenCase[]; hasCase: boolean },
): string | null {
  return whyInvolved(personId, id, {
    cases,
    leads: leadsMoved(before, input, hasCase),
    leaves: teamLeft(before, input),
  });
}

/** The people of HR and the delivery directors who are involved in every one of these changes. None, if there are no changes. */
export async function involvedInAll({ table, clock }: Outside, changes: readonly Involving[]): Promise<string[]> {
  if (changes.length === 0) return [];
  const now = clock.now().toISOString();
  const deciders = decidersIn(await getMany(table, deciderKeys));
  const all: string[] = [];
  for (const personId of new Set([...(deciders?.hr ?? []), ...(deciders?.directors ?? [])])) {
    const cases = await openCasesOf(table, personId);
    let isFree = false;
    for (const one of changes) {
      // Mostly the first row says it.
      const found = leadsMoved(one.before, one.input, true).includes(personId)
        ? await getMany(table, [keys.openCase(one.id), keys.lastClosed(one.id)])
        : new Map();
      isFree =
        whyInvolvedIn(personId, one, {
          cases,
          hasCase: hasCaseIn(found, { id: one.id, leave: one.before?.leave ?? [] }, now),
        }) === null;
      if (isFree) break;
    }
    if (!isFree) all.push(personId);
  }
  return all;
}
