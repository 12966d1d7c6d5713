import type { RecordBody } from '../contract/chains.ts';
import type { RecordEvent, RecordEventView } from '../contract/records.ts';

/** An event of a ladder, person, cycle or calendar as HR reads it. */
export function viewOf(event: RecordEvent, body: RecordBody | undefined): RecordEventView {
  const { v: _version, chain: _chain, audience: _audience, ...envelope } = event;
  return { ...envelope, data: { ...envelope.data }, body: body?.content ?? null };
}
