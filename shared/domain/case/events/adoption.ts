import type { Adoption, CaseHead } from '../../../contract/case.ts';
import { lastHandIn } from '../state/handed-in.ts';
import type { EventOf } from '../state/types.ts';
import { move, ref, voided } from './fold.ts';
import type { EventRow } from './row.ts';

const facts = { underSeal: 'open', knownTo: 'participants', ends: null } as const;

export const adoptionAskedRow: EventRow<'adoption-asked'> = {
  ...facts,
  fold: (head, { at, data: { evidence, piece, turn, to, dueAt } }) => {
    const asked: Adoption = { evidence, piece, turn, to, askedAt: at, dueAt, answer: null, nameBy: null };
    // The first one was written down with the piece.
    const others = head.adoptions.filter((one) => one.askedAt !== null || one.evidence !== evidence);
    return { ...head, adoptions: [...withoutAnswer(others, asked), asked] };
  },
};

export const adoptionAnsweredRow: EventRow<'adoption-answered'> = {
  ...facts,
  fold: (head, event) => {
    const { answer, nameBy, moves = null } = event.data;
    const handedIn = lastHandIn(head);
    // What was handed in is another thing with this answer, so nothing that was signed before it stands.
    const after = { ...answered(head, event, { answer, nameBy }), portfolio: ref(event) };
    return move(voided({ ...after, ...(handedIn ? { handedIn } : {}) }), moves);
  },
};

export const adoptionUnansweredRow: EventRow<'adoption-unanswered'> = {
  ...facts,
  fold: (head, event) => {
    const { evidence, piece, turn, nameBy } = event.data;
    if (turn < 3) return answered(head, event, { answer: 'silence', nameBy });
    const nobody: Adoption = {
      evidence,
      piece,
      turn,
      to: null,
      askedAt: null,
      dueAt: null,
      answer: 'silence',
      nameBy: null,
    };
    return { ...head, adoptions: [...withoutAnswer(head.adoptions, nobody), nobody] };
  },
};

/** Whoever was asked last about the same piece, and has left, does not answer any more. */
function withoutAnswer(adoptions: readonly Adoption[], { piece, turn }: Adoption): Adoption[] {
  return adoptions.map((one) =>
    one.piece === piece && one.turn === turn && one.answer === null ? { ...one, answer: 'silence' } : one,
  );
}

function answered(
  head: CaseHead,
  { data: { evidence, piece, turn } }: EventOf<'adoption-answered' | 'adoption-unanswered'>,
  change: Pick<Adoption, 'answer' | 'nameBy'>,
): CaseHead {
  const it = head.adoptions.findLast((one) => one.evidence === evidence && one.piece === piece && one.turn === turn);
  const isChanged = ({ answer }: Adoption) => answer !== null && answer !== 'silence';
  const after = (one: Adoption) => ({
    ...one,
    ...change,
    ...(isChanged(one) ? { changes: (one.changes ?? 0) + 1 } : {}),
  });
  return { ...head, adoptions: head.adoptions.map((one) => (one === it ? after(one) : one)) };
}

/** The adoptions of a case after a piece was written, changed or taken out: what was not asked yet is replaced. */
export function withConfirmer(
  head: CaseHead,
  evidence: string,
  piece: number,
  confirmer: string | undefined,
): CaseHead['adoptions'] {
  const others = head.adoptions.filter((one) => one.askedAt !== null || one.evidence !== evidence);
  if (confirmer === undefined) return others;
  const named = { evidence, piece, turn: 1, to: confirmer, askedAt: null, dueAt: null, answer: null, nameBy: null };
  return [...others, named];
}
