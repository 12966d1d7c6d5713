import type { AttachedText } from '../../../contract/attached.ts';
import type { CaseHead } from '../../../contract/case.ts';
import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { limits } from '../../../contract/names.ts';
import { visibleIn } from '../../../contract/visible.ts';
import type { Fault } from '../../fault.ts';
import { lockedPiece, lockedRequirement } from '../progress/returned-portfolio.ts';
import { latestQuestions } from '../state/adoption.ts';
import { type EvidenceBody, evidenceOf } from '../state/contents.ts';
import { faultsOfEvidence } from '../state/evidence.ts';
import { plainLink } from '../state/links.ts';
import { accept, type Decision, type Rejection, reject, rejectFaults } from '../state/types.ts';
import { whyNotNamed } from './adoption.ts';
import { type CommandRow, engineer, no, type PersonContext } from './row.ts';

export const addEvidenceRow: CommandRow<'add-evidence'> = {
  title: 'Add a piece of evidence',
  repeats: () => true,
  underSeal: 'open',
  ...engineer,
  stages: ['portfolio'],
  names: confirmerIn,
  events: ['evidence-added'],
  decide: addEvidence,
};

export const amendEvidenceRow: CommandRow<'amend-evidence'> = {
  title: 'Amend a piece of evidence',
  repeats: () => true,
  underSeal: 'open',
  ...engineer,
  stages: ['portfolio'],
  against: nothingAdded,
  needsVersion: true,
  names: confirmerIn,
  events: ['evidence-amended'],
  decide: amendEvidence,
};

export const removeEvidenceRow: CommandRow<'remove-evidence'> = {
  title: 'Remove a piece of evidence',
  underSeal: 'open',
  ...engineer,
  stages: ['portfolio'],
  against: nothingAdded,
  needsVersion: true,
  events: ['evidence-removed'],
  decide: removeEvidence,
};

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

function addEvidence(state: Case, command: CommandOf<'add-evidence'>, context: PersonContext): Decision {
  const { type, text, ...evidence } = command;
  if (Object.keys(state.head.evidence).length >= limits.evidence)
    return reject('already-done', `A portfolio holds at most ${limits.evidence} pieces. Remove one first.`);
  if (changesLeft(state) < 1) return noMoreChanges;
  const id = `e${state.head.evidenceAdded + 1}`;
  return (
    rejectFaults('The piece of evidence was not added.', [
      ...lockedRequirement(state, evidence.requirement),
      ...faultsOfEvidence({ id, ...evidence, text }, state, context),
      ...faultsOfText({ id, ...evidence }, text, state, context.ownTexts),
      ...faultsOfConfirmer({ id, ...evidence }, state, context),
    ]) ??
    accept([
      {
        type: 'evidence-added',
        actor: context.by,
        data: { evidence: id, ...namedIn(evidence) },
        body: bodyOf(withTeam({ id, ...evidence }, context)),
        ...(text ? { text } : {}),
      },
    ])
  );
}

function amendEvidence(state: Case, command: CommandOf<'amend-evidence'>, context: PersonContext): Decision {
  const { type, evidence: id, text, ...evidence } = command;
  const kept = text === undefined ? evidenceOf(state).find((one) => one.id === id)?.text : undefined;
  return (
    unknownEvidence(state, id) ??
    (changesLeft(state) < 1 ? noMoreChanges : null) ??
    rejectFaults('The piece of evidence stays as it was.', [
      ...lockedPiece(state, id),
      ...faultsOfEvidence({ id, ...evidence, text: text ?? kept }, state, context),
      ...faultsOfText({ id, ...evidence }, text ?? (kept && context.ownTexts?.[kept.digest]), state, context.ownTexts),
      ...faultsOfConfirmer({ id, ...evidence }, state, context),
    ]) ??
    accept([
      {
        type: 'evidence-amended',
        actor: context.by,
        data: { evidence: id, ...namedIn(evidence) },
        body: bodyOf(withTeam({ id, ...evidence, ...(kept ? { text: kept } : {}) }, context)),
        ...(text ? { text } : {}),
      },
    ])
  );
}

function removeEvidence(state: Case, command: CommandOf<'remove-evidence'>, context: PersonContext): Decision {
  return (
    unknownEvidence(state, command.evidence) ??
    rejectFaults('The piece of evidence stays.', lockedPiece(state, command.evidence)) ??
    accept([
      {
        type: 'evidence-removed',
        actor: context.by,
        data: { evidence: command.evidence },
      },
    ])
  );
}

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
    return [
      ...lockedRequirement(state, piece.requirement),
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

/**
 * How many more changes the evidence of a case takes. Each is kept for good and read with the case. Removing a piece is
 * always possible: it writes no words.
 */
function changesLeft({ head, bodies }: Case): number {
  const written = Object.values(bodies).filter(({ type }) => type === 'evidence-added' || type === 'evidence-amended');
  const removed = head.evidenceAdded - Object.keys(head.evidence).length;
  return limits.evidenceChanges - written.length - removed;
}

const noMoreChanges = reject(
  'already-done',
  `The evidence of a case takes ${limits.evidenceChanges} changes, and this case has had them. You can still remove a piece, and hand in what is there.`,
);

/** A piece with the team of the person whom it names, as the directory has it now. */
function withTeam(piece: EvidenceBody, { people }: PersonContext): EvidenceBody {
  const { adoption } = piece;
  const team = adoption && people[adoption.confirmerId]?.team;
  return team ? { ...piece, adoption: { ...adoption, team } } : piece;
}

/** The people whom a piece names: the one who can confirm that their team has adopted it. */
function confirmerIn({ adoption }: CommandOf<'add-evidence' | 'amend-evidence'>): string[] {
  return adoption ? [adoption.confirmerId] : [];
}

const tooManyAdopted = `a portfolio holds at most ${limits.adopted} pieces that other teams have adopted`;

function namedIn({ adoption }: Pick<EvidenceBody, 'adoption'>): { confirmer?: string } {
  return adoption ? { confirmer: adoption.confirmerId } : {};
}

/** The faults of the person whom a piece names. They are checked again when the portfolio is handed in. */
function faultsOfConfirmer(
  { id, adoption }: Pick<EvidenceBody, 'id' | 'adoption'>,
  { head }: Case,
  { people, actor }: PersonContext,
): Fault[] {
  if (adoption && latestQuestions(head).filter((one) => one.evidence !== id).length >= limits.adopted)
    return [{ path: 'adoption', reason: tooManyAdopted }];
  const why = adoption ? whyNotNamed(people[adoption.confirmerId], adoption.team, actor, head) : null;
  return why === null ? [] : [{ path: 'adoption.confirmerId', reason: why }];
}

/** A text has something to read, and says something else than the others of its requirement. */
function faultsOfText(
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

const sameText = ({ title }: EvidenceBody): Fault => ({
  path: 'text.content',
  reason: `the text is the one of '${title}': each piece needs its own`,
});

/** Whether two texts read the same. Blanks, lines and characters that nobody sees make no difference. */
function isSameText(one: AttachedText | undefined, other: AttachedText | undefined): boolean {
  return !!one && !!other && visibleIn(one.content).join('') === visibleIn(other.content).join('');
}

/** A piece of evidence as it is stored. */
function bodyOf(piece: EvidenceBody) {
  return { audience: 'participants' as const, content: { ...piece, url: plainLink(piece.url) } };
}

function unknownEvidence(state: Case, id: string): Decision | null {
  return id in state.head.evidence
    ? null
    : reject('invalid-input', 'There is no such piece of evidence.', [
        { path: 'evidence', reason: 'give the id of a piece of this portfolio' },
      ]);
}

function nothingAdded(head: CaseHead): Rejection | null {
  return Object.keys(head.evidence).length === 0 ? no('not-yet', 'There is no evidence yet.') : null;
}
