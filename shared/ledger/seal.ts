import type { BodyItem, CaseEvent, DraftEvent } from '../contract/events.ts';
import type { Ids, Random } from '../contract/outside.ts';
import type {
  CalendarDraftEvent,
  CalendarEvent,
  Chain,
  CycleDraftEvent,
  CycleEvent,
  LadderDraftEvent,
  LadderEvent,
  PersonDraftEvent,
  PersonEvent,
  RecordBody,
  RecordEvent,
  SealedRecord,
} from '../contract/records.ts';
import { digestOf, genesis, hashOf } from './hash.ts';

/** When events are recorded, and after which. */
interface Moment {
  /** The end of the chain so far; null for a new one. */
  audit: { seq: number; hash: string } | null;
  at: string;
  requestId: string;
  ids: Ids;
  random: Random;
}

/** Where and when events of a case are recorded. */
export interface Recording extends Moment {
  caseId: string;
  /** Hash of the ladder in force. */
  ladder: string;
}

/** Where and when events of what is no case are recorded. */
export interface RecordRecording<C extends Chain = Chain> extends Moment {
  chain: C;
}

export interface SealedEvent {
  event: CaseEvent;
  body: BodyItem | null;
}

/** Numbers events of a case and chains them: each envelope holds the hash of the one before and its own. */
export function seal(drafts: readonly DraftEvent[], { caseId, ladder, ...moment }: Recording): SealedEvent[] {
  return chained(drafts, moment, { caseId, ladder }, { caseId }) as SealedEvent[];
}

/** The same for events of what is no case. */
export function sealRecord(
  drafts: readonly LadderDraftEvent[],
  recording: RecordRecording<`ladder:${string}`>,
): SealedRecord<LadderEvent>[];
export function sealRecord(
  drafts: readonly PersonDraftEvent[],
  recording: RecordRecording<`person:${string}`>,
): SealedRecord<PersonEvent>[];
export function sealRecord(
  drafts: readonly CycleDraftEvent[],
  recording: RecordRecording<`cycle:${string}`>,
): SealedRecord<CycleEvent>[];
export function sealRecord(
  drafts: readonly CalendarDraftEvent[],
  recording: RecordRecording<`calendar:${string}`>,
): SealedRecord<CalendarEvent>[];
export function sealRecord(
  drafts: readonly (LadderDraftEvent | PersonDraftEvent | CycleDraftEvent | CalendarDraftEvent)[],
  { chain, ...moment }: RecordRecording,
): SealedRecord[] {
  const forHr = drafts.map(({ body, ...draft }) => ({
    ...draft,
    ...(body ? { body: { audience: 'hr', content: body } } : {}),
  }));
  return chained(forHr, moment, { chain }, { chain }) as { event: RecordEvent; body: RecordBody | null }[];
}

interface Draft {
  type: string;
  data: unknown;
  actor: unknown;
  body?: { audience: string; content: Record<string, unknown> };
}

/** `own` is what the envelopes say of whose chain it is, `ownOfBody` what the bodies say. */
function chained(drafts: readonly Draft[], moment: Moment, own: object, ownOfBody: object) {
  let { seq, hash } = moment.audit ?? { seq: 0, hash: genesis };
  return drafts.map(({ type, data, actor, body: words }) => {
    seq += 1;
    const body = words ? { ...ownOfBody, seq, type, salt: saltFrom(moment.random), ...words } : null;
    const envelope = {
      v: 1,
      id: moment.ids.next('ev'),
      ...own,
      seq,
      at: moment.at,
      type,
      actor,
      requestId: moment.requestId,
      data,
      audience: body?.audience ?? null,
      digest: body ? digestOf(body) : null,
      prev: hash,
    };
    hash = hashOf(envelope);
    return { event: { ...envelope, hash }, body };
  });
}

function saltFrom(random: Random): string {
  return Buffer.from(random.bytes(16)).toString('base64url');
}
