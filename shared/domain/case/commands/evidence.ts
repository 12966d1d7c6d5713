import type { CaseHead } from '../../../contract/case.ts';
import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { limits } from '../../../contract/names.ts';
import { lockedPiece, lockedRequirement, openIn } from '../progress/returned-portfolio.ts';
import { evidenceOf } from '../state/contents.ts';
import { faultsOfEvidence } from '../state/evidence.ts';
import { accept, type Decision, type Rejection, reject, rejectFaults } from '../state/types.ts';
import { bodyOf, changesLeft, faultsOfConfirmer, faultsOfText, namedIn, noMoreChanges, withTeam } from './piece.ts';
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

function addEvidence(state: Case, command: CommandOf<'add-evidence'>, context: PersonContext): Decision {
  const { type, text, ...evidence } = command;
  if (Object.keys(state.head.evidence).length >= limits.evidence)
    return reject('already-done', `A portfolio holds at most ${limits.evidence} pieces. Remove one first.`);
  if (changesLeft(state) < 1) return noMoreChanges;
  const id = `e${state.head.evidenceAdded + 1}`;
  return (
    rejectFaults('The piece of evidence was not added.', [
      ...lockedRequirement(state, evidence.requirement, openIn(state, context)),
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
  const before = evidenceOf(state).find((one) => one.id === id);
  const kept = text === undefined ? before?.text : undefined;
  const open = openIn(state, context);
  const isMoved = before && before.requirement !== evidence.requirement;
  return (
    unknownEvidence(state, id) ??
    (changesLeft(state) < 1 ? noMoreChanges : null) ??
    rejectFaults('The piece of evidence stays as it was.', [
      ...lockedPiece(state, id, open),
      ...(isMoved ? lockedRequirement(state, evidence.requirement, open) : []),
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
    rejectFaults('The piece of evidence stays.', lockedPiece(state, command.evidence, openIn(state, context))) ??
    accept([
      {
        type: 'evidence-removed',
        actor: context.by,
        data: { evidence: command.evidence },
      },
    ])
  );
}

/** The people whom a piece names: the one who can confirm that their team has adopted it. */
function confirmerIn({ adoption }: CommandOf<'add-evidence' | 'amend-evidence'>): string[] {
  return adoption ? [adoption.confirmerId] : [];
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
