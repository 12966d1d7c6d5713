import type { Carried, Found } from '../cases/once.ts';
import type { ProposalMatter } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import type { Units } from '../domain/people.ts';
import type { Key } from '../store/keys.ts';

/** Who changes a record, and how. */
export interface ChangeBy {
  actor: Person;
  requestId: string;
  /** The version that the caller saw. */
  ifVersion: number | undefined;
  /** One person alone, or the first or the second of two. */
  step: 'alone' | 'proposing' | 'confirming';
  /** The proposal that is confirmed, and who made it. */
  proposal?: string;
  proposedBy?: string;
  /** The machine that sent the file of people which it comes from. */
  machine?: string | undefined;
  /** Why the second person confirms it, for the kinds that ask for it. */
  secondReason?: string | undefined;
}

/** What a change comes to. */
export interface Changed<Result> extends Carried<Result> {
  /** Why one person cannot make it alone. Empty: they can. */
  matters: ProposalMatter[];
  /** Who gets no word of a proposal of it. Left out: nobody is kept out. */
  except?: string[];
  /** The engineer of the case that it is about, for a proposal of it. */
  about?: string;
  /** The units that it concerns, as in the proposal. */
  units: Units;
}

/**
 * A change of one record of HR. `carry` throws `Refusal`, and gives null if what was read does not fit together. An
 * import can ask it for each of its rows, as `proposing`: rows with `matters` go to a second person.
 */
export interface RecordChange<Result, Facts> {
  /** The items that it rests on. */
  reads: readonly Key[];
  /** Reads what else it rests on. */
  facts: (actorId: string) => Promise<Facts>;
  carry(found: Pick<Found<Facts>, 'items' | 'facts'>, by: ChangeBy): Promise<Changed<Result> | null>;
}
