import type { PersonCommand } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import type { Acting } from '../acting.ts';
import { type Context, type Decision, type Guard, reject } from '../types.ts';
import { decideAppeal, makeAppeal } from './appeal.ts';
import { amendReview, attest, recordConsensus, submitReview } from './calibration.ts';
import {
  acceptPanel,
  answerObjection,
  appointPanel,
  delegate,
  endDelegation,
  leave,
  raiseObjection,
  reassign,
} from './parts.ts';
import {
  addEvidence,
  amendEvidence,
  carryEvidence,
  removeEvidence,
  submitPortfolio,
  waiveRequirement,
} from './portfolio.ts';
import { submitSelfAssessment } from './self-assessment.ts';
import { signOff } from './sign-off.ts';
import { extendDeadline, joinCycle, waiveWindow } from './time.ts';
import { confirmTrack, declareTrack } from './track.ts';
import { cancel, withdraw } from './withdraw.ts';

/** What a command of a person does to a case, once `whoActs` has said that it is theirs to give, and in which part. */
export function decideForPerson(state: Case, command: PersonCommand, context: PersonContext): Decision {
  const { actor } = context;
  const lender = lenderOf(context);
  if (!lender.ok) return lender.decision;
  const decision = dispatch(state, command, context);
  if (!decision.ok) return decision;
  // That this person may act rests on their directory item: the commit checks that it has not changed meanwhile.
  const guards = [...decision.guards, { personId: actor.id, version: actor.version }, ...lender.guards];
  return {
    ...decision,
    guards: guards.filter((one, at) => guards.findIndex((other) => other.personId === one.personId) === at),
  };
}

/** Whoever acts for somebody does so only while that one is there. */
function lenderOf({
  acting,
  people,
}: PersonContext): { ok: true; guards: Guard[] } | { ok: false; decision: Decision } {
  if (!acting?.onBehalfOf) return { ok: true, guards: [] };
  const lender = people[acting.onBehalfOf];
  if (lender?.active) return { ok: true, guards: [{ personId: lender.id, version: lender.version }] };
  return {
    ok: false,
    decision: reject(
      'forbidden',
      'Whoever let you act for them is not here any more: their part goes to somebody else.',
    ),
  };
}

function dispatch(state: Case, command: PersonCommand, context: PersonContext): Decision {
  switch (command.type) {
    case 'declare-track':
      return declareTrack(state, command, context);
    case 'submit-self-assessment':
      return submitSelfAssessment(state, command, context);
    case 'add-evidence':
      return addEvidence(state, command, context);
    case 'amend-evidence':
      return amendEvidence(state, command, context);
    case 'remove-evidence':
      return removeEvidence(state, command, context);
    case 'carry-evidence':
      return carryEvidence(state, command, context);
    case 'submit-portfolio':
      return submitPortfolio(state, context);
    case 'waive-requirement':
      return waiveRequirement(state, command, context);
    case 'appoint-panel':
      return appointPanel(state, command, context);
    case 'accept-panel':
      return acceptPanel(state, context);
    case 'raise-objection':
      return raiseObjection(state, command, context);
    case 'answer-objection':
      return answerObjection(state, command, context);
    case 'submit-review':
      return submitReview(state, command, context);
    case 'amend-review':
      return amendReview(state, command, context);
    case 'record-consensus':
      return recordConsensus(state, command, context);
    case 'attest':
      return attest(state, command, context);
    case 'sign-off':
      return signOff(state, command, context);
    case 'confirm-track':
      return confirmTrack(state, command, context);
    case 'withdraw':
      return withdraw(state, command, context);
    case 'declare-conflict':
    case 'recuse':
      return leave(state, command, context);
    case 'reassign':
      return reassign(state, command, context);
    case 'delegate':
      return delegate(state, command, context);
    case 'end-delegation':
      return endDelegation(state, command, context);
    case 'extend-deadline':
      return extendDeadline(state, command, context);
    case 'join-cycle':
      return joinCycle(state, command, context);
    case 'waive-window':
      return waiveWindow(state, command, context);
    case 'cancel':
      return cancel(state, command, context);
    case 'appeal':
      return makeAppeal(state, command, context);
    case 'decide-appeal':
      return decideAppeal(state, command, context);
  }
}

/** A context in which a person acts: under a slot, or as the engineer or HR where there is none. */
export type PersonContext = Context & { actor: NonNullable<Context['actor']>; acting: Acting | undefined };
