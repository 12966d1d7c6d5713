import type { BodyItem, CaseEvent, DraftEvent } from '../contract/events.ts';
import type { Ids, Random } from '../contract/outside.ts';
import { digestOf, genesis, hashOf } from './hash.ts';

/** Where and when events are recorded. */
export interface Recording {
  caseId: string;
  /** The end of the chain so far; null for a new case. */
  audit: { seq: number; hash: string } | null;
  at: string;
  requestId: string;
  /** Hash of the ladder in force. */
  ladder: string;
  ids: Ids;
  random: Random;
}

export interface SealedEvent {
  event: CaseEvent;
  body: BodyItem | null;
}

/** Numbers events and chains them: each envelope holds the hash of the one before and its own. */
export function seal(drafts: readonly DraftEvent[], recording: Recording): SealedEvent[] {
  let { seq, hash } = recording.audit ?? { seq: 0, hash: genesis };
  return drafts.map((draft) => {
    seq += 1;
    const body = draft.body ? bodyOf(draft, draft.body, seq, recording) : null;
    const envelope = {
      v: 1 as const,
      id: recording.ids.next('ev'),
      caseId: recording.caseId,
      seq,
      at: recording.at,
      type: draft.type,
      actor: draft.actor,
      requestId: recording.requestId,
      ladder: recording.ladder,
      data: draft.data,
      audience: body?.audience ?? null,
      digest: body ? digestOf(body) : null,
      prev: hash,
    };
    hash = hashOf(envelope);
    return { event: { ...envelope, hash } as CaseEvent, body };
  });
}

function bodyOf(
  draft: DraftEvent,
  { audience, content }: NonNullable<DraftEvent['body']>,
  seq: number,
  { caseId, random }: Recording,
): BodyItem {
  const salt = Buffer.from(random.bytes(16)).toString('base64url');
  return { caseId, seq, type: draft.type, audience, salt, content };
}
