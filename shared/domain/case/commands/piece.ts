import type { AttachedText } from '../../../contract/attached.ts';
import type { Case } from '../../../contract/events.ts';
import { limits } from '../../../contract/names.ts';
import { visibleIn } from '../../../contract/visible.ts';
import type { Fault } from '../../fault.ts';
import { latestAdoptions } from '../state/adoption.ts';
import { type EvidenceBody, evidenceOf } from '../state/contents.ts';
import { plainLink } from '../state/links.ts';
import { reject } from '../state/types.ts';
import { whyNotNamed } from './adoption.ts';
import type { PersonContext } from './row.ts';

/** A piece of evidence that the engineer writes: what is refused besides what the ladder says, and how it is stored. */

/**
 * How many more changes the evidence of a case takes. Each is kept for good and read with the case. Removing a piece is
 * always possible: it writes no words.
 */
export function changesLeft({ head, bodies }: Case): number {
  const written = Object.values(bodies).filter(({ type }) => type === 'evidence-added' || type === 'evidence-amended');
  const removed = head.evidenceAdded - Object.keys(head.evidence).length;
  return limits.evidenceChanges - written.length - removed;
}

/** The refusal of a change for which there is no room. */
export const noMoreChanges = reject(
  'already-done',
  `The evidence of a case takes ${limits.evidenceChanges} changes, and this case has had them. You can still remove a piece, and hand in what is there.`,
);

/** A piece with the team of the person whom it names, as the directory has it now. */
export function withTeam(piece: EvidenceBody, { people }: PersonContext): EvidenceBody {
  const { adoption } = piece;
  const team = adoption && people[adoption.confirmerId]?.team;
  return team ? { ...piece, adoption: { ...adoption, team } } : piece;
}

/** The fault if a portfolio has no room for one more adopted piece beside those of others (not `id`) and `more`. */
export function faultsOfAdopted({ head }: Case, more: number, id = ''): Fault[] {
  const others = latestAdoptions(head).filter((one) => one.evidence !== id).length + more;
  if (others < limits.adopted) return [];
  return [
    { path: 'adoption', reason: `a portfolio holds at most ${limits.adopted} pieces that other teams have adopted` },
  ];
}

/** What the event of a piece says of the person who can confirm that their team has adopted it. */
export function namedIn({ adoption }: Pick<EvidenceBody, 'adoption'>): { confirmer?: string } {
  return adoption ? { confirmer: adoption.confirmerId } : {};
}

/** The faults of the person whom a piece names. They are checked again when the portfolio is handed in. */
export function faultsOfConfirmer(
  { id, adoption }: Pick<EvidenceBody, 'id' | 'adoption'>,
  state: Case,
  { people, actor }: PersonContext,
): Fault[] {
  const tooMany = adoption ? faultsOfAdopted(state, 0, id) : [];
  if (tooMany.length > 0) return tooMany;
  const why = adoption ? whyNotNamed(people[adoption.confirmerId], adoption.team, actor, state.head) : null;
  return why === null ? [] : [{ path: 'adoption.confirmerId', reason: why }];
}

/** A text has something to read, and says something else than the others of its requirement. */
export function faultsOfText(
  { id, requirement }: Pick<EvidenceBody, 'id' | 'requirement'>,
  text: AttachedText | null | undefined,
  state: Case,
  own: PersonContext['ownTexts'] = {},
): Fault[] {
  if (!text) return [];
  const same = evidenceOf(state).find(
    (one) => one.id !== id && one.requirement === requirement && one.text && isSameText(own[one.text.digest], text),
  );
  return [
    ...(visibleIn(text.content).length < limits.shortestText
      ? [{ path: 'text.content', reason: `write ${limits.shortestText} characters or more` }]
      : []),
    ...(same ? [sameText(same)] : []),
  ];
}

/** The fault of a text that another piece of the requirement has already. */
export const sameText = ({ title }: EvidenceBody): Fault => ({
  path: 'text.content',
  reason: `the text is the one of '${title}': each piece needs its own`,
});

/** Whether two texts read the same. Blanks, lines and characters that nobody sees make no difference. */
export function isSameText(one: AttachedText | undefined, other: AttachedText | undefined): boolean {
  return !!one && !!other && visibleIn(one.content).join('') === visibleIn(other.content).join('');
}

/** A piece of evidence as it is stored. */
export function bodyOf(piece: EvidenceBody) {
  return { audience: 'participants' as const, content: { ...piece, url: plainLink(piece.url) } };
}
