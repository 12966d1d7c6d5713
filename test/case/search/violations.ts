import type { CaseEvent } from '#shared/contract/events.ts';
import { fewestHr, isMadeByHr } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { stageOf, transitionOf } from '#shared/domain/case/state/path.ts';
import { changedRecord, peopleOf, type Setting, type State, type Taken, take } from './state.ts';

const deciding: CaseEvent['type'][] = [
  'review-submitted',
  'review-amended',
  'consensus-recorded',
  'attested',
  'signed-off',
  'requirement-waived',
  'waiver-answered',
  'objection-answered',
  'appeal-decided',
  'exception-decided',
  'case-resumed',
  'case-overtaken',
];

/** The violations of a step. They are found with our own notes, not with the decider. */
export function violationsOf(setting: Setting, before: State | null, taken: Taken): string[] {
  return [
    ...taken.events.flatMap((event) => ofEvent(setting, before, event, taken.next)),
    ...(before ? ofRecords(setting, before, taken) : []),
    ...(before ? ofCorrection(setting, before, taken) : []),
    ...ofDelegations(setting, taken),
  ];
}

function ofEvent(setting: Setting, before: State | null, event: CaseEvent, next: State): string[] {
  const { case: state, notes } = next;
  const { head } = state;
  const found: string[] = [];
  const by = event.actor.personId ?? '';
  const decides = deciding.includes(event.type);
  if (decides && by === setting.engineerId) found.push('decides on their own case');
  if (head.slots.some((slot) => slot.personId === setting.engineerId)) found.push('has a part in their own case');
  if (decides && before?.notes.conflicted.includes(by)) found.push('decides with a conflict');
  if (head.slots.some((slot) => slot.personId !== null && notes.conflicted.includes(slot.personId) && isAhead(slot.id)))
    found.push('has a part to play with a conflict');
  const ofConflicted = (one: (typeof head.signOffs)[number]) =>
    [one.by, one.onBehalfOf ?? ''].some((id) => notes.conflicted.includes(id));
  if (head.outcome === null && head.signOffs.some((one) => one.stands && ofConflicted(one)))
    found.push('has signed with a conflict');
  if (hasTwoParts()) found.push('fills two parts');
  const sits = head.slots.some(
    (slot) => slot.stage === 'calibration' && notes.calibratorsBefore.includes(slot.personId ?? ''),
  );
  if (sits || notes.calibrators.some((id) => notes.calibratorsBefore.includes(id))) found.push('sits on both panels');
  const held = [...head.past, ...(before?.case.head.slots ?? []).map((slot) => slot.personId)];
  if (event.type === 'appeal-decided' && (before?.notes.calibrators.includes(by) || held.includes(by)))
    found.push('decides an appeal in a case they took part in');
  if (head.status === 'open' && openSteps(head, setting.ladder).length === 0) found.push('waits for nobody');
  return [...found, ...(before ? ofHr(setting, before, event, next) : []), ...ofRecord(setting, before, event)];

  function isAhead(slot: string): boolean {
    return !head.acts.some((act) => act.slot === slot) && !head.reviews.some((one) => one.slot === slot);
  }

  function hasTwoParts(): boolean {
    const parts = [
      ...head.slots.flatMap((slot) => (slot.personId ? [[slot.personId, slot.id]] : [])),
      ...head.reviews.map((one) => [one.by, one.slot]),
      ...head.attestations.flatMap((one) => [[one.by, notes.answeredUnder[one.id] ?? '']]),
      ...head.signOffs.flatMap((one) => (one.stands ? [[one.by, one.slot]] : [])),
      ...(notes.consensusBy ? [[notes.consensusBy, 'calibration.lead']] : []),
    ] as [string, string][];
    const may = stageOf(transitionOf(setting.ladder, head), 'sign-off')?.calibratorMaySign ?? false;
    const roleOf = (slot: string) => head.slots.find((one) => one.id === slot)?.role;
    const signs = (slot: string) => slot.startsWith('sign-off.');
    const together = (slot: string, too: string) =>
      signs(slot) !== signs(too) &&
      (may === true || (may !== false && may.some((role) => role === roleOf(slot) && role === roleOf(too))));
    return parts.some(([one, slot]) =>
      parts.some(([other, too]) => one === other && slot !== too && !together(slot, too)),
    );
  }
}

/** Whether somebody is the engineer, holds or held a slot, did something under one, acts for a holder, or has a conflict. */
function tookPart({ engineerId }: Setting, { case: { head }, notes }: State, id: string): boolean {
  const { took, conflicted, did } = notes;
  return (
    id === engineerId || [...took, ...conflicted, ...did].includes(id) || head.delegations.some((one) => one.to === id)
  );
}

/**
 * Whether a person of HR or a delivery director is left who did nothing in the case, so that they can decide in it. While
 * reviews are sealed, nobody who gave a part back is left: if they were, one could tell that they had not reviewed.
 */
export function isSomebodyLeft(setting: Setting, state: State): boolean {
  const { sealed, revealed, offered = [] } = state.case.head;
  const hidden = sealed && !revealed ? offered : [];
  return Object.values(peopleOf(setting, state)).some(
    ({ id, active, roles }) =>
      active &&
      (roles.includes('hr') || roles.includes('delivery-director')) &&
      !tookPart(setting, state, id) &&
      !hidden.includes(id) &&
      !state.notes.hrDid.includes(id),
  );
}

const ofHrAlone: CaseEvent['type'][] = ['appeal-decided', 'exception-decided', 'case-resumed', 'case-overtaken'];

/** What HR does in a case: nobody with a part in it, nothing about what they did themselves, and no part for themselves. */
function ofHr(setting: Setting, before: State, { type, actor, data }: CaseEvent, next: State): string[] {
  const found: string[] = [];
  const { head } = before.case;
  const by = actor.personId ?? '';
  const hasPart = (id: string) => tookPart(setting, before, id);
  const isOfHr = actor.relation === 'hr' || actor.relation === 'delivery-director';
  if (isOfHr && hasPart(by)) found.push('has a part and the powers of HR');
  if (ofHrAlone.includes(type) && before.notes.hrDid.includes(by)) found.push('decides on what they did as HR');
  const given = 'slots' in data && type !== 'panel-accepted' && type !== 'case-resumed' ? data.slots : [];
  const isNew = ({ id, personId }: (typeof head.slots)[number]) =>
    personId !== null && head.slots.find((slot) => slot.id === id)?.personId !== personId;
  const named = (Array.isArray(given) ? (given as typeof head.slots) : []).filter(
    (slot) => typeof slot === 'object' && isNew(slot),
  );
  if (by !== '' && named.some((slot) => slot.given === 'named' && slot.personId === by))
    found.push('gives a part to themselves');
  const offered = [...named.map((slot) => slot.personId ?? ''), ...(type === 'delegated' ? [data.to] : [])];
  // If a record has changed, what follows rests on the new one.
  const hr = Object.values(peopleOf(setting, next)).filter((one) => one.active && one.roles.includes('hr'));
  const left = (id: string) => hr.filter((one) => one.id !== id && !hasPart(one.id)).length;
  if (offered.some((id) => hr.some((one) => one.id === id) && left(id) < fewestHr))
    found.push('offers a part although too few of HR are left');
  const isOpenReview = (id: string) => head.revealed && head.reviews.some((one) => one.slot === id);
  const isOwnWaiver = (one: (typeof head.waivers)[number]) => one.by === by && one.confirmed === null;
  if (
    type === 'waiver-answered' &&
    head.waivers.some((one) => one.requirement === data.requirement && isOwnWaiver(one))
  )
    found.push('answers their own waiver');
  const holderOf = (id: string) => head.slots.find((slot) => slot.id === id)?.personId ?? null;
  if (type === 'reassigned' && named.some(({ id }) => isOpenReview(id) && holderOf(id) !== null))
    found.push('takes away an open review');
  if (type === 'review-amended' && isReplaced(data.slot)) found.push('replaces the open review of another person');
  return found;

  /** Whether another person had the part when its open review was written, and neither a conflict nor a return asks for it. */
  function isReplaced(slot: string): boolean {
    const was = before.notes.reviewFor[slot] ?? '';
    const isAsked = head.returned?.stage === 'calibration' && head.consensus === null;
    return isOpenReview(slot) && holderOf(slot) !== was && !before.notes.conflicted.includes(was) && !isAsked;
  }
}

/** The end of a case and every signature rest on the engineer's record as it was in the beginning. */
function ofRecord(setting: Setting, before: State | null, event: CaseEvent): string[] {
  if (!before || changedRecord(setting, before).length === 0) return [];
  const isCarriedOut = event.type === 'case-closed' && (event.data.level !== null || 'track' in event.data);
  const isSigned = ['signed-off', 'track-confirmed'].includes(event.type);
  const isConfirmed = event.type === 'exception-decided' && event.data.decision === 'confirmed';
  return [
    ...(isSigned || isConfirmed ? ['signs on a record that has changed'] : []),
    ...(isCarriedOut ? ['writes over a record that has changed'] : []),
  ];
}

/**
 * A correction of the outcome: by two people without a part in the case, the second of whom did nothing in it at all. The
 * engineer's record and seat follow, and nothing is written over a record that has changed. They can appeal afterwards.
 */
function ofCorrection(setting: Setting, before: State, { events, next }: Taken): string[] {
  const event = events.find((one) => one.type === 'outcome-corrected');
  if (event?.type !== 'outcome-corrected') return [];
  const { engineerId, ladder } = setting;
  const { proposedBy, to, seat = null } = event.data;
  const second = event.actor.personId ?? '';
  const { from, to: target } = transitionOf(ladder, before.case.head);
  const isPromoted = to === 'promoted';
  const isCapped = (ladder.levels.find((one) => one.id === target)?.seats ?? null) !== null;
  const [was, is] = [before, next].map((state) => peopleOf(setting, state)[engineerId]);
  const appeal = { type: 'appeal', ground: 'procedure', statement: 'It was right.', against: null } as const;
  const found: string[] = [];
  if (proposedBy === second) found.push('corrects an outcome alone');
  const { reason, secondReason } = next.case.bodies[event.seq]?.content ?? {};
  if (!reason || !secondReason) found.push('corrects an outcome without a reason of both people');
  if ([proposedBy, second].some((id) => tookPart(setting, before, id)))
    found.push('corrects the outcome of a case they took part in');
  if (before.notes.hrDid.includes(second)) found.push('confirms a correction of what they did themselves');
  if (isPromoted && setting.answer === 'no') found.push('corrects to a promotion that the ladder does not allow');
  const writes = isPromoted ? changedRecord(setting, before).length > 0 : was?.level !== target;
  if (writes || was?.ladder !== ladder.id) found.push('corrects an outcome on a record that has changed');
  if (is?.level !== (isPromoted ? target : from)) found.push('corrects an outcome, and the level does not follow');
  if (isCapped && seat !== (isPromoted ? 'taken' : 'freed'))
    found.push('corrects an outcome, and the seat does not follow');
  if (!isPromoted && is?.active && !take(setting, next, { who: engineerId, command: appeal }))
    found.push('cannot appeal against a correction');
  return found;
}

/** Changes of records: by two people who have nothing to do with them. */
function ofRecords(setting: Setting, state: State, { carried }: Taken): string[] {
  if (!carried || carried.by.length === 0) return [];
  const found: string[] = [];
  const { by, newOfHr, change } = carried;
  const { of } = change;
  const people = peopleOf(setting, state);
  const before = people[of] as Person;
  const after = { ...before, ...change.more };
  const { head } = state.case;
  const isOpen = head.status !== 'closed';
  const engineer = people[head.engineerId] as Person;
  const holders = head.slots.flatMap((slot) => slot.personId ?? []);
  const delegates = head.delegations.map((one) => one.to);
  const parts = [head.engineerId, ...holders, ...state.notes.did, ...delegates];
  const restsOn = [...parts, ...leads(engineer)];
  if (by.includes(of)) found.push('changes their own record');
  if (isOpen && restsOn.includes(of) && by.some((id) => parts.includes(id)))
    found.push('changes a record that their case rests on');
  const rolesOf = (one: Person) => (one.active ? one.roles.filter((role) => role !== 'engineer').sort() : []);
  const moved = leads(before).filter((id) => !leads(after).includes(id));
  const joined = leads(after).filter((id) => !leads(before).includes(id));
  const { appeal } = transitionOf(setting.ladder, head);
  const mayAppeal = isMadeByHr(head.outcome) || (head.outcome === 'not-promoted' && appeal !== null);
  const isAppealable = !isOpen && head.appeal === null && mayAppeal;
  const isLineOfCase = (isOpen || isAppealable) && of === head.engineerId && [...moved, ...joined].length > 0;
  if (isLineOfCase && by.some((id) => [...moved, ...joined].includes(id)))
    found.push('joins or leaves the line of an open case by their own hand');
  const isOfTwo =
    `${rolesOf(before)}` !== `${rolesOf(after)}` ||
    (['ladder', 'level', 'track'] as const).some((field) => before[field] !== after[field]) ||
    isLineOfCase;
  if (isOfTwo && new Set(by).size < 2) found.push('changes alone what takes two people');
  if (by.some((id) => newOfHr.includes(id))) found.push('confirms with a role from after the proposal');
  const hr = Object.values({ ...people, [of]: after }).filter((one) => one.active && one.roles.includes('hr'));
  if (hr.length < fewestHr) found.push('leaves too few people of HR');
  return found;
}

const leads = ({ techLeadId, odcLeadId, headOfDepartmentId, deliveryDirectorId }: Person) =>
  [techLeadId, odcLeadId, headOfDepartmentId, deliveryDirectorId].flatMap((id) => id ?? []);

/** Once the system has looked at a case after a change of the records, nobody acts for somebody or by somebody who left. */
function ofDelegations(setting: Setting, { isSeen, next }: Taken): string[] {
  const { delegations, stage } = next.case.head;
  if (!isSeen || stage === 'closing' || stage === 'closed') return [];
  const people = peopleOf(setting, next);
  return delegations.some(({ by, to }) => !people[by]?.active || !people[to]?.active)
    ? ['can act for somebody although one of them has left']
    : [];
}
