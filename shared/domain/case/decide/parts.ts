import type { Slot } from '../../../contract/case.ts';
import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { limits } from '../../../contract/names.ts';
import { plusDays } from '../../calendar/calendar.ts';
import { reassignable, undoneSlots } from '../duties.ts';
import { isForLead, mayObject, objectionDays, vacantPanel } from '../panel.ts';
import { transitionOf } from '../path.ts';
import { type Filling, filledByLine, whyNotFill } from '../slots.ts';
import { accept, type Context, type Decision, type Fault, type Guard, reject, rejectFaults } from '../types.ts';
import { personActor } from './actors.ts';
import type { PersonContext } from './decide.ts';

/** Who plays which part: how people come to a part of a case, and how they leave it. */

export function fillingOf({ head }: Case, { ladder, people }: Context): Filling {
  return { ladder, transition: transitionOf(ladder, head), engineer: people[head.engineerId] ?? null };
}

/** That people can fill their parts rests on their directory items: once each, also of somebody with two parts. */
export function guardsOf(slots: readonly Slot[], { people }: Context): Guard[] {
  const ids = new Set(slots.flatMap(({ personId }) => personId ?? []));
  return [...ids].flatMap((id) => {
    const person = people[id];
    return person ? [{ personId: id, version: person.version }] : [];
  });
}

/** A slot with whom somebody named in it. A reviewer is open to objection for three days. */
function named(slot: Slot, personId: string, now: string): Slot {
  const { openFrom: _before, ...bare } = slot;
  return {
    ...bare,
    personId,
    substitutedBy: null,
    given: 'named',
    ...(slot.part === 'reviewer' ? { openFrom: plusDays(now, objectionDays) } : {}),
  };
}

/** Slots that lost their holder, each with whoever steps in from up the line, or nobody. */
export function givenAnew(state: Case, slots: readonly Slot[], context: Context, gone: string | null): Slot[] {
  const filling = fillingOf(state, context);
  const { engineer } = filling;
  let chain = { ...state.head, conflicts: [...state.head.conflicts, ...(gone === null ? [] : [gone])] };
  return slots.map((slot) => {
    const { openFrom: _open, ...bare } = slot;
    const empty: Slot = { ...bare, personId: null, substitutedBy: null };
    const filled = (engineer && filledByLine(chain, empty, context.people, { ...filling, engineer })) ?? empty;
    chain = { ...chain, slots: chain.slots.map((one) => (one.id === slot.id ? filled : one)) };
    return filled;
  });
}

/** The lead names the panel: at least as many as there are places, and from where the ladder wants them. */
export function appointPanel(state: Case, command: CommandOf<'appoint-panel'>, context: PersonContext): Decision {
  const { reviewers } = command;
  const { head } = state;
  const filling = fillingOf(state, context);
  const vacant = vacantPanel(head);
  const template = vacant[0];
  if (!template) return reject('already-done', 'Every place of the panel is filled.');
  const panel = head.slots.filter((slot) => slot.role === template.role);
  const added = Array.from({ length: Math.max(0, reviewers.length - vacant.length) }, (_, at): Slot => {
    const { openFrom: _open, ...bare } = template;
    return { ...bare, id: `calibration.peer-${panel.length + 1 + at}`, personId: null };
  });
  const places = [...vacant, ...added];
  const faults: Fault[] =
    reviewers.length < vacant.length
      ? [{ path: 'reviewers', reason: `the panel has ${vacant.length} free places: name as many people, or more` }]
      : [];
  if (head.slots.filter((slot) => slot.part === 'reviewer').length + added.length > limits.reviewers)
    faults.push({ path: 'reviewers', reason: `a case has ${limits.reviewers} reviewers at most` });
  const slots: Slot[] = [];
  let chain = { ...head, slots: [...head.slots, ...added] };
  for (const [at, personId] of reviewers.entries()) {
    const place = places[at];
    if (!place) continue;
    const why = whyNotFill(chain, place, context.people[personId], filling);
    if (why) faults.push({ path: `reviewers.${at}`, reason: why });
    const slot = named(place, personId, context.now);
    slots.push(slot);
    chain = { ...chain, slots: chain.slots.map((one) => (one.id === slot.id ? slot : one)) };
  }
  const team = context.people[head.engineerId]?.team;
  const outside = chain.slots.filter(
    (slot) => slot.role === template.role && slot.personId !== null && context.people[slot.personId]?.team !== team,
  ).length;
  const wanted = filling.transition.path
    .flatMap((stage) => (stage.kind === 'calibration' ? stage.reviewers : []))
    .reduce((sum, one) => sum + one.fromOutsideTeam, 0);
  if (outside < wanted)
    faults.push({ path: 'reviewers', reason: `name at least ${wanted} from outside the engineer’s team` });
  return (
    rejectFaults('The panel was not appointed.', faults) ??
    accept([{ type: 'panel-appointed', actor: personActor(state, context), data: { slots } }], guardsOf(slots, context))
  );
}

/** The engineer has nothing against the panel: reviews may begin at once. */
export function acceptPanel(state: Case, context: PersonContext): Decision {
  const waiting = state.head.slots.filter((slot) => slot.openFrom && slot.openFrom > context.now);
  const slots = waiting.map((slot) => ({ ...slot, openFrom: context.now }));
  return accept([{ type: 'panel-accepted', actor: personActor(state, context), data: { slots } }]);
}

/** The engineer objects to somebody, before reviews begin. Who must answer reads why, and HR. */
export function raiseObjection(state: Case, command: CommandOf<'raise-objection'>, context: PersonContext): Decision {
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
      actor: personActor(state, context),
      data: { objection: `o${head.objections.length + 1}`, slot: slotId, ground },
      body: { audience: isForLead(head, slotId) ? 'lead' : 'private', content: { slot: slotId, ground, reason } },
    },
  ]);
}

/** An objection is answered: the person stays, with a reason, or somebody else takes the part. */
export function answerObjection(state: Case, command: CommandOf<'answer-objection'>, context: PersonContext): Decision {
  const { objection, answer, reason, to } = command;
  const { head } = state;
  const asked = head.objections.find((one) => one.id === objection && one.answer === null);
  const slot = head.slots.find((one) => one.id === asked?.slot);
  const isLead = context.acting !== undefined;
  if (!asked || !slot || (isLead && !isForLead(head, slot.id)))
    return reject('invalid-input', 'There is no such objection for you to answer.', [
      { path: 'objection', reason: 'give the id of an objection that is open' },
    ]);
  if (slot.personId === context.actor.id)
    return reject('forbidden', 'An objection to yourself is answered by somebody else.');
  const former = slot.personId;
  const faults: Fault[] = [];
  let slots: Slot[] = [];
  if (answer === 'keep') {
    if (to !== null) faults.push({ path: 'to', reason: 'nobody takes the part of somebody who stays; leave it out' });
  } else if (to === null) slots = givenAnew(state, [slot], context, former);
  else {
    const chain = { ...head, conflicts: [...head.conflicts, ...(former === null ? [] : [former])] };
    const why = whyNotFill(chain, slot, context.people[to], fillingOf(state, context));
    if (why) faults.push({ path: 'to', reason: why });
    slots = [named(slot, to, context.now)];
  }
  const conflicts = answer === 'replace' && asked.ground === 'conflict' && former !== null ? [former] : [];
  // Whoever has a conflict leaves every other part too that they still have to play.
  const others = conflicts.flatMap((id) => undoneSlots(head, id)).filter((one) => one.id !== slot.id);
  const settled = head.slots.map((one) => slots.find((given) => given.id === one.id) ?? one);
  slots = [...slots, ...givenAnew({ ...state, head: { ...head, slots: settled } }, others, context, former)];
  return (
    rejectFaults('The objection was not answered.', faults) ??
    accept(
      [
        {
          type: 'objection-answered',
          actor: personActor(state, context),
          data: { objection, answer, slots, conflicts },
          body: { audience: isForLead(head, slot.id) ? 'lead' : 'private', content: { objection, reason } },
        },
      ],
      guardsOf(slots, context),
    )
  );
}

/** Somebody leaves the parts they still have to play, for good where it is for a conflict of interest. */
export function leave(
  state: Case,
  { type, reason }: CommandOf<'declare-conflict'> | CommandOf<'recuse'>,
  context: PersonContext,
): Decision {
  const { actor } = context;
  const slots = givenAnew(state, undoneSlots(state.head, actor.id), context, actor.id);
  return accept(
    [
      {
        type: type === 'recuse' ? 'recused' : 'conflict-declared',
        actor: personActor(state, context),
        data: { slots },
        body: { audience: 'private', content: { reason } },
      },
    ],
    guardsOf(slots, context),
  );
}

/** A part is given to somebody else. */
export function reassign(state: Case, command: CommandOf<'reassign'>, context: PersonContext): Decision {
  const { slot: slotId, to, reason } = command;
  const { head } = state;
  const could = reassignable(head, context.acting);
  const slot = could.find((one) => one.id === slotId);
  if (!slot)
    return reject('invalid-input', 'The part stays with whom it is.', [
      { path: 'slot', reason: `give one of ${could.map((one) => one.id).join(', ')}` },
    ]);
  const isOwn = slot.personId === to;
  const why = isOwn
    ? 'they have this part already'
    : whyNotFill(head, slot, context.people[to], fillingOf(state, context));
  if (why) return reject('invalid-input', 'The part stays with whom it is.', [{ path: 'to', reason: why }]);
  const slots = [named(slot, to, context.now)];
  return accept(
    [
      {
        type: 'reassigned',
        actor: personActor(state, context),
        data: { slots },
        body: { audience: 'private', content: { reason } },
      },
    ],
    guardsOf(slots, context),
  );
}

/** A delegation lasts so many days at most. Origin: ours. */
const delegationDays = 90;

/** So many delegations of one person stand at most: what everybody owes is written with every step. Origin: ours. */
const delegationsAtOnce = 3;

/** The holder of parts lets somebody else act for them, for a time. It never widens a right, and never fills two parts. */
export function delegate(state: Case, command: CommandOf<'delegate'>, context: PersonContext): Decision {
  const { slots: ids, to, until, reason } = command;
  const { head } = state;
  const from = command.from ?? context.now;
  const own = undoneSlots(head, context.actor.id);
  const filling = fillingOf(state, context);
  const standing = head.delegations.filter((one) => one.until > context.now);
  const faults: Fault[] = [];
  for (const [at, id] of ids.entries()) {
    const slot = own.find((one) => one.id === id);
    const lent = standing.filter((one) => one.to === to).flatMap((one) => one.slots);
    // What they may act under already counts as filled: of two parts that do not go together they get one.
    const chain = {
      ...head,
      acts: [...head.acts, ...[...lent, ...ids.slice(0, at)].map((one) => ({ by: to, slot: one }))],
    };
    if (!slot) faults.push({ path: `slots.${at}`, reason: `give one of ${own.map((one) => one.id).join(', ')}` });
    else {
      const why = whyNotFill(chain, slot, context.people[to], filling);
      if (why) faults.push({ path: 'to', reason: why });
    }
  }
  if (standing.filter((one) => one.by === context.actor.id).length >= delegationsAtOnce)
    faults.push({ path: 'to', reason: `end one of your delegations first: ${delegationsAtOnce} can stand at once` });
  if (to === context.actor.id) faults.push({ path: 'to', reason: 'name somebody else: these parts are yours' });
  if (until <= from || until <= context.now)
    faults.push({ path: 'until', reason: 'give a time that is ahead, and after the beginning' });
  if (until > plusDays(from, delegationDays))
    faults.push({ path: 'until', reason: `a delegation lasts ${delegationDays} days at most` });
  const guards = guardsOf([{ personId: to } as Slot], context);
  return (
    rejectFaults('Nothing was delegated.', faults) ??
    accept(
      [
        {
          type: 'delegated',
          actor: personActor(state, context),
          data: { slots: ids, by: context.actor.id, to, from, until },
          body: { audience: 'private', content: { reason } },
        },
      ],
      guards,
    )
  );
}

export function endDelegation(state: Case, { to }: CommandOf<'end-delegation'>, context: PersonContext): Decision {
  if (!state.head.delegations.some((one) => one.by === context.actor.id && one.to === to))
    return reject('invalid-input', 'There is no such delegation.', [
      { path: 'to', reason: 'give the id of somebody who may act for you' },
    ]);
  return accept([{ type: 'delegation-ended', actor: personActor(state, context), data: { to } }]);
}
