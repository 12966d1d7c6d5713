import type { Cycle } from '../../../contract/cycles.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import type { Person, PublicPerson } from '../../../contract/people.ts';
import type { Relation } from './visibility.ts';

/** The viewer, and the facts from outside the case that the view needs. */
export interface Viewing {
  viewer: Person;
  relations: Relation[];
  ladder: PublishedLadder;
  /** The records of those for whom the viewer acts as a delegate. The view shows nothing of them. */
  people: Record<string, Person>;
  /** Names of everyone who takes part, by id. */
  named: Record<string, PublicPerson>;
  /** The track the engineer is on, according to the directory. */
  ownTrack: string | null;
  /** The cycle of the case, if it was read. */
  cycle?: Cycle | null;
  now: string;
  intranetHosts: readonly string[];
}
