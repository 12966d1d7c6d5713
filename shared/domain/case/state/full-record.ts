import type { BodyItem, Case, DraftEvent } from '../../../contract/events.ts';
import { limits } from '../../../contract/names.ts';
import { type EvidenceBody, evidenceOf } from './contents.ts';
import { sealIsOpen, versionKnown } from './seal.ts';
import { type Decision, reject } from './types.ts';

/** A decision whose events would be added to a record. */
interface Added {
  events: readonly DraftEvent[];
  /** Who gives the command. */
  by: string;
  /** Whether the case reaches its end without the command. */
  repeats: boolean;
  /** Whether events of a type are hidden while reviews are sealed. */
  isSealed: (type: string) => boolean;
}

/**
 * Refuses what would make the record of a case too long to be read at once: too many events, or too much text. What
 * decides the case is taken at any time if its words are short, so a full case can still be decided. Only events and words
 * count that everybody knows of, and the author's own: otherwise whoever tries again and again could tell from a refusal that
 * there is a review or an objection.
 */
export function whyFull(state: Case, added: Added): Decision | null {
  const { head } = state;
  const known = versionKnown(head, added.by, { ofReviews: sealIsOpen(head), ofObjections: () => false });
  if (added.repeats && known + added.events.length > limits.events)
    return reject(
      'already-done',
      `The record of a case holds ${limits.events} events, and this one is full. It only takes what decides the case now: assess, sign, decline, withdraw or cancel it.`,
    );
  return tooMuchText(state, added);
}

const objections = ['objection-raised', 'objection-answered'];

/** Words that count as short. Bytes. */
const short = 4096;

/**
 * The text of a case is all that people wrote, older versions too, because it is read with the case, and the attached
 * texts that stand. Evidence leaves room for the words of those who decide. While reviews are sealed, each
 * reviewer has an equal share of the room, for the review and for each amendment of it.
 */
function tooMuchText(state: Case, { events, repeats, isSealed }: Added): Decision | null {
  const { head } = state;
  const added = sum(events, ({ body, text }) => bytesOf(body?.content) + bytesOf(text?.content));
  const isEvidence = events.some(({ type }) => type === 'evidence-added' || type === 'evidence-amended');
  if (added === 0 || (added <= short && !repeats)) return null;
  const isSealedNow = ({ seq, type }: BodyItem) =>
    head.sealed !== null && !sealIsOpen(head) && seq >= head.sealed.from && isSealed(type);
  const isHidden = (body: BodyItem) => objections.includes(body.type) || isSealedNow(body);
  // An objection counts for its author.
  const isOwn = ({ type }: BodyItem) => type === 'objection-raised' && events.some((one) => one.type === type);
  const counted = Object.values(state.bodies).filter((body) => isOwn(body) || !isHidden(body));
  const words = sum(counted, ({ content }) => bytesOf(content));
  const amended = events.map(({ body }) => body?.content as Partial<EvidenceBody> | undefined);
  const standing = evidenceOf(state).map((one) => amended.find((other) => other?.id === one.id) ?? one);
  const spare = isEvidence ? -limits.spareBytes : added <= short ? limits.spareBytes / 2 : 0;
  const room = limits.textBytes + spare - words - sum(standing, ({ text }) => text?.bytes ?? 0);
  const isUnderSeal = !sealIsOpen(head) && events.some(({ type }) => isSealed(type));
  const reviewers = head.slots.filter((slot) => slot.part === 'reviewer').length;
  // Each review can be amended a few times.
  const shares = isUnderSeal ? reviewers * (1 + limits.amendments) : 1;
  const most = Math.max(0, room) / shares;
  if (added <= most) return null;
  return reject(
    'already-done',
    `This takes ${Math.ceil(added / 1024)} KB, and the case has room for ${Math.floor(most / 1024)} KB. Write less${isEvidence ? ', or give a link instead of a text' : ''}.`,
  );
}

function sum<T>(all: readonly T[], bytes: (one: T) => number): number {
  return all.reduce((total, one) => total + bytes(one), 0);
}

/** Bytes as a page shows them: HTML writes these characters with up to five bytes more. */
function bytesOf(content: unknown): number {
  if (content === undefined) return 0;
  const json = JSON.stringify(content);
  return new TextEncoder().encode(json).length + 5 * (json.match(/[&<>']|\\"/g)?.length ?? 0);
}
