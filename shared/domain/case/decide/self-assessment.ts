import type { PersonCommand } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { stageAfter, transitionOf } from '../path.ts';
import { accept, type Decision, rejectFaults } from '../types.ts';
import { personActor } from './actors.ts';
import type { PersonContext } from './decide.ts';
import { faultsOfRatings } from './ratings.ts';

type Command = Extract<PersonCommand, { type: 'submit-self-assessment' }>;

/** The engineer's own view of every dimension. It ends the stage and never enters a score of the case. */
export function submitSelfAssessment(state: Case, command: Command, context: PersonContext): Decision {
  const { ratings, notes } = command;
  const faults = faultsOfRatings(context.ladder, ratings, notes, 'notes');
  const next = stageAfter(transitionOf(context.ladder, state.head), 'self-assessment');
  return (
    rejectFaults('The self-assessment is not complete.', faults) ??
    accept([
      {
        type: 'self-assessment-submitted',
        actor: personActor(state, command.type, context),
        data: { moves: { stage: next, attempt: 1, outcome: null } },
        body: { audience: 'self-assessment', content: { ratings, notes } },
      },
    ])
  );
}
