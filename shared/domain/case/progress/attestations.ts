import type { CaseHead } from '../../../contract/case.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import type { Person } from '../../../contract/people.ts';
import { actingsOf } from '../slots/acting-slot.ts';
import { stageEntries } from '../stages/index.ts';
import { type AskedAttestation, askedIn } from '../state/attestations.ts';
import { transitionOf } from '../state/path.ts';
import type { Facts } from '../state/types.ts';

/** Every question of a case, stage by stage, each with the slot whose holder answers it. */
export function attestationsOwed(head: CaseHead, ladder: PublishedLadder): AskedAttestation[] {
  const transition = transitionOf(ladder, head);
  return stageEntries.flatMap(([kind, { attestations }]) => askedIn(head, kind, attestations(transition, head.track)));
}

/** The questions of the open stage that a person is asked, for themselves or as a delegate. */
export function attestationsFor(
  head: CaseHead,
  person: Person,
  facts: Pick<Facts, 'ladder' | 'people' | 'now'>,
): AskedAttestation[] {
  const slots = actingsOf(head, person, facts).map((one) => one.slot.id);
  return attestationsOwed(head, facts.ladder).filter((one) => one.stage === head.stage && slots.includes(one.slot.id));
}
