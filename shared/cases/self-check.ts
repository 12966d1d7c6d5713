import type { CaseHead } from '../contract/case.ts';
import type { PublishedLadder } from '../contract/ladder.ts';
import type { Transition } from '../contract/ladder-transitions.ts';
import type { Person } from '../contract/people.ts';
import type { Ratings } from '../contract/score.ts';
import { faultsOfPart } from '../domain/case/commands/ratings.ts';
import { isBefore } from '../domain/case/state/path.ts';
import { loadHead } from '../store/cases.ts';
import { openCaseIn } from '../store/engineer-cases.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { firstDraftWrite, keepRatings } from './drafts.ts';
import type { RequestMeta } from './once.ts';
import { openCase } from './open.ts';
import { type Opening, ownOpenings } from './openings.ts';
import type { Outside } from './outside.ts';
import { Refusal } from './refusal.ts';

/** How a person can use their ratings of themselves: to open a case, as a draft in their open case, or not at all. */
export type SelfCheckUse = { kind: 'open' } | { kind: 'draft'; caseId: string } | { kind: 'none'; reason: string };

/** The open case of a person, and the cases that they could open on the ladders in force. */
export interface OwnCases {
  openings: Opening[];
  open: CaseHead | null;
}

/** Reads the open case and the possible cases, in two rounds. */
export async function readOwnCases(outside: Outside, person: Person): Promise<OwnCases> {
  const [openings, open] = await Promise.all([ownOpenings(outside, person), openCaseOf(outside, person.id)]);
  return { openings, open };
}

/** How a person can use their ratings of themselves. `ladder` is the version that they rated by. */
export function selfCheckUse(
  { openings, open }: OwnCases,
  person: Person,
  ladder: PublishedLadder,
  transition: Transition,
): SelfCheckUse {
  if (person.ladder !== ladder.id)
    return none(person.ladder ? 'You are on another ladder, and a case of yours runs on that one.' : onNoLadder);
  if (open) return useInCase(open, ladder, transition);
  if (person.level !== transition.from)
    return none(`This step up begins at ${transition.from}, and you are at ${person.level ?? 'no level'}.`);
  const opening = openings.find((one) => one.ladder.id === ladder.id && one.transition.id === transition.id);
  if (!opening) return none('No case of yours can be opened on this step up now.');
  if (opening.obstacle !== null) return none(opening.obstacle);
  return { kind: 'open' };
}

const onNoLadder = 'You are on no ladder, so there is no case of yours to start.';
const none = (reason: string): SelfCheckUse => ({ kind: 'none', reason });

function useInCase(head: CaseHead, ladder: PublishedLadder, transition: Transition): SelfCheckUse {
  if (head.transition !== transition.id)
    return none(`Your open case is for ${head.transition.replace('-', ' to ')}; one runs at a time.`);
  if (head.stage !== 'self-assessment' && !isBefore(transition, head.stage, 'self-assessment'))
    return none('You have an open case for this step up, and its self-assessment is submitted.');
  if (head.ladder.hash !== ladder.hash)
    return none(`Your open case runs on version ${head.ladder.version} of this ladder, and this is another one.`);
  return { kind: 'draft', caseId: head.id };
}

async function openCaseOf({ table }: Outside, personId: string): Promise<CaseHead | null> {
  const caseId = openCaseIn(await getMany(table, [keys.openCase(personId)]), personId);
  return caseId === null ? null : loadHead(table, caseId);
}

/** Opens a person's own case, with the ratings as draft of its self-assessment. Gives its id. Throws `Refusal`. */
export async function startCase(
  outside: Outside,
  person: Person,
  ladder: PublishedLadder,
  transition: string,
  ratings: Ratings,
  meta: Omit<RequestMeta, 'ifVersion'>,
): Promise<string> {
  const faults = faultsOfPart(ladder, ratings, {}, 'notes');
  if (faults.length > 0) throw new Refusal('invalid-input', 'The ladder does not know these ratings.', { faults });
  const opening = { engineerId: person.id, ladderId: ladder.id, transition, cycleId: null };
  const draft = (opened: CaseHead) => [firstDraftWrite(outside, opened, ratings)];
  const { result, replayed } = await openCase(outside, person, opening, meta, draft);
  // The same request has opened the case before, perhaps with other ratings.
  if (replayed) await keepRatings(outside, person, result.caseId, ratings);
  return result.caseId;
}
