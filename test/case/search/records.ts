import type { Person } from '#shared/contract/people.ts';
import type { Proposal } from '#shared/contract/proposal.ts';
import { endOfAppeal } from '#shared/domain/case/state/appeals.ts';
import { decidePerson } from '#shared/domain/directory/decide.ts';
import { hasOpenPart, type OpenCase, whyInvolved } from '#shared/domain/directory/involvement.ts';
import { leadsMoved, teamLeft } from '#shared/domain/directory/matters.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { isHr } from '#shared/domain/people.ts';
import { decideProposal, decidePropose } from '#shared/domain/proposals/decide.ts';
import { late, now, peopleOf, type Setting, type State } from './state.ts';

/** A change of the record of one person: the fields that get other values. */
export interface Change {
  of: string;
  more: Partial<Person>;
}

/**
 * A step on the records of people. One person changes a record, or two do so at once, or a proposal waits for a second
 * person. With `leave` a person has left, whoever wrote that.
 */
export type RecordStep =
  | ({ type: 'leave' } & Change)
  | ({ type: 'change-record' } & Change)
  | ({ type: 'change-by-two'; second: string } & Change)
  | ({ type: 'propose-change' } & Change)
  | { type: 'confirm-change' };

/** The steps of those who keep the directory. */
const byKeepers = ['change-record', 'change-by-two', 'propose-change', 'confirm-change'];

export const isByKeepers = ({ type }: { type: string }): boolean => byKeepers.includes(type);

export const isOfRecord = (step: { type: string }): step is RecordStep => step.type === 'leave' || isByKeepers(step);

/** A proposal that waits, and who got the role of HR after it was made. */
export interface Waiting {
  proposal: Proposal;
  change: Change;
  newOfHr: string[];
}

/** A change that was carried out, and everybody who had a hand in it. */
export interface Carried {
  change: Change;
  by: string[];
  /** Those of them who got the role of HR after it was proposed. */
  newOfHr: string[];
}

/** The records after a step of a person. Null: it is refused. Nothing is carried out by a proposal. */
export function stepOnRecords(
  setting: Setting,
  state: State,
  who: string | null,
  step: RecordStep,
): { waiting: Waiting | null; carried: Carried | null } | null {
  const { waiting } = state;
  if (step.type === 'confirm-change') return confirmed(setting, state, who ?? '', waiting);
  const change = { of: step.of, more: step.more };
  if (step.type === 'leave' || who === null) return { waiting, carried: { change, by: [], newOfHr: [] } };
  if (step.type === 'change-record')
    return decided(setting, state, who, change, false)
      ? { waiting, carried: { change, by: [who], newOfHr: [] } }
      : null;
  const proposed = proposedBy(setting, state, who, change);
  if (step.type === 'propose-change' || !proposed) return proposed && { waiting: proposed, carried: null };
  const done = confirmed(setting, state, step.second, proposed);
  return done && { ...done, waiting };
}

/** Whether a person can propose a change. */
export function canPropose(setting: Setting, state: State, who: string, change: Change): boolean {
  return proposedBy(setting, state, who, change) !== null;
}

function proposedBy(setting: Setting, state: State, who: string, change: Change): Waiting | null {
  const decision = decided(setting, state, who, change, true);
  const people = peopleOf(setting, state);
  const actor = people[who];
  if (!decision || !actor) return null;
  const others = Object.values(people).filter((one) => isHr(one) && one.id !== who);
  const to = others.some((one) => !isInvolved(setting, state, one.id, change)) ? 'hr' : 'delivery-director';
  const { of } = change;
  const input = inputOf({ ...(people[of] as Person), ...change.more });
  const made = decidePropose(
    { change: { kind: 'person', of, version: 1, input }, reason: 'As agreed.', was: null },
    { now, actor, matters: decision.matters, to },
  );
  if (!made.ok || made.event.type !== 'change-proposed') return null;
  const decidedBy = { decidedBy: null, decidedAt: null };
  const audit = { seq: 1, hash: '' };
  const proposal = { id: 'p', ...made.event.data, by: who, at: now, state: 'open', ...decidedBy, revision: 1, audit };
  return { proposal: proposal as Proposal, change, newOfHr: [] };
}

function confirmed(setting: Setting, state: State, who: string, waiting: Waiting | null) {
  const actor = peopleOf(setting, state)[who];
  if (!waiting || !actor) return null;
  const { proposal, change, newOfHr } = waiting;
  const decision = decideProposal(
    proposal,
    { type: 'confirm' },
    {
      now,
      actor,
      heldSince: newOfHr.includes(who) ? late : '',
      isInvolved: isInvolved(setting, state, who, change),
      proposer: peopleOf(setting, state)[proposal.by] ?? null,
      isProposerInvolved: isInvolved(setting, state, proposal.by, change),
      version: proposal.version,
      concerned: [],
    },
  );
  if (!decision.ok || !decided(setting, state, who, change, true)) return null;
  return { waiting: null, carried: { change, by: [proposal.by, who], newOfHr } };
}

/** The open cases in which a person takes part: this case is the only one. */
function casesOf(setting: Setting, { case: { head }, ...state }: State, who: string): OpenCase[] {
  const engineer = peopleOf(setting, state)[head.engineerId] ?? null;
  return head.status !== 'closed' && hasOpenPart(head, who) ? [{ head, engineer }] : [];
}

/** Whether a person has a case that is open, or that they can appeal in: time does not pass while it is closed. */
const hasCase = (setting: Setting, { case: { head } }: State, of: string) =>
  head.engineerId === of && (head.status !== 'closed' || endOfAppeal(head, setting.ladder, []) !== null);

function isInvolved(setting: Setting, state: State, who: string, { of, more }: Change): boolean {
  const before = peopleOf(setting, state)[of] as Person;
  const after = { ...before, ...more };
  const leads = leadsMoved(before, after, hasCase(setting, state, of));
  const moved = { leads, leaves: teamLeft(before, after) };
  return whyInvolved(who, of, { cases: casesOf(setting, state, who), ...moved }) !== null;
}

/** What the directory decides on a change. Null: it is refused. */
function decided(setting: Setting, state: State, who: string, { of, more }: Change, byTwo: boolean) {
  const people = peopleOf(setting, state);
  const [actor, before] = [people[who], people[of]];
  if (!actor || !before) return null;
  const decision = decidePerson(before, of, inputOf({ ...before, ...more }), {
    now,
    actor,
    leads: people,
    deputies: people,
    ladder: setting.ladder,
    seats: [],
    reservedBy: null,
    hasCase: hasCase(setting, state, of),
    hasSignIn: true,
    hasPart: false,
    signInKey: 'mail',
    casesOfActor: casesOf(setting, state, who),
    addressHolder: null,
    numberHolder: null,
    places: { teams: [before.team], odcs: [before.odc] },
    hr: Object.values(people)
      .filter(isHr)
      .map((one) => one.id),
    byTwo,
    isLoaded: false,
  });
  return decision.ok ? decision : null;
}

/** The changes that somebody could want: of the engineer, of everybody with a part or a role, and back again. */
export function changesOf(setting: Setting, state: State): Change[] {
  const people = peopleOf(setting, state);
  const { engineerId, ladder, changing } = setting;
  const own = people[engineerId] as Person;
  const level = ladder.levels.find((one) => one.id !== own.level)?.id ?? null;
  const other = ladder.tracks.find((one) => one.level === own.level && one.id !== own.track)?.id;
  const lines = (['techLeadId', 'odcLeadId', 'headOfDepartmentId'] as const).map((field) => ({ [field]: 'sam-spare' }));
  const ofEngineer: Partial<Person>[] = [
    { level, track: null },
    { ladder: null, level: null, track: null },
    ...(other ? [{ track: other }] : []),
    ...lines,
  ];
  const all = [
    ...ofEngineer.map((more) => ({ of: engineerId, more })),
    ...Object.values(people).flatMap(({ id: of, roles }): Change[] => [
      { of, more: { active: false } },
      { of, more: { roles: ['engineer'] } },
      ...(roles.includes('hr') ? [] : [{ of, more: { roles: [...roles, 'hr' as const] } }]),
    ]),
  ];
  // Back: somebody gets the record again that they had in the beginning.
  const back = setting.people.filter((one) => state.records[one.id]).map((one) => ({ of: one.id, more: one }));
  return [...all.filter(({ of, more }) => changes(people[of] as Person, more)), ...back].filter(
    ({ of }) => !changing || changing.includes(of),
  );
}

function changes(person: Person, more: Partial<Person>): boolean {
  return Object.entries(more).some(([field, value]) => `${person[field as keyof Person]}` !== `${value}`);
}
