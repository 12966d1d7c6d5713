import type { CaseHead, Slot } from '../contract/case.ts';
import { Reason } from '../contract/commands.ts';
import { Day } from '../contract/day.ts';
import { type Person, type PersonEntry, PersonId, type PublicPerson } from '../contract/people.ts';
import { CaseId } from '../contract/workflow.ts';
import * as z from '../contract/zod.ts';
import { addDays } from '../domain/calendar/calendar.ts';
import { startOfDay } from '../domain/calendar/zone.ts';
import { whyNotFill } from '../domain/case/slots/filling.ts';
import { undoneSlots } from '../domain/case/slots/slot-status.ts';
import { transitionOf } from '../domain/case/state/path.ts';
import { asSealed } from '../domain/case/state/seal.ts';
import { headIn, openPartsOf } from '../store/cases.ts';
import { peopleIn, publicOf } from '../store/directory.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { execute } from './execute.ts';
import { type Choices, choicesOf, namedAmong, readNameable, type SearchEnd, type Typed } from './naming.ts';
import type { RequestMeta } from './once.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';
import { Refusal } from './refusal.ts';

/** The parts of one person in one open case that are not done yet. */
export interface Parts {
  caseId: string;
  transition: string;
  engineer: PublicPerson;
  slots: string[];
}

/**
 * Who acts for an absent person, and when. Days are days in their time zone, both included. Without `from` it begins at once.
 * `after`: the case up to which a request before this one has come.
 */
export const Absence = z.strictObject({
  to: PersonId,
  from: z._default(z.nullable(Day), null),
  until: Day,
  reason: Reason,
  after: z._default(z.nullable(CaseId), null),
});
export type Absence = z.infer<typeof Absence>;

/** The result for one case. `refusals` are the reasons why it was not delegated. Empty: it was. */
export type Delegated = Parts & { refusals: string[] };

/** The open cases where a person still has parts, and the people whom they can choose to act for them. */
export interface Away {
  parts: Parts[];
  standIns: Choices;
  /** Whether these are everybody who could act for them. */
  isAll: boolean;
  search: SearchEnd | null;
  /** The people who are chosen already. */
  chosen: PublicPerson[];
}

/**
 * The open cases where a person still has parts, newest first, and who could act for them in at least one case: people of the
 * line and of their own level, and those who are found by what was typed.
 */
export async function readAway(
  outside: Outside,
  person: Person,
  typed: Typed | null = null,
  chosen: readonly string[] = [],
): Promise<Away> {
  const { id: personId, ladder: own, level, odc } = person;
  const usual = { ranks: true, ...(own && level ? { levels: { ladder: { id: own }, levels: [level] } } : {}) };
  const [{ cases, people }, nameable] = await Promise.all([
    openCasesOf(outside, personId, chosen),
    readNameable(outside, odc, usual, typed),
  ]);
  const fillings = await Promise.all(
    cases.map(async ({ head, engineer, slots }) => {
      const ladder = await ladderOf(outside, head.ladder);
      return { head, slots, filling: { ladder, transition: transitionOf(ladder, head), engineer } };
    }),
  );
  // The reason in the newest case is as good as any.
  const whyNot = (one: PersonEntry) => {
    if (one.id === personId) return 'these parts are yours';
    const reasons = fillings.map(({ head, slots, filling }) =>
      slots.reduce<string | null>((why, slot) => why ?? whyNotFill(asSealed(head), slot, one, filling), null),
    );
    return reasons.includes(null) ? null : (reasons[0] ?? null);
  };
  return {
    parts: cases.map(partsIn),
    standIns: choicesOf(nameable, odc, whyNot),
    isAll: nameable.isAll,
    search: nameable.found,
    chosen: namedAmong(people, chosen),
  };
}

interface OpenCase {
  head: CaseHead;
  engineer: Person;
  slots: Slot[];
}

const partsIn = ({ head, engineer, slots }: OpenCase): Parts => ({
  caseId: head.id,
  transition: head.transition,
  engineer: publicOf(engineer),
  slots: slots.map((slot) => slot.id),
});

/** The open cases where a person still has something to do, newest first. `beside` are ids of more people to read. */
async function openCasesOf(
  { table }: Outside,
  personId: string,
  beside: readonly string[] = [],
): Promise<{ cases: OpenCase[]; people: Record<string, Person> }> {
  const related = await openPartsOf(table, personId);
  const ids = [...related.map((one) => one.engineerId), ...beside];
  const found = await getMany(table, [
    ...related.map((one) => keys.head(one.caseId)),
    ...ids.map((id) => keys.profile(id)),
  ]);
  const people = peopleIn(found, ids);
  const cases = related.flatMap(({ caseId, engineerId }): OpenCase[] => {
    const head = headIn(found, caseId);
    const engineer = people[engineerId];
    if (!head || head.outcome !== null || !engineer) return [];
    const slots = undoneSlots(head, personId);
    return slots.length > 0 ? [{ head, engineer, slots }] : [];
  });
  return { cases, people };
}

/** So many cases are delegated by one request, so that it ends in time. Origin: ours. */
const delegatedAtOnce = 50;

/** What one request has delegated. */
export interface DelegatedCases {
  done: Delegated[];
  /** The person who acts now. Null: there is no such person. */
  standIn: PublicPerson | null;
  /** After which case the next request goes on. Null: these were all. */
  next: string | null;
}

/**
 * Delegates the parts of a person in their open cases, one case after another, newest first: those after the case `after`, and
 * so many as one request can. Each case gets its own command, under a key made from the given one, so that a repeated request
 * delegates once. If one case refuses, the others are still delegated.
 */
export async function delegateAll(
  outside: Outside,
  actor: Person,
  { to, from, until, reason, after }: Absence,
  timeZone: string,
  meta: Omit<RequestMeta, 'ifVersion'>,
): Promise<DelegatedCases> {
  const { cases, people } = await openCasesOf(outside, actor.id, [to]);
  const rest = cases.filter(({ head }) => after === null || head.id < after);
  const now = rest.slice(0, delegatedAtOnce);
  const done: Delegated[] = [];
  for (const open of now) {
    const parts = partsIn(open);
    const command = {
      type: 'delegate' as const,
      slots: parts.slots,
      to,
      from: from === null ? null : startOfDay(from, timeZone),
      // To the end of that day.
      until: startOfDay(addDays(until, 1), timeZone),
      reason,
    };
    const own = { ...meta, idempotencyKey: `${meta.idempotencyKey}.${parts.caseId}` };
    const refusals = await execute(outside, actor, parts.caseId, command, own).then(
      () => [],
      (error) => {
        if (!(error instanceof Refusal)) throw error;
        return whyNot(error);
      },
    );
    done.push({ ...parts, refusals });
  }
  const next = rest.length > now.length ? (now.at(-1)?.head.id ?? null) : null;
  return { done, standIn: people[to] ? publicOf(people[to]) : null, next };
}

/** The reasons of a refusal: the faults of the request or, if it has none, the message. */
function whyNot({ message, faults }: Refusal): string[] {
  const reasons = [...new Set(faults.map((fault) => fault.reason))];
  return reasons.length === 0 ? [message] : reasons;
}
