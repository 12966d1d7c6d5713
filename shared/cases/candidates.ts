import type { Slot } from '../contract/case.ts';
import type { PersonCommandType } from '../contract/names.ts';
import type { Person, PublicPerson } from '../contract/people.ts';
import { candidatesFor } from '../domain/case/candidates.ts';
import { roleTitle } from '../domain/words.ts';
import { loadCase } from '../store/cases.ts';
import { loadEverybody, publicOf } from '../store/directory.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';
import { notFound } from './refusal.ts';

/** A part of a case that somebody is looked for, and who could fill it, by name. */
export interface Place {
  slot: string;
  /** The role that is asked for, in words. */
  role: string;
  part: Slot['part'];
  people: PublicPerson[];
}

/**
 * Who could be named by a command that gives parts of a case to people, for whoever may give it now: part by part, what
 * everybody may know of them. Empty for anybody else. Throws `Refusal` not-found.
 */
export async function readCandidates(
  outside: Outside,
  viewer: Person,
  caseId: string,
  type: PersonCommandType,
): Promise<Place[]> {
  const [state, people] = await Promise.all([loadCase(outside.table, caseId), loadEverybody(outside.table)]);
  if (!state) throw notFound();
  const facts = { ladder: await ladderOf(outside, state.head.ladder), now: outside.clock.now().toISOString() };
  return candidatesFor(state.head, type, viewer, facts, people).map(({ slot, people: fitting }) => ({
    slot: slot.id,
    role: roleTitle(slot.role),
    part: slot.part,
    people: fitting.map(publicOf),
  }));
}
