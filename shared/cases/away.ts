import type { CaseHead, Slot } from '../contract/case.ts';
import { type Person, PersonId, type PublicPerson } from '../contract/people.ts';
import * as z from '../contract/zod.ts';
import { plusDays } from '../domain/calendar/calendar.ts';
import { transitionOf } from '../domain/case/path.ts';
import { undoneSlots } from '../domain/case/slot-status.ts';
import { whyNotFill } from '../domain/case/slots.ts';
import { casesOfPerson, loadHead } from '../store/cases.ts';
import { loadEverybody, loadPeople, publicOf } from '../store/directory.ts';
import { execute, type RequestMeta } from './execute.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';
import { Refusal } from './refusal.ts';

/** The parts of one person in one open case that are still to be played. */
export interface Parts {
  caseId: string;
  transition: string;
  engineer: PublicPerson;
  slots: string[];
}

/** Who acts for somebody, and when: days in UTC, both included. Left out, it begins at once. */
export const Absence = z.strictObject({
  to: PersonId,
  from: z._default(z.nullable(z.iso.date()), null),
  until: z.iso.date(),
  reason: z.string().check(z.trim(), z.minLength(1, 'say why'), z.maxLength(4000)),
});
export type Absence = z.infer<typeof Absence>;

/** What came of one case: null where it was delegated, otherwise why it was not. */
export type Delegated = Parts & { refusal: string | null };

/** The open cases of a person's parts, newest first, and who could act for them in one of them or more. */
export async function readAway(
  outside: Outside,
  personId: string,
): Promise<{ parts: Parts[]; standIns: PublicPerson[] }> {
  const cases = await openCasesOf(outside, personId);
  if (cases.length === 0) return { parts: [], standIns: [] };
  const fillings = await Promise.all(
    cases.map(async ({ head, engineer, slots }) => {
      const ladder = await ladderOf(outside, head.ladder);
      return { head, slots, filling: { ladder, transition: transitionOf(ladder, head), engineer } };
    }),
  );
  const everybody = await loadEverybody(outside.table);
  const standIns = everybody.filter(
    (person) =>
      person.id !== personId &&
      fillings.some(({ head, slots, filling }) =>
        slots.every((slot) => whyNotFill(head, slot, person, filling) === null),
      ),
  );
  return { parts: cases.map(partsIn), standIns: standIns.map(publicOf) };
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

/** Every open case in which a person has parts still to be played, newest first. */
async function openCasesOf({ table }: Outside, personId: string): Promise<OpenCase[]> {
  const found: OpenCase[] = [];
  let from: string | undefined;
  do {
    const page = await casesOfPerson(table, personId, 40, from);
    const heads = await Promise.all(page.items.map(({ caseId }) => loadHead(table, caseId)));
    const open = heads.flatMap((head) => (head && head.outcome === null ? [head] : []));
    const people = await loadPeople(
      table,
      open.map((head) => head.engineerId),
    );
    for (const head of open) {
      const slots = undoneSlots(head, personId);
      const engineer = people[head.engineerId];
      if (slots.length > 0 && engineer) found.push({ head, engineer, slots });
    }
    from = page.next ?? undefined;
  } while (from !== undefined);
  return found;
}

/**
 * Delegates the parts of a person in every open case, one case after another: each by a command of its own, under a key
 * made of the one given, so that sending it again does it once. A case that refuses does not keep the others from it.
 */
export async function delegateAll(
  outside: Outside,
  personId: string,
  { to, from, until, reason }: Absence,
  meta: Omit<RequestMeta, 'ifVersion'>,
): Promise<Delegated[]> {
  const done: Delegated[] = [];
  for (const open of await openCasesOf(outside, personId)) {
    const parts = partsIn(open);
    const command = {
      type: 'delegate' as const,
      slots: parts.slots,
      to,
      from: from === null ? null : `${from}T00:00:00.000Z`,
      // To the end of that day.
      until: plusDays(`${until}T00:00:00.000Z`, 1),
      reason,
    };
    const own = { ...meta, idempotencyKey: `${meta.idempotencyKey}.${parts.caseId}` };
    const refusal = await execute(outside, personId, parts.caseId, command, own).then(
      () => null,
      (error) => {
        if (!(error instanceof Refusal)) throw error;
        return whyNot(error);
      },
    );
    done.push({ ...parts, refusal });
  }
  return done;
}

/** The refusal in words: what is wrong with what was asked, or else why nothing can be done. */
function whyNot({ message, faults }: Refusal): string {
  const reasons = [...new Set(faults.map((fault) => fault.reason))];
  return reasons.length === 0 ? message : reasons.join('; ');
}
