import type { CaseHead, Slot } from '../../../contract/case.ts';
import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { limits, objectionDays } from '../../../contract/names.ts';
import type { Fault } from '../../fault.ts';
import { attestationsOwed } from '../progress/attestations.ts';
import { movedByConflict } from '../progress/next-stage.ts';
import { hasLed, unsignedBy } from '../slots/done-by.ts';
import { whyNotFill } from '../slots/filling.ts';
import {
  hasNoObjectionLeft,
  isForLead,
  isUnder,
  keepsHolder,
  mayObject,
  openObjections,
  personOf,
  sealsAgain,
} from '../slots/objections.ts';
import { undoneSlots } from '../slots/slot-status.ts';
import { isDoneBy } from '../state/done.ts';
import { isBefore, transitionOf } from '../state/path.ts';
import { readersOf } from '../state/seal.ts';
import { accept, type Decision, type EventOf, reject, rejectFaults } from '../state/types.ts';
import { type CommandRow, engineer, no, type PersonContext } from './row.ts';
import { givenAnew, guardsOf, named, namingOf } from './slot-changes.ts';

export const raiseObjectionRow: CommandRow<'raise-objection'> = {
  title: 'Object to a person who takes part',
  repeats: () => true,
  underSeal: 'open',
  ...engineer,
  stages: 'open',
  against(head, _person, facts) {
    if (hasNoObjectionLeft(head))
      return no(
        'already-done',
        `You have objected ${limits.objections} times, and that is the most. If a conflict of interest is left, tell HR. You can also appeal because of it.`,
      );
    return head.slots.some((slot) => mayObject(head, slot, facts))
      ? null
      : no(
          'not-yet',
          `Objections are for before reviews begin, and for ${objectionDays} days after a new person is to review.`,
        );
  },
  events: ['objection-raised'],
  decide: raiseObjection,
};

export const answerObjectionRow: CommandRow<'answer-objection'> = {
  title: 'Answer an objection',
  underSeal: 'open',
  askedBy: 'objection-raised',
  by: { hr: true, slot: (slot) => slot.part === 'lead' },
  whose: 'the calibration lead, or HR',
  stages: 'open',
  against: (head, { id }, _facts, acting) => {
    // Said whether or not an objection is open.
    if (!acting && head.offered?.includes(id))
      return no('forbidden', 'You were asked to take part in this case, so another person of HR answers objections.');
    const open = openObjections(head).filter((one) => !acting || isForLead(head, one.slot));
    return open.length === 0 ? no('not-yet', 'There is no objection for you to answer.') : null;
  },
  facts: { people: 'guarded', line: 'read', holders: 'read' },
  names: ({ to }) => (to === null ? [] : [to]),
  places(head, _person, acting) {
    const mine = openObjections(head).filter((one) => !acting || isForLead(head, one.slot));
    const slots = head.slots.filter((slot) => mine.some((one) => one.slot === slot.id));
    return slots.flatMap((slot) => {
      const asked = mine.find((one) => one.slot === slot.id);
      return asked ? [{ slot, chain: ifUpheld(head, asked) }] : [];
    });
  },
  events: ['objection-answered'],
  decide: answerObjection,
};

/**
 * The engineer objects to somebody before reviews begin. Only the engineer, the person who must answer, and HR can read
 * why.
 */
function raiseObjection(state: Case, command: CommandOf<'raise-objection'>, context: PersonContext): Decision {
  const { slot: slotId, ground, reason } = command;
  const { head } = state;
  const open = head.slots.filter((slot) => mayObject(head, slot, context));
  if (!open.some((slot) => slot.id === slotId))
    return reject('invalid-input', 'The objection was not recorded.', [
      { path: 'slot', reason: `give one of ${open.map((slot) => slot.id).join(', ')}` },
    ]);
  return accept([
    {
      type: 'objection-raised',
      actor: context.by,
      data: { objection: `o${head.objections.length + 1}`, slot: slotId, ground },
      body: { audience: isForLead(head, slotId) ? 'lead' : 'private', content: { slot: slotId, ground, reason } },
    },
  ]);
}

/**
 * Answers an objection, with a reason: the person stays, or somebody else takes the slot. Until then the person goes on as
 * everybody does, because a refusal would tell them of it. If they are replaced, what they did does not count, and what
 * rests on it is done again.
 */
function answerObjection(state: Case, command: CommandOf<'answer-objection'>, context: PersonContext): Decision {
  const { objection, answer, reason, to } = command;
  const { head } = state;
  const asked = head.objections.find((one) => one.id === objection && one.answer === null);
  const slot = head.slots.find((one) => one.id === asked?.slot);
  const isLead = context.acting !== undefined;
  if (!asked || !slot || (isLead && !isForLead(head, slot.id)))
    return reject('invalid-input', 'There is no such objection for you to answer.', [
      { path: 'objection', reason: 'give the id of an objection that is open' },
    ]);
  const about = personOf(head, asked);
  if (isUnder(head, slot.id, context.actor.id) || about === context.actor.id)
    return reject('forbidden', 'An objection to you is answered by another person.');
  const undone: Undone = answer === 'replace' && about !== null ? undoneWith(head, asked, about, context) : {};

  const faults: Fault[] = [];
  let slots: Slot[] = [];
  if (answer === 'keep') {
    if (to !== null) faults.push({ path: 'to', reason: 'this person keeps their part, so name nobody; leave it out' });
  } else if (keepsHolder(head, asked)) {
    if (to !== null)
      faults.push({ path: 'to', reason: 'another person has this part already, so name nobody; leave it out' });
  } else {
    const chain = ifUpheld(head, asked);
    if (to === null) slots = givenAnew({ ...state, head: chain }, [slot], context, slot.personId);
    else {
      const why = whyNotFill(chain, slot, context.people[to], namingOf(state, context));
      if (why) faults.push({ path: 'to', reason: why });
      slots = [named(slot, to, context.now, head)];
    }
  }
  const refused = undone.moves ? notSentBackNow(head) : null;
  if (refused) return refused;
  const conflicts = answer === 'replace' && asked.ground === 'conflict' && about !== null ? [about] : [];
  // A person with a conflict of interest also leaves their other slots that are not done yet.
  const left = (id: string) => (undone.moves ? slotsAhead(head, id, context) : undoneSlots(unsignedBy(head, [id]), id));
  const others = conflicts.flatMap(left).filter((one) => one.id !== slot.id);
  const moves = undone.moves ?? movedByConflict(head, conflicts);
  const settled = head.slots.map((one) => slots.find((given) => given.id === one.id) ?? one);
  slots = [...slots, ...givenAnew({ ...state, head: { ...head, slots: settled } }, others, context, about)];
  return (
    rejectFaults('The objection was not answered.', faults) ??
    accept(
      [
        {
          type: 'objection-answered',
          actor: context.by,
          data: { objection, answer, slots, conflicts, ...undone, ...(moves ? { moves } : {}) },
          body: { audience: isForLead(head, slot.id) ? 'lead' : 'private', content: { objection, reason } },
        },
      ],
      guardsOf(state, slots, context),
    )
  );
}

/**
 * The case if an objection is upheld, as whoever gets the part is checked against it. Whoever gets a review that is sealed
 * again must not have read the others.
 */
function ifUpheld(head: CaseHead, asked: CaseHead['objections'][number]): CaseHead {
  const about = personOf(head, asked);
  const sealed = sealsAgain(head, asked)
    ? { revealed: false, readers: readersOf(head), attempt: head.attempt + 1 }
    : {};
  return { ...head, ...sealed, conflicts: [...head.conflicts, ...(about === null ? [] : [about])] };
}

/** The refusal of an answer that sends the case back while it cannot go back. Null: it can. */
function notSentBackNow(head: CaseHead): Decision | null {
  if (head.stage === 'stopped')
    return reject('wrong-stage', 'The case is stopped, and this answer sends it back. Answer when it goes on.');
  if (head.returned?.stage === head.stage && head.stage !== 'calibration')
    return reject(
      'wrong-stage',
      'The case was returned to the engineer, and this answer would take it from them. Answer when they have handed it in.',
    );
  return head.status === 'open'
    ? null
    : reject('stage-opening', 'The next stage is just opening. Try again in a moment.');
}

/** What does not count any more if the holder of a slot is replaced, and where the case goes because of it. */
type Undone = Pick<EventOf<'objection-answered'>['data'], 'attestations' | 'moves'>;

function undoneWith(
  head: CaseHead,
  objection: CaseHead['objections'][number],
  about: string,
  { ladder }: PersonContext,
): Undone {
  const given = head.attestations.filter((one) => isDoneBy(about, one)).map((one) => one.id);
  const attestations = attestationsOwed(head, ladder).filter((one) => one.slot.id === objection.slot);
  const isReviewed = sealsAgain(head, objection);
  const isLead = head.slots.some((slot) => slot.id === objection.slot && slot.part === 'lead');
  const hasPart = isReviewed || (isLead && hasLed(head, about)) || attestations.some((one) => given.includes(one.id));
  const moves = { stage: 'calibration' as const, attempt: head.attempt + 1, outcome: null };
  return {
    // All of them, whoever answered them: the engineer reads this, and while reviews are sealed it must not tell.
    ...(attestations.length > 0 ? { attestations: attestations.map((one) => one.id) } : {}),
    ...(isReviewed || (head.consensus !== null && hasPart) ? { moves } : {}),
  };
}

/** The slots of a person that are owed once a case is back in the calibration: theirs in it and after it. */
function slotsAhead(head: CaseHead, personId: string, { ladder }: PersonContext): Slot[] {
  const isPassed = ({ stage }: Slot) => isBefore(transitionOf(ladder, head), stage, 'calibration');
  return head.slots.filter((slot) => slot.personId === personId && !isPassed(slot));
}
