import type { Case, DraftEvent } from '../../../contract/events.ts';
import { limits } from '../../../contract/names.ts';
import { type EvidenceBody, evidenceOf } from './contents.ts';
import { type Decision, reject } from './types.ts';

/**
 * Refuses what would make the record of a case too long to be read at once: too many events, or too much text. `repeats`
 * says that the case reaches its end without this command. What decides the case is taken at any time if its words are
 * short, so a full case can still be decided.
 */
export function whyFull(state: Case, events: readonly DraftEvent[], repeats: boolean): Decision | null {
  if (repeats && state.head.version + events.length > limits.events)
    return reject(
      'already-done',
      `The record of a case holds ${limits.events} events, and this one is full. It only takes what decides the case now: assess, sign, decline, withdraw or cancel it.`,
    );
  return tooMuchText(state, events, repeats);
}

/** Words that count as short. Bytes. */
const short = 4096;

/**
 * The text of a case is all that people wrote, older versions too, because it is read with the case, and the attached
 * texts that stand. Evidence leaves room for the words of those who decide.
 */
function tooMuchText(state: Case, events: readonly DraftEvent[], repeats: boolean): Decision | null {
  const added = sum(events, ({ body, text }) => bytesOf(body?.content) + bytesOf(text?.content));
  const isEvidence = events.some(({ type }) => type === 'evidence-added' || type === 'evidence-amended');
  if (added === 0 || (added <= short && !repeats)) return null;
  const words = sum(Object.values(state.bodies), ({ content }) => bytesOf(content));
  const amended = events.map(({ body }) => body?.content as Partial<EvidenceBody> | undefined);
  const standing = evidenceOf(state).map((one) => amended.find((other) => other?.id === one.id) ?? one);
  const total = words + sum(standing, ({ text }) => text?.bytes ?? 0) + added;
  const spare = isEvidence ? -limits.spareBytes : added <= short ? limits.spareBytes / 2 : 0;
  const most = limits.textBytes + spare;
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

/** Bytes as a page shows them: HTML writes these characters with up to five bytes more. */
function bytesOf(content: unknown): number {
  if (content === undefined) return 0;
  const json = JSON.stringify(content);
  return new TextEncoder().encode(json).length + 5 * (json.match(/[&<>']|\\"/g)?.length ?? 0);
}
