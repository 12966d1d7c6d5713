import type { CaseHead, Slot } from '../../../contract/case.ts';
import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import type { Transition } from '../../../contract/ladder-transitions.ts';
import { isMadeByHr, type WorkflowStage } from '../../../contract/names.ts';
import { minuteWords } from '../../calendar/words.ts';
import type { Fault } from '../../fault.ts';
import { knownPartsIn } from '../../people.ts';
import { attestationsOwed } from '../progress/attestations.ts';
import { backToSigners, ends, type Moves, reopenedByAppeal, whereItEnded } from '../progress/next-stage.ts';
import { questionsAfter } from '../progress/resumed.ts';
import { doneBy } from '../slots/done-by.ts';
import { whyNotFill } from '../slots/filling.ts';
import { emptySlots } from '../slots/resolve-slots.ts';
import { type Chain, inRoundBefore, isFilledAnewAfterAppeal } from '../slots/separation-of-duties.ts';
import { undoneSlots } from '../slots/slot-status.ts';
import { endOfAppeal, hasAppealed } from '../state/appeals.ts';
import { isBefore, transitionOf } from '../state/path.ts';
import { readersOf } from '../state/seal.ts';
import { isApproved } from '../state/sign-offs.ts';
import { accept, type Decision, reject, rejectFaults } from '../state/types.ts';
import { isLostWith } from '../state/waivers.ts';
import { type CommandRow, engineer, no, type PersonContext, uninvolvedHr } from './row.ts';
import { givenAnew, guardsOf, named, namingOf } from './slot-changes.ts';

export const appealRow: CommandRow<'appeal'> = {
  title: 'Appeal against the outcome',
  underSeal: 'open',
  ...engineer,
  stages: 'closed',
  against: (head, person, { ladder, now }) => {
    const until = head.status === 'closed' ? endOfAppeal(head, ladder, person.leave) : null;
    if (head.status === 'closed' && hasAppealed(head))
      return no('already-done', 'You have appealed against this, and there is no second appeal.');
    if (until === null)
      return no(
        'not-yet',
        'An appeal is against ‘not promoted’, where the ladder allows it, or against an end that HR made or that came by itself.',
      );
    return now > until
      ? no('not-yet', `The time for an appeal was over on ${minuteWords(until, head.timeZone)}.`)
      : null;
  },
  facts: { engineer: 'read', openCase: 'guarded' },
  events: ['appeal-made'],
  decide: makeAppeal,
};

export const decideAppealRow: CommandRow<'decide-appeal'> = {
  title: 'Decide the appeal',
  underSeal: 'open',
  ...uninvolvedHr,
  stages: ['appeal'],
  needsVersion: true,
  facts: { people: 'guarded', line: 'read', holders: 'read', calendars: 'read' },
  names: ({ reviewers, lead }) => [...reviewers, ...(lead === null ? [] : [lead])],
  places: (head, _person, _acting, { ladder }) =>
    (startsRound(head) ? appealPlaces(transitionOf(ladder, head)) : []).map((slot) => ({
      slot,
      chain: appealChain(head, transitionOf(ladder, head)),
    })),
  events: ['appeal-decided'],
  decide: decideAppeal,
};

/** The engineer appeals. The case opens again in a new execution, and HR decides. The outcome stands until then. */
function makeAppeal(state: Case, command: CommandOf<'appeal'>, context: PersonContext): Decision {
  const { ground, statement, against } = command;
  const { head } = state;
  if (context.openCaseId)
    return reject(
      'open-case-exists',
      `There is a later case of yours (${context.openCaseId}), so you cannot appeal in this one.`,
    );
  // Otherwise an earlier case could go on past what was decided in a later one.
  if ((context.lastClosedId ?? head.id) !== head.id)
    return reject('already-done', 'There was a later case of yours, so you cannot appeal in this one.');
  const faults: Fault[] = [];
  if (ground === 'conflict' && (against === null || !challengeable(head).includes(against)))
    faults.push({ path: 'against', reason: 'name the person who had the conflict' });
  if (ground !== 'conflict' && against !== null)
    faults.push({ path: 'against', reason: 'this belongs to a conflict; leave it out' });
  return (
    rejectFaults('The appeal was not made.', faults) ??
    accept([
      {
        type: 'appeal-made',
        actor: context.by,
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

/**
 * Whom an appeal can say a conflict of, by id: whoever has or had a part or could act for somebody, and whoever did something as
 * HR. While reviews are sealed it does not matter whether they did something.
 */
export function challengeable(head: CaseHead): string[] {
  const people = [...knownPartsIn(head), ...(head.hrActs ?? [])];
  // Sorted, because their order tells who did something.
  return [...new Set(people)].filter((id) => id !== head.engineerId).sort();
}

/** HR dismisses or upholds an appeal. If upheld, other people calibrate (`startsRound`), or the case goes on where it ended. */
function decideAppeal(state: Case, command: CommandOf<'decide-appeal'>, context: PersonContext): Decision {
  const { decision, reason, reviewers, lead } = command;
  const { head } = state;
  const actor = context.by;
  const body = { audience: 'participants' as const, content: { reason } };
  if (decision === 'dismiss') {
    if (reviewers.length > 0 || lead !== null)
      return reject('invalid-input', 'The appeal was not decided.', [
        { path: 'reviewers', reason: 'an appeal that is dismissed has no panel; leave it out' },
      ]);
    const moves = ends(head, head.outcome ?? 'not-promoted');
    return accept([
      { type: 'appeal-decided', actor, data: { decision: 'dismissed', slots: [], conflicts: [], moves }, body },
    ]);
  }
  // Nobody was asked about adoptions since the case was closed.
  const since = head.appeal?.closedAt;
  const moved = since && head.status === 'open' ? questionsAfter(head, since, context) : [];
  const questions = moved.length > 0 ? { questions: moved } : {};
  const { slots, faults, conflicts, ...more } = startsRound(head)
    ? panelOf(state, command, context)
    : peopleLeft(state, command, context);
  return (
    rejectFaults('The appeal was not decided.', faults) ??
    accept(
      [
        {
          type: 'appeal-decided',
          actor,
          data: { decision: 'upheld', slots, conflicts, ...more, ...questions, generation: head.generation + 1 },
          body,
        },
      ],
      guardsOf(state, slots, context),
    )
  );
}

/**
 * Whether other people calibrate if the appeal is upheld: it is against a judgement, or the calibration rests on somebody with
 * a conflict. Otherwise a case that HR or the clock ended goes on with the people it had.
 */
export function startsRound(head: CaseHead): boolean {
  if (!isMadeByHr(head.outcome)) return true;
  const { against } = head.appeal ?? {};
  return against ? doneBy(head, against).calibrationRests : false;
}

/** The slots that other people fill after an appeal is upheld. */
function appealPlaces(transition: Transition): Slot[] {
  return emptySlots(transition).filter(isFilledAnewAfterAppeal);
}

/** The slots that keep their holders, except holders with a conflict of interest. */
function decidingAfter(head: CaseHead): Slot[] {
  return head.slots.filter((slot) => !isFilledAnewAfterAppeal(slot));
}

/** The case after the appeal is upheld and before anybody is named. Separation of duties is checked against it. */
function appealChain(head: CaseHead, transition: Transition): Chain {
  return {
    engineerId: head.engineerId,
    slots: [...decidingAfter(head), ...appealPlaces(transition)],
    acts: [],
    delegations: [],
    adoptions: head.adoptions,
    conflicts: [...head.conflicts, ...(head.appeal?.against ? [head.appeal.against] : [])],
    past: [...head.past, ...inRoundBefore(head, head.slots.filter(isFilledAnewAfterAppeal))],
    appeal: head.appeal && { ...head.appeal, decision: 'upheld' },
    ...(head.appeal ? { anewSince: head.appeal.seq } : {}),
    // The new panel reviews under a new seal.
    revealed: false,
    readers: readersOf(head),
    createdAt: head.createdAt,
    attempt: head.attempt + 1,
  };
}

/**
 * The people of a case that HR or the clock ended keep their slots, except a holder who has a conflict of interest: they
 * lose what they still owe where the case goes on, their answers, and their signature.
 */
function peopleLeft(state: Case, { reviewers, lead }: CommandOf<'decide-appeal'>, context: PersonContext) {
  const { head } = state;
  const { against } = head.appeal ?? {};
  const faults: Fault[] =
    reviewers.length > 0 || lead !== null
      ? [{ path: 'reviewers', reason: 'the case goes on with the people it had; leave it out' }]
      : [];
  const done = against ? doneBy(head, against) : null;
  const ended = whereItEnded(head, context.ladder);
  const hasWaived = head.waivers.some((one) => against && isLostWith(one, against));
  const attestations = done?.attestations.map(({ id }) => id) ?? [];
  const isLost = hasWaived || attestations.length > 0 || done?.hasSigned === true;
  // HR confirms no exception to approvals that do not stand.
  const goesOn = isLost && ended.stage === 'exception' ? backToSigners(head) : ended;
  const moves = askedAgain(head, attestations, goesOn, context);
  // What everybody approved and nobody carried out is signed again.
  const unsigned = isLost || (moves.stage === 'sign-off' && isApproved(head));
  const signOffs = unsigned ? [] : head.signOffs;
  const stand = head.attestations.filter(({ id }) => !attestations.includes(id));
  const ahead = { ...head, ...moves, signOffs, attestations: stand } as CaseHead;
  const slots = against ? givenAnew(state, undoneSlots(ahead, against), context, against) : [];
  return {
    slots,
    faults,
    conflicts: against ? [against] : [],
    moves,
    ...(attestations.length > 0 ? { attestations } : {}),
    ...(unsigned ? { unsigned: true as const } : {}),
  };
}

/** Where a case goes on if these answers do not count: in the stage that asks for the first of them, if that comes earlier. */
function askedAgain(head: CaseHead, attestations: readonly string[], goesOn: Moves, { ladder }: PersonContext): Moves {
  const asking = attestationsOwed(head, ladder).flatMap((one) => (attestations.includes(one.id) ? one.stage : []));
  const open: WorkflowStage[] = [...asking, goesOn.stage as WorkflowStage];
  const first = transitionOf(ladder, head).path.find(({ kind }) => open.includes(kind))?.kind;
  return { ...goesOn, stage: first ?? goesOn.stage };
}

/** Where a new round begins: in the stage that the appeal reopens, or in an earlier one in which HR or the clock ended the case. */
function roundBegins(head: CaseHead, { ladder }: PersonContext): Moves {
  const again = reopenedByAppeal(head, ladder);
  if (!isMadeByHr(head.outcome)) return again;
  const ended = whereItEnded(head, ladder);
  return isBefore(transitionOf(ladder, head), ended.stage, again.stage) ? ended : again;
}

/**
 * Fills the slots of the calibration with other people, and replaces every other holder who has a conflict of interest.
 */
function panelOf(state: Case, { reviewers, lead }: CommandOf<'decide-appeal'>, context: PersonContext) {
  const { head } = state;
  const filling = namingOf(state, context);
  const faults: Fault[] = [];
  const places = appealPlaces(filling.transition);
  let chain = appealChain(head, filling.transition);
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
    const slot = named(place, personId, context.now, head);
    slots.push(slot);
    chain = { ...chain, slots: chain.slots.map((one) => (one.id === slot.id ? slot : one)) };
  }
  const conflicts = head.appeal?.against ? [head.appeal.against] : [];
  const isConflicted = (id: string | null) => id !== null && chain.conflicts.includes(id);
  const conflicted = decidingAfter(head).filter((slot) => isConflicted(slot.personId));
  const replaced = givenAnew({ ...state, head: { ...head, ...chain } }, conflicted, context, null);
  const moves = roundBegins(head, context);
  return { slots: [...slots, ...replaced], faults, conflicts, moves, anew: true as const };
}
