import type { CaseHead, Slot } from '../../../contract/case.ts';
import type { CommandOf } from '../../../contract/commands.ts';
import type { Actor, Case } from '../../../contract/events.ts';
import type { EventType, PersonCommandType, WorkflowStage } from '../../../contract/names.ts';
import type { Person } from '../../../contract/people.ts';
import type { Acting } from '../slots/acting-slot.ts';
import type { Chain } from '../slots/separation-of-duties.ts';
import type { FactsUsed } from '../state/facts.ts';
import type { Context, Decision, Facts, Rejection } from '../state/types.ts';

/** A context in which a person acts: who they are, under which slot, and how the record names them. */
export interface PersonContext extends Context {
  actor: Person;
  /** Undefined for a command that is given under no slot: the engineer's own, and those of HR. */
  acting: Acting | undefined;
  by: Actor;
}

/**
 * Who may give a command: the engineer, HR, HR who did nothing in the case, a person who is asked about their own team, or
 * the holder of a slot. If nobody of HR did nothing in it, the stage names delivery directors who take their place.
 */
export interface Whose {
  by: { engineer?: true; hr?: true | 'uninvolved'; confirmer?: true; slot?: (slot: Slot, head: CaseHead) => boolean };
  /** The same in words: 'This step belongs to the engineer.' */
  whose: string;
}

/** A slot that a command fills, and the case that separation of duties is checked against. */
interface Place {
  slot: Slot;
  chain: Chain;
}

/** Everything about one command of a person. */
export interface CommandRow<T extends PersonCommandType> extends Whose {
  /** What the command does, as people read it. */
  title: string;
  /**
   * Who may know, while reviews are sealed, that somebody owes it as a step. A `sealed` step would reveal who has
   * reviewed, so it is shown only to viewers who may know that.
   */
  underSeal: 'open' | 'sealed';
  /**
   * Whether the case reaches its end without it, however often it is given. A full record takes no more of it. Left out:
   * never.
   */
  repeats?: (command: CommandOf<T>, head: CaseHead) => boolean;
  /** The event that makes it a step. Who may not know of that event does not read that somebody owes the step. */
  askedBy?: EventType;
  /** The stages it belongs to. `open` is every stage before the outcome is decided, also while the stage is opening. */
  stages: WorkflowStage[] | 'open' | 'closed';
  /** Why the command is refused although person and stage are right, or null. */
  against?: (head: CaseHead, person: Person, facts: Facts, acting: Acting | undefined) => Rejection | null;
  /** The decision depends on what the person has read: the request must say which version that was. */
  needsVersion?: true;
  /** The facts from outside the case that it depends on, and whether the commit checks that they have not changed. */
  facts?: FactsUsed;
  /** The people that the command names, by id. */
  names?: (command: CommandOf<T>) => string[];
  /** The cycle that the command names, by id. Null: it names none. */
  cycle?: (command: CommandOf<T>) => string | null;
  /** The slots that it gives to people, for the person who gives it now. */
  places?: (head: CaseHead, person: Person, acting: Acting | undefined, facts: Facts) => Place[];
  /** The types of events that it records. */
  events: readonly EventType[];
  /** What it does to the case, or the faults of its input. Called once person, stage and `against` have been checked. */
  decide: (state: Case, command: CommandOf<T>, context: PersonContext) => Decision;
}

export const engineer = { by: { engineer: true }, whose: 'the engineer' } as const;
export const hr = { by: { hr: true }, whose: 'HR' } as const;
export const uninvolvedHr = {
  by: { hr: 'uninvolved' },
  whose: 'a person of HR who took no step in this case and changed no record that it rests on',
} as const;
export const lead = { by: { slot: (slot: Slot) => slot.part === 'lead' }, whose: 'the calibration lead' };
export const reviewer = { by: { slot: (slot: Slot) => slot.part === 'reviewer' }, whose: 'a reviewer of this case' };
export const participant = { by: { slot: () => true }, whose: 'a person who takes part in this case' };

export const no = (code: Rejection['code'], message: string): Rejection => ({ code, message });
