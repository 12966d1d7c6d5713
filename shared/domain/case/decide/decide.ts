import type { Command, PersonCommand } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { mayNot } from '../rights.ts';
import { type Context, type Decision, reject } from '../types.ts';
import { attest, recordConsensus, submitReview } from './calibration.ts';
import { openCase } from './open.ts';
import { addEvidence, amendEvidence, removeEvidence, submitPortfolio, waiveRequirement } from './portfolio.ts';
import { submitSelfAssessment } from './self-assessment.ts';
import { signOff } from './sign-off.ts';
import { close, openStage, remind, restart } from './system.ts';
import { withdraw } from './withdraw.ts';

/**
 * What a command does to a case: events to record and facts the commit must check again, or why it is refused.
 * `state` is null when there is no case yet. Pure: the same input gives the same decision.
 */
export function decide(state: Case | null, command: Command, context: Context): Decision {
  if (command.type === 'open-case') return openCase(command, context);
  if (!state) return reject('not-found', 'There is no such case.');
  switch (command.type) {
    case 'open-stage':
      return openStage(state, command, context);
    case 'remind':
      return remind(state, command, context);
    case 'close':
      return close(state, command, context);
    case 'restart':
      return restart(state, command, context);
    default:
      return decideForPerson(state, command, context);
  }
}

function decideForPerson(state: Case, command: PersonCommand, context: Context): Decision {
  const { actor, ladder } = context;
  if (!actor) return reject('forbidden', 'Only a person can take this step.');
  const refusal = mayNot(state.head, command.type, actor, ladder);
  if (refusal) return { ok: false, rejection: refusal };
  const decision = dispatch(state, command, { ...context, actor });
  // That this person may act rests on their directory item: the commit checks that it has not changed meanwhile.
  return decision.ok
    ? { ...decision, guards: [...decision.guards, { personId: actor.id, version: actor.version }] }
    : decision;
}

function dispatch(state: Case, command: PersonCommand, context: PersonContext): Decision {
  switch (command.type) {
    case 'submit-self-assessment':
      return submitSelfAssessment(state, command, context);
    case 'add-evidence':
      return addEvidence(state, command, context);
    case 'amend-evidence':
      return amendEvidence(state, command, context);
    case 'remove-evidence':
      return removeEvidence(state, command, context);
    case 'submit-portfolio':
      return submitPortfolio(state, command, context);
    case 'waive-requirement':
      return waiveRequirement(state, command, context);
    case 'submit-review':
      return submitReview(state, command, context);
    case 'record-consensus':
      return recordConsensus(state, command, context);
    case 'attest':
      return attest(state, command, context);
    case 'sign-off':
      return signOff(state, command, context);
    case 'withdraw':
      return withdraw(state, command, context);
  }
}

/** A context in which a person acts. */
export type PersonContext = Context & { actor: NonNullable<Context['actor']> };
