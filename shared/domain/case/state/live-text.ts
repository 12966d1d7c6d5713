import type { Case, DraftEvent } from '../../../contract/events.ts';
import { limits } from '../../../contract/names.ts';
import { type EvidenceBody, evidenceOf } from './contents.ts';
import { type Decision, reject } from './types.ts';

/** Words that are always taken, except for evidence: so a full case can still be decided. Bytes. */
const alwaysTaken = 4096;

/**
 * Refuses what would make the text of a case too long. It is all that people wrote, older versions too, because it is read
 * with the case, and the attached texts that stand. Evidence leaves room for the words of those who decide.
 */
export function tooMuchText(state: Case, events: readonly DraftEvent[]): Decision | null {
  const added = sum(events, ({ body, text }) => bytesOf(body?.content) + bytesOf(text?.content));
  if (added === 0) return null;
  const isEvidence = events.some(({ type }) => type === 'evidence-added' || type === 'evidence-amended');
  if (!isEvidence && added <= alwaysTaken) return null;
  const words = sum(Object.values(state.bodies), ({ content }) => bytesOf(content));
  const amended = events.map(({ body }) => body?.content as Partial<EvidenceBody> | undefined);
  const standing = evidenceOf(state).map((one) => amended.find((other) => other?.id === one.id) ?? one);
  const total = words + sum(standing, ({ text }) => text?.bytes ?? 0) + added;
  const most = isEvidence ? limits.textBytes - limits.spareBytes : limits.textBytes;
  if (total <= most) return null;
  return reject(
    'already-done',
    `With this the texts of the case would hold ${inKb(total)} KB, and ${inKb(most)} KB is the most. Write less${isEvidence ? ', or give a link instead of a text' : ''}.`,
  );
}

const inKb = (bytes: number) => Math.ceil(bytes / 1024);

function sum<T>(all: readonly T[], bytes: (one: T) => number): number {
  return all.reduce((total, one) => total + bytes(one), 0);
}

function bytesOf(content: unknown): number {
  return content === undefined ? 0 : new TextEncoder().encode(JSON.stringify(content)).length;
}
