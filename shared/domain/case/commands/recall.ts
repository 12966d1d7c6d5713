import type { CaseHead } from '../../../contract/case.ts';
import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { limits, recallMinutes } from '../../../contract/names.ts';
import { secondsBetween } from '../../calendar/calendar.ts';
import { backToSigners } from '../progress/next-stage.ts';
import { standingSignOffs } from '../state/sign-offs.ts';
import { accept, type Decision } from '../state/types.ts';
import { type CommandRow, no, type PersonContext } from './row.ts';
import { signOffRow } from './sign-off.ts';

export const recallRow: CommandRow<'recall'> = {
  title: 'Take your signature back',
  repeats: () => true,
  underSeal: 'open',
  by: signOffRow.by,
  whose: signOffRow.whose,
  stages: ['sign-off', 'exception'],
  against: (head, person, { now }, acting) => {
    const own = ownSignature(head, person.id, acting?.slot.id);
    if (!own) return no('not-yet', 'No signature of yours stands in this case.');
    const recalled = head.signOffs.filter((one) => one.slot === own.slot && one.recalled);
    if (recalled.length >= limits.recalls)
      return no(
        'already-done',
        `A signature can be taken back ${limits.recalls} times at most. Tell HR if it was wrong.`,
      );
    return secondsBetween(own.at, now) > recallMinutes * 60
      ? no('already-done', `A signature can be taken back for ${recallMinutes} minutes. Tell HR if it was wrong.`)
      : null;
  },
  events: ['sign-off-recalled'],
  decide: recall,
};

/** A signer takes back what they signed themselves, also as a delegate. */
function ownSignature(head: CaseHead, by: string, slot: string | undefined) {
  return standingSignOffs(head).find((one) => one.slot === slot && one.by === by);
}

/**
 * The signature no longer counts. If HR was asked for an exception, the case goes back to its signers. Other signatures
 * stand. An outcome that is decided is not recalled, because a seat is taken with it and people are told.
 */
function recall({ head }: Case, { reason }: CommandOf<'recall'>, context: PersonContext): Decision {
  const moves = head.stage === 'exception' ? backToSigners(head) : null;
  return accept([
    {
      type: 'sign-off-recalled',
      actor: context.by,
      data: { slot: context.acting?.slot.id ?? '', moves },
      body: { audience: 'decision', content: { reason } },
    },
  ]);
}
