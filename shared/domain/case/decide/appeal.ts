import type { Slot } from '../../../contract/case.ts';
import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import type { Transition } from '../../../contract/ladder.ts';
import { plusDays } from '../../calendar/calendar.ts';
import type { Chain } from '../apart.ts';
import { ends } from '../onwards.ts';
import { objectionDays } from '../panel.ts';
import { transitionOf } from '../path.ts';
import { emptySlots } from '../resolve-slots.ts';
import { whyNotFill } from '../slots.ts';
import { stages } from '../stages/index.ts';
import { accept, type Decision, type Fault, reject, rejectFaults } from '../types.ts';
import { personActor } from './actors.ts';
import type { PersonContext } from './decide.ts';
import { fillingOf, givenAnew, guardsOf } from './parts.ts';

/** The engineer appeals: the case is open again, in a new execution, for HR to decide. The outcome stands until then. */
export function makeAppeal(state: Case, command: CommandOf<'appeal'>, context: PersonContext): Decision {
  const { ground, statement, against } = command;
  const { head } = state;
  if (context.openCaseId)
    return reject('open-case-exists', `You have another open case (${context.openCaseId}); one runs at a time.`);
  const took = [...head.slots.flatMap((slot) => slot.personId ?? []), ...head.acts.map((act) => act.by)];
  const faults: Fault[] = [];
  if (ground === 'conflict' && (against === null || !took.includes(against)))
    faults.push({ path: 'against', reason: 'say whose conflict it was: somebody who took part' });
  if (ground !== 'conflict' && against !== null)
    faults.push({ path: 'against', reason: 'this belongs to a conflict; leave it out' });
  return (
    rejectFaults('The appeal was not made.', faults) ??
    accept([
      {
        type: 'appeal-made',
        actor: personActor(state, context),
        data: {
          ground,
          against,
          moves: { stage: 'appeal', attempt: head.attempt, outcome: head.outcome },
          generation: head.generation + 1,
        },
        body: { audience: 'participants', content: { ground, statement } },
      },
    ])
  );
}

/** HR dismisses an appeal, or upholds it: then others calibrate anew, in a new execution. */
export function decideAppeal(state: Case, command: CommandOf<'decide-appeal'>, context: PersonContext): Decision {
  const { decision, reason, reviewers, lead } = command;
  const { head } = state;
  const actor = personActor(state, context);
  const body = { audience: 'participants' as const, content: { reason } };
  if (decision === 'dismiss') {
    if (reviewers.length > 0 || lead !== null)
      return reject('invalid-input', 'The appeal was not decided.', [
        { path: 'reviewers', reason: 'an appeal that is dismissed has no panel; leave it out' },
      ]);
    const moves = ends(head, 'not-promoted');
    return accept([
      { type: 'appeal-decided', actor, data: { decision: 'dismissed', slots: [], conflicts: [], moves }, body },
    ]);
  }
  const { slots, faults, conflicts } = panelOf(state, command, context);
  const { path } = transitionOf(context.ladder, head);
  const again = path.find(({ kind }) => head.appeal && stages[kind].isReopenedBy(head.appeal))?.kind ?? 'calibration';
  return (
    rejectFaults('The appeal was not decided.', faults) ??
    accept(
      [
        {
          type: 'appeal-decided',
          actor,
          data: {
            decision: 'upheld',
            slots,
            conflicts,
            moves: { stage: again, attempt: head.attempt + 1, outcome: null },
            generation: head.generation + 1,
          },
          body,
        },
      ],
      guardsOf(slots, context),
    )
  );
}

/** The parts that others fill once an appeal is upheld. */
export function appealPlaces(transition: Transition): Slot[] {
  return emptySlots(transition).filter((slot) => slot.stage === 'calibration');
}

/** The parts that stay with whom they are, but for a conflict. */
function decidingAfter(head: Case['head']): Slot[] {
  return head.slots.filter((slot) => slot.stage !== 'calibration');
}

/** The case as it is once the appeal is upheld, before anybody is named: what separation of duties goes by. */
export function appealChain(head: Case['head']): Chain {
  return {
    engineerId: head.engineerId,
    slots: decidingAfter(head),
    acts: [],
    conflicts: [...head.conflicts, ...(head.appeal?.against ? [head.appeal.against] : [])],
    past: [...head.past, ...head.slots.flatMap((slot) => slot.personId ?? []), ...head.acts.map((act) => act.by)],
    appeal: head.appeal && { ...head.appeal, decision: 'upheld' },
  };
}

/** The parts of the calibration filled with others, and every signer replaced who has a conflict. */
function panelOf(state: Case, { reviewers, lead }: CommandOf<'decide-appeal'>, context: PersonContext) {
  const { head } = state;
  const filling = fillingOf(state, context);
  const faults: Fault[] = [];
  const places = appealPlaces(filling.transition);
  let chain = appealChain(head);
  const seats = places.filter((slot) => slot.part === 'reviewer');
  if (reviewers.length !== seats.length)
    faults.push({ path: 'reviewers', reason: `name ${seats.length}: as many as the ladder asks for` });
  const leads = places.some((slot) => slot.part === 'lead');
  if (leads !== (lead !== null))
    faults.push({ path: 'lead', reason: leads ? 'name who leads the calibration' : 'this calibration has no lead' });
  const slots: Slot[] = [];
  for (const place of places) {
    const at = seats.indexOf(place);
    const personId = place.part === 'lead' ? lead : (reviewers[at] ?? null);
    if (personId === null) continue;
    const why = whyNotFill(chain, place, context.people[personId], filling);
    if (why) faults.push({ path: place.part === 'lead' ? 'lead' : `reviewers.${at}`, reason: why });
    const openFrom = place.part === 'reviewer' ? { openFrom: plusDays(context.now, objectionDays) } : {};
    const slot: Slot = { ...place, personId, given: 'named', ...openFrom };
    slots.push(slot);
    chain = { ...chain, slots: [...chain.slots, slot] };
  }
  const conflicts = head.appeal?.against ? [head.appeal.against] : [];
  const isConflicted = (id: string | null) => id !== null && chain.conflicts.includes(id);
  const conflicted = decidingAfter(head).filter((slot) => isConflicted(slot.personId));
  const replaced = givenAnew({ ...state, head: { ...head, ...chain } }, conflicted, context, null);
  return { slots: [...slots, ...replaced], faults, conflicts };
}
