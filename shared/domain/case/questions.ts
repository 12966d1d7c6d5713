import type { CaseHead } from '../../contract/case.ts';
import type { PublishedLadder } from '../../contract/ladder.ts';
import { type AskedAttestation, askedOf } from './attestations.ts';
import { transitionOf } from './path.ts';
import { stageEntries } from './stages/index.ts';

/** Every question of a case, stage by stage, each with the slot whose holder answers it. */
export function attestationsOwed(head: CaseHead, ladder: PublishedLadder): AskedAttestation[] {
  const transition = transitionOf(ladder, head);
  return stageEntries.flatMap(([kind, { questions }]) => askedOf(head, kind, questions(transition, head.track)));
}
