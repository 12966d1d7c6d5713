import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { limits } from '../../../contract/names.ts';
import { faultsOfEvidence, faultsOfPortfolio, portfolioOf } from '../evidence.ts';
import { lockedPiece, lockedRequirement } from '../locked.ts';
import { asksForCalibration, carriedOver, onwards } from '../onwards.ts';
import { bodyAt, evidenceOf, type PortfolioBody } from '../parts.ts';
import { accept, type Decision, type Fault, reject, rejectFaults } from '../types.ts';
import { personActor } from './actors.ts';
import type { PersonContext } from './decide.ts';

export function addEvidence(state: Case, command: CommandOf<'add-evidence'>, context: PersonContext): Decision {
  const { type, ...evidence } = command;
  if (Object.keys(state.head.evidence).length >= limits.evidence)
    return reject('already-done', `A portfolio holds at most ${limits.evidence} pieces. Remove one first.`);
  const id = `e${state.head.evidenceAdded + 1}`;
  return (
    rejectFaults('The piece of evidence was not added.', [
      ...lockedRequirement(state, evidence.requirement),
      ...faultsOfEvidence(evidence, state, context),
    ]) ??
    accept([
      {
        type: 'evidence-added',
        actor: personActor(state, context),
        data: { evidence: id },
        body: { audience: 'participants', content: { id, ...evidence } },
      },
    ])
  );
}

export function amendEvidence(state: Case, command: CommandOf<'amend-evidence'>, context: PersonContext): Decision {
  const { type, evidence: id, ...evidence } = command;
  return (
    unknownEvidence(state, id) ??
    rejectFaults('The piece of evidence stays as it was.', [
      ...lockedPiece(state, id),
      ...faultsOfEvidence(evidence, state, context),
    ]) ??
    accept([
      {
        type: 'evidence-amended',
        actor: personActor(state, context),
        data: { evidence: id },
        body: { audience: 'participants', content: { id, ...evidence } },
      },
    ])
  );
}

export function removeEvidence(state: Case, command: CommandOf<'remove-evidence'>, context: PersonContext): Decision {
  return (
    unknownEvidence(state, command.evidence) ??
    rejectFaults('The piece of evidence stays.', lockedPiece(state, command.evidence)) ??
    accept([
      {
        type: 'evidence-removed',
        actor: personActor(state, context),
        data: { evidence: command.evidence },
      },
    ])
  );
}

export function waiveRequirement(
  state: Case,
  command: CommandOf<'waive-requirement'>,
  context: PersonContext,
): Decision {
  const { requirement, reason, instead } = command;
  const portfolio = portfolioOf(state.head, context.ladder);
  if (!portfolio.some((one) => one.id === requirement))
    return reject('invalid-input', 'The ladder has no such requirement.', [
      { path: 'requirement', reason: `give one of ${portfolio.map((one) => one.id).join(', ')}` },
    ]);
  if (state.head.waivers.some((one) => one.requirement === requirement))
    return reject('already-done', 'This requirement is waived already.');
  return accept([
    {
      type: 'requirement-waived',
      actor: personActor(state, context),
      data: { requirement },
      body: { audience: 'participants', content: { requirement, reason, instead } },
    },
  ]);
}

/** Copies pieces of the engineer's case before: each is checked as if it were written now. */
export function carryEvidence(
  state: Case,
  { evidence }: CommandOf<'carry-evidence'>,
  context: PersonContext,
): Decision {
  const { head } = state;
  const { previous } = context;
  if (!previous || previous.head.id !== head.previousCaseId || previous.head.engineerId !== head.engineerId)
    throw new Error('The case before was not read');
  const room = limits.evidence - Object.keys(head.evidence).length;
  if (evidence.length > room)
    return reject(
      'already-done',
      `A portfolio holds at most ${limits.evidence} pieces, and there is room for ${room}.`,
    );
  const pieces = evidenceOf(previous);
  const carried = evidence.map((id) => pieces.find((piece) => piece.id === id));
  const faults = carried.flatMap((piece, at): Fault[] => {
    const path = `evidence.${at}`;
    if (!piece) return [{ path, reason: 'the case before has no such piece' }];
    if (evidence.indexOf(piece.id) !== at) return [{ path, reason: 'this piece is named twice' }];
    const { id: _id, ...content } = piece;
    return [...lockedRequirement(state, piece.requirement), ...faultsOfEvidence(content, state, context)].map(
      (fault) => ({
        path,
        reason: fault.reason,
      }),
    );
  });
  const actor = personActor(state, context);
  return (
    rejectFaults('Nothing was carried over.', faults) ??
    accept(
      carried.flatMap((piece, at) => {
        if (!piece) return [];
        const id = `e${head.evidenceAdded + 1 + at}`;
        return [
          {
            type: 'evidence-added' as const,
            actor,
            data: { evidence: id, from: { caseId: previous.head.id, evidence: piece.id } },
            body: { audience: 'participants' as const, content: { ...piece, id } },
          },
        ];
      }),
    )
  );
}

/**
 * Hands the portfolio in: every core requirement is met or waived. What was handed in is pinned by event number. After a
 * return, one that is as it was before leaves everything standing that was decided on it.
 */
export function submitPortfolio(state: Case, context: PersonContext): Decision {
  const { head } = state;
  const evidence = evidenceOf(state).map(({ id }) => ({ id, seq: head.evidence[id] as number }));
  const content: PortfolioBody = {
    evidence,
    waivers: head.waivers.map(({ requirement, seq }) => ({ requirement, seq })),
  };
  const before = head.portfolio && bodyAt<PortfolioBody>(state, head.portfolio.seq);
  const unchanged = before !== null && isSame(before, content);
  const calibration = !unchanged && asksForCalibration(head, context.ladder);
  const { moves, carried } = onwards(
    unchanged ? head : { ...head, portfolio: { seq: head.version + 1, digest: '' } },
    context.ladder,
    'portfolio',
    { calibration },
  );
  const actor = personActor(state, context);
  return (
    rejectFaults('The portfolio is not complete.', faultsOfPortfolio(state, context)) ??
    accept([
      {
        type: 'portfolio-submitted',
        actor,
        data: {
          moves,
          ...(unchanged ? { unchanged } : {}),
          ...(calibration ? { reopensCalibration: true } : {}),
        },
        body: { audience: 'participants', content: { ...content } },
      },
      ...carriedOver(carried, actor),
    ])
  );
}

function isSame(one: PortfolioBody, other: PortfolioBody): boolean {
  const seqs = ({ evidence, waivers }: PortfolioBody) =>
    [...evidence, ...waivers].map(({ seq }) => seq).sort((a, b) => a - b);
  return String(seqs(one)) === String(seqs(other));
}

function unknownEvidence(state: Case, id: string): Decision | null {
  return id in state.head.evidence
    ? null
    : reject('invalid-input', 'There is no such piece of evidence.', [
        { path: 'evidence', reason: 'give the id of a piece of this portfolio' },
      ]);
}
