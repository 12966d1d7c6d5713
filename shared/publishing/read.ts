import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import type { Ladder } from '../contract/ladder.ts';
import type { Person } from '../contract/people.ts';
import type { DraftView, LadderCheck, LadderRecord, LadderVersion } from '../contract/publishing.ts';
import { LadderEvent } from '../contract/record-ladder.ts';
import type { RecordEventView } from '../contract/records.ts';
import type { Verification } from '../contract/view.ts';
import { compare } from '../domain/ladder/compare/compare.ts';
import { lint } from '../domain/ladder/lint/lint.ts';
import { isHr } from '../domain/people.ts';
import { replayLadder } from '../domain/publishing/evolve.ts';
import { parseLadder } from '../ladders/read.ts';
import { hashOf } from '../ledger/hash.ts';
import { type Chained, readChained, verificationOf } from '../records/chain.ts';
import { viewOf } from '../records/event-view.ts';
import { hrOnly } from '../records/hr-only.ts';
import { loadNames, type NameOf } from '../records/names.ts';
import { loadLadderEvents } from '../store/chains.ts';
import {
  listLadderRecords,
  loadLadder,
  loadLadderRecord,
  loadRecordAndDraft,
  storedVersions,
  versionInForce,
} from '../store/ladders.ts';

const notFound = (what = 'ladder') => new Refusal('not-found', `There is no such ${what}.`);

/** The records of all ladders, and the version of each that is in force today. For HR. Throws `Refusal`. */
export async function readRecords(
  { table, clock }: Outside,
  viewer: Person,
): Promise<{ records: LadderRecord[]; inForce: Record<string, LadderVersion | null> }> {
  hrOnly(viewer);
  const records = await listLadderRecords(table);
  return { records, inForce: Object.fromEntries(records.map((one) => [one.id, versionInForce(one, clock.now())])) };
}

/** The record of one ladder, for HR. Throws `Refusal`. */
export async function readRecord({ table }: Outside, viewer: Person, ladderId: string): Promise<LadderRecord> {
  hrOnly(viewer);
  const record = await loadLadderRecord(table, ladderId);
  if (!record) throw notFound();
  return record;
}

/**
 * The draft of a ladder, what its check finds, what it would change, and the record of the ladder. If the draft was
 * replaced between the two reads, the record has another hash. Throws `Refusal` not-found if there is no draft, and to
 * everybody but HR, because only HR may know of drafts.
 */
export async function readDraft(
  outside: Outside,
  viewer: Person,
  ladderId: string,
): Promise<{ view: DraftView; record: LadderRecord | null }> {
  if (!isHr(viewer)) throw notFound('draft');
  const { record, draft } = await loadRecordAndDraft(outside.table, ladderId);
  if (!draft) throw notFound('draft');
  const { hash, ...ladder } = draft;
  return { view: { ladder, hash, ...(await check(outside, ladder, record)) }, record };
}

/** What a check of a document finds and what the document would change, for HR. Stores nothing. Throws `Refusal`. */
export async function checkDocument(outside: Outside, viewer: Person, text: string): Promise<LadderCheck> {
  hrOnly(viewer);
  const read = parseLadder(text);
  if (!read.ok) return { findings: read.findings, changes: [], against: null };
  const { hash: _hash, ...ladder } = read.ladder;
  return check(outside, ladder, await loadLadderRecord(outside.table, ladder.id));
}

async function check({ table, clock }: Outside, ladder: Ladder, record: LadderRecord | null): Promise<LadderCheck> {
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
  { table }: Outside,
  viewer: Person,
  ladderId: string,
): Promise<RecordEventView[]> {
  hrOnly(viewer);
  const [record, events] = await Promise.all([loadLadderRecord(table, ladderId), loadLadderEvents(table, ladderId)]);
  if (!record) throw notFound();
  return events.map((event) => viewOf(event, undefined));
}

/**
 * Checks the chain of a ladder, that its events lead to the stored record, and that every published version is still
 * there unchanged. For HR. Throws `Refusal`.
 */
export async function verifyLadder({ table }: Outside, viewer: Person, ladderId: string): Promise<Verification> {
  hrOnly(viewer);
  const chained = await chainedOf(table, ladderId);
  return verificationIn(chained, await storedVersions(table, ladderId));
}

/** A ladder for HR's page: its record, its events, the names of the people in them, and the check of its chain. */
export async function readLadderHistory(
  { table }: Outside,
  viewer: Person,
  ladderId: string,
): Promise<{ record: LadderRecord; events: RecordEventView[]; proof: Verification; nameOf: NameOf }> {
  hrOnly(viewer);
  const chained = await chainedOf(table, ladderId);
  const { record } = chained;
  const events = eventsIn(chained);
  const people = [
    ...events.flatMap(({ actor, data }) => [actor.personId, 'proposedBy' in data ? data.proposedBy : null]),
    record.draft?.by ?? null,
  ];
  const [versions, nameOf] = await Promise.all([storedVersions(table, ladderId), loadNames(table, people)]);
  return {
    record,
    events: events.map((event) => viewOf(event, undefined)),
    proof: verificationIn(chained, versions),
    nameOf,
  };
}

async function chainedOf(table: Outside['table'], ladderId: string): Promise<Chained<LadderRecord>> {
  const chained = await readChained(table, `ladder:${ladderId}`, loadLadderRecord(table, ladderId));
  if (!chained) throw notFound();
  return chained;
}

/** The events in the chain that have the shape of an event of a ladder. */
function eventsIn({ chain }: Chained<LadderRecord>): LadderEvent[] {
  return chain.flatMap((event) => LadderEvent.safeParse(event).data ?? []);
}

/**
 * `stored` are the stored versions. They were read after the chain, so every version that it publishes must be there.
 */
function verificationIn(chained: Chained<LadderRecord>, stored: Map<number, unknown>): Verification {
  const { record } = chained;
  const events = eventsIn(chained);
  return verificationOf(chained, [
    ...(hashOf(replayLadder(events)) === hashOf(record) ? [] : ['the record is not what its events come to']),
    ...events.flatMap((event) =>
      event.type !== 'ladder-published' || isIntact(stored.get(event.data.version), event.data.hash)
        ? []
        : [`version ${event.data.version} is not what was published`],
    ),
  ]);
}

function isIntact(stored: unknown, published: string): boolean {
  if (typeof stored !== 'object' || stored === null) return false;
  const { hash, ...document } = stored as Record<string, unknown>;
  return hash === published && hashOf(document) === published;
}
