import { hash } from 'node:crypto';
import type { CaseHead } from '#shared/contract/case.ts';
import { correctedTo, isMadeByHr } from '#shared/contract/names.ts';
import { hasAppealedJudgement } from '#shared/domain/case/state/appeals.ts';
import { lastHandIn } from '#shared/domain/case/state/handed-in.ts';
import { now, type Setting, type State } from './state.ts';

/** A part of a state. The elements of a set have no order. */
type Part = string | boolean | number | null | undefined | Part[] | Set<Part>;

/**
 * A digest of everything that affects what can happen next. Event numbers, times and digests do not affect it, and neither
 * do the names that can trade places: of all the ways to call them, the first in the alphabet counts. For a case that has
 * ended, and can be neither reopened nor corrected, the key is only the outcome. `isLast`: it has no unusual steps left.
 */
export function keyOf(
  { alike = [], unusual }: Pick<Setting, 'alike' | 'unusual'>,
  state: State,
  isLast: boolean,
): string {
  const { head } = state.case;
  const canCorrect = !isLast && (unusual?.includes('correct-outcome') ?? true) && correctedTo(head.outcome) !== null;
  if (isOver(head, isLast) && !canCorrect) return `over: ${head.stage} ${head.outcome}`;
  const parts = partsOf(state);
  const own = textOf(parts, noNames);
  const pairs = alike.filter((pair) => pair.some((name) => own.includes(name)));
  const first = namings(pairs).reduce((least, names) => {
    const text = textOf(parts, names);
    return text < least ? text : least;
  }, own);
  return hash('md5', first, 'base64');
}

type Names = ReadonlyMap<string, string>;
const noNames: Names = new Map();

/** Every way to let some of the pairs trade places, except for none of them. */
function namings(pairs: readonly (readonly [string, string])[]): Names[] {
  const all = [noNames];
  for (const [one, other] of pairs)
    for (const names of [...all]) all.push(new Map([...names, [one, other], [other, one]]));
  return all.slice(1);
}

function textOf(part: Part, names: Names): string {
  if (typeof part === 'string') return names.get(part) ?? part;
  if (Array.isArray(part)) return `[${part.map((one) => textOf(one, names))}]`;
  if (part instanceof Set) return part.size === 0 ? '{}' : `{${[...part].map((one) => textOf(one, names)).sort()}}`;
  return String(part);
}

/** Where nothing more can happen to a case. An appeal against an end by HR is an unusual step. */
function isOver(head: CaseHead, isLast: boolean): boolean {
  const { stage, outcome, appeal } = head;
  const isAppealable = outcome === 'not-promoted' ? !hasAppealedJudgement(head) : !isLast && isMadeByHr(outcome);
  return stage === 'closed' && (!isAppealable || appeal?.decision === 'dismissed');
}

const setOf = <T>(all: readonly T[], part: (one: T) => Part): Set<Part> => new Set(all.map(part));

/** The parts of a state that affect what can happen next. Each name is a part of its own, so that it can be changed. */
function partsOf({ case: { head }, records, waiting, notes }: State): Part {
  return [
    head.stage,
    head.status === 'open',
    head.outcome,
    head.attempt > 1,
    head.track !== null,
    setOf(head.slots, (slot) => [slot.id, slot.personId, slot.given, !!slot.openFrom && slot.openFrom > now]),
    setOf(head.acts, (act) => [act.by, act.slot]),
    new Set(head.past),
    new Set(head.keptOffers),
    new Set(head.couldReview),
    setOf(head.left ?? [], (one) => [one.by, one.slot]),
    new Set(head.otherActs),
    new Set(head.readers),
    new Set(head.stoodIn),
    new Set(head.lentTo),
    setOf(head.delegations, (one) => [one.by, one.to, new Set(one.slots)]),
    head.objections.map((one) => [one.slot, one.about ?? null, one.ground, one.answer]),
    head.selfAssessment !== null,
    Object.keys(head.evidence),
    head.portfolio !== null,
    [head.handedIn?.unchanged, (lastHandIn(head)?.seq ?? 0) > (head.appeal?.seq ?? 0)],
    setOf(head.waivers, (one) => [
      one.by,
      one.onBehalfOf,
      one.slot ?? null,
      one.confirmed?.by,
      one.confirmed?.onBehalfOf,
    ]),
    setOf(head.reviews, (one) => [
      [one.slot, one.by, one.former ?? false],
      [one.wasOpen ?? false, one.opened?.by, one.opened?.onBehalfOf, (one.amended ?? 0) > 0],
    ]),
    head.sealed !== null,
    head.revealed,
    notes.consensusBy,
    head.consensus !== null,
    setOf(head.attestations, (one) => [one.id, one.by, one.slot ?? null]),
    setOf(
      head.signOffs.filter((one) => one.stands),
      (one) => [one.slot, one.by, one.decision],
    ),
    head.returned && [head.returned.stage, head.returned.unlocked],
    head.anewSince !== undefined,
    head.appealedJudgement === true,
    head.appeal && [head.appeal.ground, head.appeal.against, head.appeal.outcome, head.appeal.decision],
    new Set(head.conflicts),
    head.exception?.decision,
    head.endedIn,
    head.trial?.ended,
    head.corrected !== undefined,
    head.stopped && [head.stopped.stage, head.stopped.facts],
    head.status === 'open' && new Set(head.directors),
    new Set(head.hrActs),
    setOf(Object.values(records), partOf),
    waiting && [partOf(waiting.change), waiting.proposal.by, new Set(waiting.newOfHr)],
    new Set(notes.conflicted),
    setOf(Object.entries(notes.reviewFor), (one) => one),
    new Set(notes.calibratorsBefore),
    new Set(notes.changers),
    setOf(Object.entries(notes.changedBy), ([of, by]) => [of, new Set(by)]),
    new Set(notes.took),
    new Set(notes.did),
    new Set(notes.hrDid),
  ];
}

/** The values of an object of any shape, each with its field. Fields without an influence on a case may be among them. */
function partOf(value: unknown): Part {
  if (Array.isArray(value)) return value.map(partOf);
  if (typeof value === 'object' && value !== null)
    return setOf(Object.entries(value), ([field, one]) => [field, partOf(one)]);
  return value as Part;
}
