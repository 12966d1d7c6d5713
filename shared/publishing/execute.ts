import { carryOut, type Executed, personCheck, type RequestMeta } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal, refusalOf } from '../cases/refusal.ts';
import type { PublishedLadder } from '../contract/ladder.ts';
import type { Person } from '../contract/people.ts';
import { type DraftCommand, type LadderCommand, LadderResult } from '../contract/publishing.ts';
import { decideLadder } from '../domain/publishing/decide.ts';
import { evolveLadder } from '../domain/publishing/evolve.ts';
import { parseLadder } from '../ladders/read.ts';
import { sealRecord } from '../ledger/seal.ts';
import { hrOnly } from '../records/hr-only.ts';
import { roleHeldBy } from '../records/role-held.ts';
import { loadPerson } from '../store/directory.ts';
import { keys } from '../store/keys.ts';
import { draftIn, ladderRecordIn, loadLadderRecord } from '../store/ladders.ts';
import { writesOf } from '../store/transaction.ts';
import { writesFor } from './writes.ts';

/** Commands name a draft by its hash, so they need no version. */
type Meta = Omit<RequestMeta, 'ifVersion'>;

/**
 * Stores a document (YAML or JSON) as the draft of the next version of a ladder. It replaces the previous draft, whose
 * proposal ends. Throws `Refusal`, also if the document is not a ladder: then it says where each fault is and how to
 * mend it.
 */
export async function saveDraft(
  outside: Outside,
  actor: Person,
  { ladderId, text }: { ladderId: string; text: string },
  meta: Meta,
): Promise<Executed<LadderResult>> {
  let command: LadderCommand | undefined;
  return execute(outside, actor, ladderId, meta, { ladderId, text }, () => {
    command ??= { type: 'save-draft', ladder: ladderIn(text, ladderId) };
    return command;
  });
}

/**
 * Stores a document as the first draft of a new ladder. The id of the ladder comes from the document. Throws `Refusal`
 * as `saveDraft` does, and if the ladder is already known.
 */
export async function saveNewLadder(
  outside: Outside,
  actor: Person,
  text: string,
  meta: Meta,
): Promise<Executed<LadderResult>> {
  hrOnly(actor);
  const { id, hash } = documentIn(text);
  const known = await loadLadderRecord(outside.table, id);
  // The same document can be the same request sent again. It gets the same answer as before.
  if (known && known.draft?.hash !== hash)
    throw new Refusal('invalid-ladder', 'The document is of a ladder that is here already.', {
      faults: [
        { path: 'id', reason: `upload it on the page of the ladder ${id}, or give a new ladder an id of its own` },
      ],
    });
  return saveDraft(outside, actor, { ladderId: id, text }, meta);
}

/** Carries out one command of HR on the draft of a ladder. Throws `Refusal`. */
export async function actOnDraft(
  outside: Outside,
  actor: Person,
  { ladderId, command }: { ladderId: string; command: DraftCommand },
  meta: Meta,
): Promise<Executed<LadderResult>> {
  return execute(outside, actor, ladderId, meta, { ladderId, command }, () => command);
}

function documentIn(text: string): PublishedLadder {
  const read = parseLadder(text);
  if (!read.ok)
    throw new Refusal('invalid-ladder', 'The document is not a ladder. Mend what is named and upload it again.', {
      faults: read.findings.map(({ place, message, mend }) => ({ path: place, reason: `${message} ${mend}` })),
    });
  return read.ladder;
}

function ladderIn(text: string, ladderId: string): PublishedLadder {
  const ladder = documentIn(text);
  if (ladder.id !== ladderId)
    throw new Refusal('invalid-ladder', 'The document is of another ladder.', {
      faults: [{ path: 'id', reason: `write ${ladderId}, or upload it to the ladder ${ladder.id}` }],
    });
  return ladder;
}

/**
 * `request` distinguishes this request from others. `commandOf` is called only after the person is known to be of HR.
 */
async function execute(
  outside: Outside,
  actor: Person,
  ladderId: string,
  { idempotencyKey, requestId }: Meta,
  request: unknown,
  commandOf: () => LadderCommand,
): Promise<Executed<LadderResult>> {
  const { table, clock, ids, random } = outside;
  const once = {
    actor,
    idempotencyKey,
    request: { publishing: request },
    shape: LadderResult,
    what: 'The ladder',
    reads: [keys.ladderRecord(ladderId), keys.ladderDraft(ladderId)],
  };
  return carryOut(outside, once, async (found) => {
    const by = hrOnly(found.actor);
    const record = ladderRecordIn(found.items, ladderId);
    const draft = draftIn(found.items, ladderId);
    // The two items are not read atomically. If the draft was replaced in between, both are read again.
    if ((record?.draft?.hash ?? null) !== (draft?.hash ?? null)) return null;
    const command = commandOf();
    const now = clock.now().toISOString();
    const proposedBy = (command.type === 'confirm-publication' && record?.draft?.proposal?.by) || null;
    const [held, proposer] = proposedBy
      ? await Promise.all([roleHeldBy(outside, by), loadPerson(table, proposedBy)])
      : [null, null];
    const heldSince = held?.(null) ?? null;
    const decision = decideLadder(record, command, { now, actor: by, draft, heldSince, proposer });
    if (!decision.ok) throw refusalOf(decision.rejection);
    const recording = { chain: `ladder:${ladderId}` as const, audit: record?.audit ?? null, at: now, requestId };
    const sealed = sealRecord(decision.event, { ...recording, ids, random });
    const after = evolveLadder(record, sealed.event);
    const { version, hash } = sealed.event.data;
    return {
      result: { ladderId, type: command.type, version, hash, revision: after.revision, at: now },
      writes: [
        ...writesFor(writesOf(table), {
          before: record,
          after,
          sealed,
          document: command.type === 'save-draft' ? command.ladder : draft,
        }),
        ...personCheck(writesOf(table), proposer, []),
      ],
    };
  });
}
