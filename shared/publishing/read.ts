import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import type { Ladder } from '../contract/ladder.ts';
import type { DraftView, LadderCheck, LadderRecord } from '../contract/publishing.ts';
import { LadderEvent, type RecordEventView } from '../contract/records.ts';
import type { Verification } from '../contract/view.ts';
import { compare } from '../domain/ladder/compare/compare.ts';
import { lint } from '../domain/ladder/lint/lint.ts';
import { isHr } from '../domain/publishing/decide.ts';
import { replayLadder } from '../domain/publishing/evolve.ts';
import { parseLadder } from '../ladders/read.ts';
import { hashOf } from '../ledger/hash.ts';
import { type Link, verify } from '../ledger/verify.ts';
import { loadLadderEvents, storedEvents } from '../store/chains.ts';
import { loadPerson } from '../store/directory.ts';
import {
  listLadderRecords,
  loadDraft,
  loadLadder,
  loadLadderRecord,
  storedVersions,
  versionInForce,
} from '../store/ladders.ts';
import { viewOf } from './event-view.ts';
import { loadHr } from './hr.ts';

const notFound = (what = 'ladder') => new Refusal('not-found', `There is no such ${what}.`);

/** The records of all ladders, for HR. Throws `Refusal`. */
export async function readRecords(outside: Outside, personId: string): Promise<LadderRecord[]> {
  await loadHr(outside, personId);
  return listLadderRecords(outside.table);
}

/** The record of one ladder, for HR. Throws `Refusal`. */
export async function readRecord(outside: Outside, personId: string, ladderId: string): Promise<LadderRecord> {
  await loadHr(outside, personId);
  const record = await loadLadderRecord(outside.table, ladderId);
  if (!record) throw notFound();
  return record;
}

/** The draft of a ladder with what its check finds and what it would change. Nobody but HR may know of one. */
export async function readDraft(outside: Outside, personId: string, ladderId: string): Promise<DraftView> {
  const viewer = await loadPerson(outside.table, personId);
  const draft = viewer && isHr(viewer) ? await loadDraft(outside.table, ladderId) : null;
  if (!draft) throw notFound('draft');
  const { hash, ...ladder } = draft;
  return { ladder, hash, ...(await check(outside, ladder)) };
}

/** What a check of a document finds and what it would change, for HR; nothing is kept. Throws `Refusal`. */
export async function checkDocument(outside: Outside, personId: string, text: string): Promise<LadderCheck> {
  await loadHr(outside, personId);
  const read = parseLadder(text);
  if (!read.ok) return { findings: read.findings, changes: [], against: null };
  const { hash: _hash, ...ladder } = read.ladder;
  return check(outside, ladder);
}

async function check({ table, clock }: Outside, ladder: Ladder): Promise<LadderCheck> {
  const record = await loadLadderRecord(table, ladder.id);
  const against = record && (versionInForce(record, clock.now()) ?? record.versions.at(-1) ?? null);
  const before = against && (await loadLadder(table, ladder.id, against.version));
  return {
    findings: lint(ladder),
    changes: compare(before, ladder),
    against: against && { version: against.version, hash: against.hash },
  };
}

/** Everything that was done to a ladder, oldest first, for HR. Throws `Refusal`. */
export async function readLadderEvents(
  outside: Outside,
  personId: string,
  ladderId: string,
): Promise<RecordEventView[]> {
  await readRecord(outside, personId, ladderId);
  return (await loadLadderEvents(outside.table, ladderId)).map((event) => viewOf(event, undefined));
}

/**
 * Checks the chain of a ladder, that its record is what the chain comes to, and that every version which was published
 * is still there as it was. For HR. Throws `Refusal`.
 */
export async function verifyLadder(outside: Outside, personId: string, ladderId: string): Promise<Verification> {
  const record = await readRecord(outside, personId, ladderId);
  const [found, stored] = await Promise.all([
    storedEvents(outside.table, `ladder:${ladderId}`),
    storedVersions(outside.table, ladderId),
  ]);
  // Read after the record, so the chain may be longer by what was done in between: judged up to the record's own end.
  const chain = found.slice(0, record.audit.seq);
  const report = verify(chain as unknown as Link[], {}, record.audit, 'record');
  const events = chain.flatMap((event) => LadderEvent.safeParse(event).data ?? []);
  const faults = [
    ...report.faults,
    ...(hashOf(replayLadder(events)) === hashOf(record) ? [] : ['the record is not what its events come to']),
    ...events.flatMap((event) =>
      event.type !== 'ladder-published' || isIntact(stored.get(event.data.version), event.data.hash)
        ? []
        : [`version ${event.data.version} is not what was published`],
    ),
  ];
  return { verified: faults.length === 0, events: chain.length, faults, erased: report.erased };
}

function isIntact(stored: unknown, published: string): boolean {
  if (typeof stored !== 'object' || stored === null) return false;
  const { hash, ...document } = stored as Record<string, unknown>;
  return hash === published && hashOf(document) === published;
}
