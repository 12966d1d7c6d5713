import type { Actor } from '../../contract/events.ts';
import type { PublishedLadder } from '../../contract/ladder.ts';
import { ladderLimits } from '../../contract/names.ts';
import type { Person } from '../../contract/people.ts';
import type { LadderCommand, LadderRecord } from '../../contract/publishing.ts';
import type { LadderDraftEvent } from '../../contract/record-ladder.ts';
import { dayOf } from '../calendar/calendar.ts';
import { dayWords } from '../calendar/words.ts';
import type { Fault } from '../fault.ts';
import { lint } from '../ladder/lint/lint.ts';
import { isHrForAll } from '../people.ts';
import { whyNotSecond, whyProposerLeft } from '../two-people.ts';
import type { LadderContext, LadderDecision, PublishingRejectionCode } from './types.ts';

type Draft = NonNullable<LadderRecord['draft']>;
type CommandOf<T extends LadderCommand['type']> = Extract<LadderCommand, { type: T }>;

/**
 * Decides one command of HR on the record of a ladder. The record is null for a new ladder. Publishing takes two
 * people: a person who uploaded the draft or proposed the day cannot confirm it, nor one who came to HR after that.
 */
export function decideLadder(
  record: LadderRecord | null,
  command: LadderCommand,
  context: LadderContext,
): LadderDecision {
  const { actor } = context;
  if (!isHrForAll(actor)) return reject('forbidden', 'Only HR publishes ladders.');
  if (command.type === 'save-draft') return saveDraft(record, command, actor);
  const draft = record?.draft;
  if (!draft || draft.hash !== command.hash) return notThisDraft(record, command.hash);
  switch (command.type) {
    case 'discard-draft':
      return accept(actor, { type: 'draft-discarded', data: refOf(draft) });
    case 'propose-publication':
      return propose(draft, command, context);
    case 'withdraw-proposal':
      if (!draft.proposal) return reject('not-proposed', 'No day is proposed for this draft.');
      return accept(actor, { type: 'proposal-withdrawn', data: refOf(draft) });
    case 'confirm-publication':
      return confirm(draft, context);
  }
}

/** The version number that a draft must have. */
function nextVersion(record: LadderRecord | null): number {
  return Math.max(0, ...(record?.versions ?? []).map((one) => one.version)) + 1;
}

function saveDraft(record: LadderRecord | null, { ladder }: CommandOf<'save-draft'>, actor: Person): LadderDecision {
  const version = nextVersion(record);
  if (ladder.version !== version)
    return reject('invalid-ladder', 'The document is not the next version of this ladder.', [
      {
        path: 'version',
        reason:
          version === 1
            ? 'no version of this ladder is published yet: write version 1'
            : `version ${version - 1} is the newest published version: write version ${version}`,
      },
    ]);
  const bytes = new TextEncoder().encode(JSON.stringify(ladder)).length;
  if (bytes > ladderLimits.storedBytes)
    return reject('invalid-ladder', 'The ladder is too large to be stored.', [
      {
        path: 'document',
        reason: `it takes ${Math.ceil(bytes / 1024)} KB: shorten its texts until it takes ${ladderLimits.storedBytes / 1024} KB`,
      },
    ]);
  return accept(actor, { type: 'draft-saved', data: { ...refOf(ladder), title: ladder.title } });
}

function propose(
  draft: Draft,
  { from }: CommandOf<'propose-publication'>,
  { now, actor, draft: ladder }: LadderContext,
): LadderDecision {
  if (draft.proposal)
    return reject(
      'already-done',
      `This draft is already proposed for ${dayWords(draft.proposal.from)}. Withdraw the proposal to propose again.`,
    );
  if (from < dayOf(now))
    return reject('invalid-input', 'The day is in the past.', [
      { path: 'from', reason: `give today (${dayWords(dayOf(now))}, UTC) or a later day` },
    ]);
  return refuseErrors(ladder) ?? accept(actor, { type: 'publication-proposed', data: { ...refOf(draft), from } });
}

function confirm(draft: Draft, { now, actor, draft: ladder, heldSince, proposer }: LadderContext): LadderDecision {
  const { proposal } = draft;
  if (!proposal) return reject('not-proposed', 'No day is proposed for this draft: propose one first.');
  const why = whyNotSecond({ by: [draft.by, proposal.by], at: proposal.at }, actor, heldSince);
  if (why) return reject('forbidden', why);
  const left = whyProposerLeft(proposer, null);
  if (left) return reject('proposal-stale', `${left} Withdraw the proposal and propose again.`);
  if (proposal.from < dayOf(now))
    return reject(
      'day-passed',
      `The proposed day, ${dayWords(proposal.from)}, has passed. Withdraw the proposal and propose again with a new day.`,
    );
  const { from, by: proposedBy } = proposal;
  const data = { ...refOf(draft), title: draft.title, from, proposedBy };
  return refuseErrors(ladder) ?? accept(actor, { type: 'ladder-published', data });
}

function refuseErrors(ladder: PublishedLadder | null): LadderDecision | null {
  if (!ladder) throw new Error('The document of the draft is missing');
  const errors = lint(ladder).filter((one) => one.severity === 'error');
  if (errors.length === 0) return null;
  return reject(
    'ladder-has-errors',
    'The draft has errors. Correct them and upload it again.',
    errors.map(({ place, message, mend }) => ({ path: place, reason: `${message} ${mend}` })),
  );
}

function notThisDraft(record: LadderRecord | null, hash: string): LadderDecision {
  const published = record?.versions.find((one) => one.hash === hash);
  if (published)
    return reject(
      'already-done',
      `This is published: version ${published.version}, in force from ${dayWords(published.from)}.`,
    );
  return reject(
    'draft-changed',
    record?.draft
      ? 'The draft has been replaced by another one. Read it again, then decide.'
      : 'This ladder has no draft any more.',
  );
}

const refOf = ({ version, hash }: { version: number; hash: string }) => ({ version, hash });

type Recorded = LadderDraftEvent extends infer One ? (One extends unknown ? Omit<One, 'actor'> : never) : never;

function accept({ id }: Person, event: Recorded): LadderDecision {
  const actor: Actor = { personId: id, role: 'hr', relation: 'publisher', onBehalfOf: null };
  return { ok: true, event: { ...event, actor } as LadderDraftEvent };
}

function reject(code: PublishingRejectionCode, message: string, faults?: Fault[]): LadderDecision {
  return { ok: false, rejection: { code, message, ...(faults ? { faults } : {}) } };
}
