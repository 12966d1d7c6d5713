import type { CaseHead } from '../contract/case.ts';
import type { PublishedLadder, Transition } from '../contract/ladder.ts';
import type { Person } from '../contract/people.ts';
import type { Ratings } from '../contract/score.ts';
import { faultsOfPart } from '../domain/case/commands/ratings.ts';
import { isBefore } from '../domain/case/path.ts';
import { loadHead } from '../store/cases.ts';
import { getMany, nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { readDraft, saveDraft } from './drafts.ts';
import type { RequestMeta } from './execute.ts';
import { openCase } from './open.ts';
import { ownOpenings } from './openings.ts';
import type { Outside } from './outside.ts';
import { Refusal } from './refusal.ts';

/** What ratings of oneself can be used for: to open a case, in the one that is open, or for nothing, and why. */
export type SelfCheckUse = { kind: 'open' } | { kind: 'draft'; caseId: string } | { kind: 'none'; reason: string };

const attempts = 5;

/** What a person can use ratings of themselves for, on a transition of the version of a ladder that they rated by. */
export async function selfCheckUse(
  outside: Outside,
  person: Person,
  ladder: PublishedLadder,
  transition: Transition,
): Promise<SelfCheckUse> {
  if (person.ladder !== ladder.id)
    return none(person.ladder ? 'You are on another ladder, and a case of yours runs on that one.' : onNoLadder);
  const [openings, open] = await Promise.all([ownOpenings(outside, person), openCaseOf(outside, person.id)]);
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
  const key = keys.openCase(personId);
  const open = (await getMany(table, [key])).get(nameOf(key));
  return open ? loadHead(table, String(open.caseId)) : null;
}

/** Opens a case of one's own and keeps the ratings as the draft of its self-assessment. Gives its id; throws `Refusal`. */
export async function startCase(
  outside: Outside,
  personId: string,
  ladder: PublishedLadder,
  transition: string,
  ratings: Ratings,
  meta: Omit<RequestMeta, 'ifVersion'>,
): Promise<string> {
  // First of all, so that no case is opened whose draft is refused.
  const faults = faultsOfPart(ladder, ratings, {}, 'notes');
  if (faults.length > 0) throw new Refusal('invalid-input', 'The ladder does not know these ratings.', { faults });
  const opening = { engineerId: personId, ladderId: ladder.id, transition, cycleId: null };
  const { result } = await openCase(outside, personId, opening, meta);
  await keepRatings(outside, personId, result.caseId, ratings);
  return result.caseId;
}

/** Keeps ratings as the draft of the self-assessment of a case. Notes of a draft that is there stay. Throws `Refusal`. */
export async function keepRatings(outside: Outside, personId: string, caseId: string, ratings: Ratings): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = await readDraft(outside, personId, caseId);
    const draft = { ratings, notes: before?.notes ?? {} };
    const saved = await saveDraft(outside, personId, caseId, draft, before?.version).catch((error) => {
      // Saved from elsewhere between reading and writing: its notes are newer.
      const isLate = error instanceof Refusal && /^precondition-/.test(error.code);
      if (!isLate) throw error;
      return null;
    });
    if (saved) return;
  }
  throw new Refusal('busy', 'Your draft is being saved from elsewhere at this moment. Try again.');
}
