import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { limits } from '../../../contract/names.ts';
import type { Fault } from '../../fault.ts';
import { lockedRequirement, openIn } from '../progress/returned-portfolio.ts';
import { type EvidenceBody, evidenceOf } from '../state/contents.ts';
import { faultsOfEvidence } from '../state/evidence.ts';
import { accept, type Decision, reject, rejectFaults } from '../state/types.ts';
import {
  bodyOf,
  changesLeft,
  faultsOfAdopted,
  faultsOfText,
  isSameText,
  namedIn,
  noMoreChanges,
  sameText,
} from './piece.ts';
import { type CommandRow, engineer, no, type PersonContext } from './row.ts';

export const carryEvidenceRow: CommandRow<'carry-evidence'> = {
  title: 'Carry evidence over from your last case',
  repeats: () => true,
  underSeal: 'open',
  ...engineer,
  stages: ['portfolio'],
  against: (head) =>
    head.previousCaseId === null ? no('not-yet', 'There is no case before this one to carry evidence from.') : null,
  facts: { previousCase: 'read' },
  events: ['evidence-added'],
  decide: carryEvidence,
};

/** Copies pieces from the engineer's previous case. Each piece is checked as if it were written now. */
function carryEvidence(state: Case, { evidence }: CommandOf<'carry-evidence'>, context: PersonContext): Decision {
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
  if (changesLeft(state) < evidence.length) return noMoreChanges;
  const open = openIn(state, context);
  const pieces = evidenceOf(previous);
  const carried = evidence.map((id) => pieces.find((piece) => piece.id === id));
  // A text that was erased by law is not carried over.
  const textOf = (piece: EvidenceBody) => piece.text && context.previousTexts?.[piece.text.digest];
  const faults = carried.flatMap((piece, at): Fault[] => {
    const path = `evidence.${at}`;
    if (!piece) return [{ path, reason: 'the case before has no such piece' }];
    if (evidence.indexOf(piece.id) !== at) return [{ path, reason: 'this piece is named twice' }];
    const text = textOf(piece);
    const before = carried
      .slice(0, at)
      .find((one) => one?.requirement === piece.requirement && isSameText(textOf(one), text));
    const adopted = carried.slice(0, at).filter((one) => one?.adoption).length;
    return [
      ...(piece.adoption ? faultsOfAdopted(state, adopted) : []),
      ...lockedRequirement(state, piece.requirement, open),
      ...faultsOfEvidence({ ...piece, text, id: '' }, state, context),
      ...faultsOfText({ ...piece, id: '' }, text, state, context.ownTexts),
      ...(before ? [sameText(before)] : []),
    ].map(({ reason }) => ({ path, reason }));
  });
  const actor = context.by;
  return (
    rejectFaults('Nothing was carried over.', faults) ??
    accept(
      carried.flatMap((piece, at) => {
        if (!piece) return [];
        const id = `e${head.evidenceAdded + 1 + at}`;
        const { text: _, ...words } = piece;
        const text = textOf(piece);
        return [
          {
            type: 'evidence-added' as const,
            actor,
            data: { evidence: id, from: { caseId: previous.head.id, evidence: piece.id }, ...namedIn(piece) },
            body: bodyOf({ ...words, id }),
            ...(text ? { text } : {}),
          },
        ];
      }),
    )
  );
}
