import type { AttachedRef, AttachedText, TextItem } from '../contract/attached.ts';
import type { Chain, placesChain, RecordBody } from '../contract/chains.ts';
import type { BodyItem, CaseEvent, DraftEvent } from '../contract/events.ts';
import type { Ids, Random } from '../contract/outside.ts';
import type { CalendarDraftEvent, CalendarEvent } from '../contract/record-calendar.ts';
import type { CycleDraftEvent, CycleEvent } from '../contract/record-cycle.ts';
import type { LadderDraftEvent, LadderEvent } from '../contract/record-ladder.ts';
import type { PersonDraftEvent, PersonEvent, PersonTold } from '../contract/record-person.ts';
import type { PlacesDraftEvent, PlacesEvent } from '../contract/record-places.ts';
import type { ProposalDraftEvent, ProposalEvent } from '../contract/record-proposal.ts';
import type { SignInsDraftEvent, SignInsEvent } from '../contract/record-sign-ins.ts';
import type { RecordEvent, SealedRecord } from '../contract/records.ts';
import { digestOf, genesis, hashOf } from './hash.ts';

/** When events are recorded, and what they follow. */
interface Moment {
  /** The end of the chain so far. Null: a new chain. */
  audit: { seq: number; hash: string } | null;
  at: string;
  requestId: string;
  /** The proposal that the event carries out. */
  proposal?: string | undefined;
  /** The machine that has sent the file of people which the event comes from. */
  machine?: string | undefined;
  /** Whom a change of a person concerns. */
  told?: PersonTold | undefined;
  ids: Ids;
  random: Random;
}

/** For events of a case. */
export interface Recording extends Moment {
  caseId: string;
  /** The hash of the ladder of the case. */
  ladder: string;
}

/** For events of ladders, people, cycles, calendars and proposals. */
export interface RecordRecording<C extends Chain = Chain> extends Moment {
  chain: C;
}

export interface SealedEvent {
  event: CaseEvent;
  body: BodyItem | null;
  /** The text that the body refers to. */
  text: TextItem | null;
}

/** Numbers events of a case and chains them: each envelope has its own hash and the hash of the envelope before it. */
export function seal(drafts: readonly DraftEvent[], { caseId, ladder, ...moment }: Recording): SealedEvent[] {
  return chained(drafts, moment, { caseId, ladder }, { caseId }) as SealedEvent[];
}

/** Does the same for an event of any other chain. Only HR reads its body. */
export function sealRecord(
  draft: LadderDraftEvent,
  recording: RecordRecording<`ladder:${string}`>,
): SealedRecord<LadderEvent>;
export function sealRecord(
  draft: PersonDraftEvent,
  recording: RecordRecording<`person:${string}`>,
): SealedRecord<PersonEvent>;
export function sealRecord(
  draft: SignInsDraftEvent,
  recording: RecordRecording<`sign-ins:${string}`>,
): SealedRecord<SignInsEvent>;
export function sealRecord(
  draft: CycleDraftEvent,
  recording: RecordRecording<`cycle:${string}`>,
): SealedRecord<CycleEvent>;
export function sealRecord(
  draft: CalendarDraftEvent,
  recording: RecordRecording<`calendar:${string}`>,
): SealedRecord<CalendarEvent>;
export function sealRecord(
  draft: PlacesDraftEvent,
  recording: RecordRecording<typeof placesChain>,
): SealedRecord<PlacesEvent>;
export function sealRecord(
  draft: ProposalDraftEvent,
  recording: RecordRecording<`proposal:${string}`>,
): SealedRecord<ProposalEvent>;
export function sealRecord(
  {
    body,
    ...draft
  }:
    | LadderDraftEvent
    | PersonDraftEvent
    | SignInsDraftEvent
    | CycleDraftEvent
    | CalendarDraftEvent
    | PlacesDraftEvent
    | ProposalDraftEvent,
  { chain, ...moment }: RecordRecording,
): SealedRecord {
  const forHr = { ...draft, ...(body ? { body: { audience: 'hr', content: body } } : {}) };
  const [sealed] = chained([forHr], moment, { chain }, { chain });
  return { event: sealed?.event as unknown as RecordEvent, body: sealed?.body as RecordBody | null };
}

interface Draft {
  type: string;
  data: unknown;
  actor: unknown;
  body?: { audience: string; content: Record<string, unknown> };
  text?: AttachedText;
}

/** `ofEnvelope` and `ofBody` are the fields with which envelopes and bodies name their chain. */
function chained(drafts: readonly Draft[], moment: Moment, ofEnvelope: object, ofBody: object) {
  let { seq, hash } = moment.audit ?? { seq: 0, hash: genesis };
  return drafts.map(({ type, data, actor, body: words, text: attached }) => {
    seq += 1;
    const text = attached ? { salt: saltFrom(moment.random), content: attached } : null;
    const said = words && text ? { ...words, content: { ...words.content, text: refTo(text) } } : words;
    const body = said ? { ...ofBody, seq, type, salt: saltFrom(moment.random), ...said } : null;
    const envelope = {
      v: 1,
      id: moment.ids.next('ev'),
      ...ofEnvelope,
      seq,
      at: moment.at,
      type,
      actor,
      requestId: moment.requestId,
      ...(moment.proposal === undefined ? {} : { proposal: moment.proposal }),
      ...(moment.machine === undefined ? {} : { machine: moment.machine }),
      ...(moment.told === undefined ? {} : { told: moment.told }),
      data,
      audience: body?.audience ?? null,
      digest: body ? digestOf(body) : null,
      prev: hash,
    };
    hash = hashOf(envelope);
    return { event: { ...envelope, hash }, body, text };
  });
}

/** What a body keeps of a text. */
function refTo(text: TextItem): AttachedRef {
  const { format, content } = text.content;
  return { format, bytes: Buffer.byteLength(content), digest: digestOf(text) };
}

function saltFrom(random: Random): string {
  return Buffer.from(random.bytes(16)).toString('base64url');
}
