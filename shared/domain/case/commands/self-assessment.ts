import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { carriedOver, nextStage, unlockedNow } from '../progress/next-stage.ts';
import { bodyAt, type SelfAssessmentBody } from '../state/contents.ts';
import { accept, type Decision, rejectFaults } from '../state/types.ts';
import { faultsOfLocked, faultsOfRatings } from './ratings.ts';
import { type CommandRow, engineer, type PersonContext } from './row.ts';

export const submitSelfAssessmentRow: CommandRow<'submit-self-assessment'> = {
  title: 'Submit the self-assessment',
  underSeal: 'open',
  ...engineer,
  stages: ['self-assessment'],
  events: ['self-assessment-submitted', 'stage-carried-over'],
  decide: submitSelfAssessment,
};

/** The engineer's own view of every dimension. It ends the stage and never enters a score of the case. */
function submitSelfAssessment(
  state: Case,
  command: CommandOf<'submit-self-assessment'>,
  context: PersonContext,
): Decision {
  const { ratings, notes } = command;
  const { head } = state;
  const before = head.selfAssessment && bodyAt<SelfAssessmentBody>(state, head.selfAssessment.seq);
  const faults = [
    ...faultsOfRatings(context.ladder, ratings, notes, 'notes'),
    ...(before ? faultsOfLocked(before.ratings, ratings, unlockedNow(head), 'self') : []),
  ];
  const { moves, carried } = nextStage(head, context.ladder, 'self-assessment');
  const actor = context.by;
  return (
    rejectFaults('The self-assessment is not complete.', faults) ??
    accept([
      {
        type: 'self-assessment-submitted',
        actor,
        data: { moves },
        body: { audience: 'self-assessment', content: { ratings, notes } },
      },
      ...carriedOver(carried, actor),
    ])
  );
}
