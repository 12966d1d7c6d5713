import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { approved } from '../progress/approved.ts';
import { backToSigners } from '../progress/next-stage.ts';
import { unconfirmedIn } from '../state/evidence.ts';
import { isApproved } from '../state/sign-offs.ts';
import { accept, type Decision, reject } from '../state/types.ts';
import { type CommandRow, type PersonContext, uninvolvedHr } from './row.ts';

export const decideExceptionRow: CommandRow<'decide-exception'> = {
  title: 'Decide on the exception',
  underSeal: 'open',
  ...uninvolvedHr,
  stages: ['exception'],
  needsVersion: true,
  facts: { record: 'guarded', seats: 'guarded' },
  events: ['exception-decided'],
  decide: decideException,
};

/**
 * HR confirms the approval, which ends the case, with a seat if the level is capped. Or HR refuses it: then the case goes
 * back to its signers, who can return or decline it.
 */
function decideException(
  state: Case,
  { decision, reason }: CommandOf<'decide-exception'>,
  context: PersonContext,
): Decision {
  const { head } = state;
  if (decision === 'confirm' && unconfirmedIn(state, context).length > 0)
    return reject('not-yet', 'Not everything that the portfolio asks for is confirmed any more. Refuse the exception.');
  if (decision === 'confirm' && !isApproved(head))
    return reject(
      'not-yet',
      'What was approved has changed since. Refuse the exception: then a signer can return the case.',
    );
  const how =
    decision === 'refuse'
      ? {
          decision: 'refused' as const,
          moves: backToSigners(head),
        }
      : { decision: 'confirmed' as const, ...approved(head, context, 'promoted-with-exception') };
  return accept([
    {
      type: 'exception-decided',
      actor: context.by,
      data: how,
      body: { audience: 'decision', content: { reason } },
    },
  ]);
}
