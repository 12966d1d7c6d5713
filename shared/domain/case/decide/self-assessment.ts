import type { PersonCommand } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { carriedOver, onwards, unlockedNow } from '../onwards.ts';
import { bodyAt, type SelfAssessmentBody } from '../parts.ts';
import { accept, type Decision, rejectFaults } from '../types.ts';
import { personActor } from './actors.ts';
import type { PersonContext } from './decide.ts';
import { faultsOfLocked, faultsOfRatings } from './ratings.ts';

type Command = Extract<PersonCommand, { type: 'submit-self-assessment' }>;

/** The engineer's own view of every dimension. It ends the stage and never enters a score of the case. */
export function submitSelfAssessment(state: Case, command: Command, context: PersonContext): Decision {
  const { ratings, notes } = command;
  const { head } = state;
  const before = head.selfAssessment && bodyAt<SelfAssessmentBody>(state, head.selfAssessment.seq);
  const faults = [
    ...faultsOfRatings(context.ladder, ratings, notes, 'notes'),
    ...(before ? faultsOfLocked(before.ratings, ratings, unlockedNow(head), 'self') : []),
  ];
  const { moves, carried } = onwards(head, context.ladder, 'self-assessment');
  const actor = personActor(state, context);
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
