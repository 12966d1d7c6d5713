import { limits, type PersonCommand } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { faultsOfEvidence, faultsOfPortfolio } from '../evidence.ts';
import { evidenceOf } from '../parts.ts';
import { stageAfter, transitionOf } from '../path.ts';
import { accept, type Decision, reject, rejectFaults } from '../types.ts';
import { personActor } from './actors.ts';
import type { PersonContext } from './decide.ts';

type Command<T extends PersonCommand['type']> = Extract<PersonCommand, { type: T }>;

export function addEvidence(state: Case, command: Command<'add-evidence'>, context: PersonContext): Decision {
  const { type, ...evidence } = command;
  if (Object.keys(state.head.evidence).length >= limits.evidence)
    return reject('already-done', `A portfolio holds at most ${limits.evidence} pieces. Remove one first.`);
  const id = `e${state.head.evidenceAdded + 1}`;
  return (
    rejectFaults('The piece of evidence was not added.', faultsOfEvidence(evidence, state, context)) ??
    accept([
      {
        type: 'evidence-added',
        actor: personActor(state, type, context),
        data: { evidence: id },
        body: { audience: 'participants', content: { id, ...evidence } },
      },
    ])
  );
}

export function amendEvidence(state: Case, command: Command<'amend-evidence'>, context: PersonContext): Decision {
  const { type, evidence: id, ...evidence } = command;
  return (
    unknownEvidence(state, id) ??
    rejectFaults('The piece of evidence stays as it was.', faultsOfEvidence(evidence, state, context)) ??
    accept([
      {
        type: 'evidence-amended',
        actor: personActor(state, type, context),
        data: { evidence: id },
        body: { audience: 'participants', content: { id, ...evidence } },
      },
    ])
  );
}

export function removeEvidence(state: Case, command: Command<'remove-evidence'>, context: PersonContext): Decision {
  return (
    unknownEvidence(state, command.evidence) ??
    accept([
      {
        type: 'evidence-removed',
        actor: personActor(state, command.type, context),
        data: { evidence: command.evidence },
      },
    ])
  );
}

export function waiveRequirement(state: Case, command: Command<'waive-requirement'>, context: PersonContext): Decision {
  const { requirement, reason, instead } = command;
  const { portfolio } = transitionOf(context.ladder, state.head);
  if (!portfolio.some((one) => one.id === requirement))
    return reject('invalid-input', 'The ladder has no such requirement.', [
      { path: 'requirement', reason: `give one of ${portfolio.map((one) => one.id).join(', ')}` },
    ]);
  if (state.head.waivers.some((one) => one.requirement === requirement))
    return reject('already-done', 'This requirement is waived already.');
  return accept([
    {
      type: 'requirement-waived',
      actor: personActor(state, command.type, context),
      data: { requirement },
      body: { audience: 'participants', content: { requirement, reason, instead } },
    },
  ]);
}

/** Hands the portfolio in: every core requirement is met or waived. What was handed in is pinned by event number. */
export function submitPortfolio(state: Case, command: Command<'submit-portfolio'>, context: PersonContext): Decision {
  const transition = transitionOf(context.ladder, state.head);
  const evidence = evidenceOf(state).map(({ id }) => ({ id, seq: state.head.evidence[id] as number }));
  return (
    rejectFaults('The portfolio is not complete.', faultsOfPortfolio(state, context)) ??
    accept([
      {
        type: 'portfolio-submitted',
        actor: personActor(state, command.type, context),
        data: { moves: { stage: stageAfter(transition, 'portfolio'), attempt: 1, outcome: null } },
        body: {
          audience: 'participants',
          content: { evidence, waivers: state.head.waivers.map(({ requirement, seq }) => ({ requirement, seq })) },
        },
      },
    ])
  );
}

function unknownEvidence(state: Case, id: string): Decision | null {
  return id in state.head.evidence
    ? null
    : reject('invalid-input', 'There is no such piece of evidence.', [
        { path: 'evidence', reason: 'give the id of a piece of this portfolio' },
      ]);
}
