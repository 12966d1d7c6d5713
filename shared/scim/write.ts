import { leftToSweep } from '../cases/mails.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import type { PersonInput } from '../contract/directory.ts';
import type { Actor } from '../contract/events.ts';
import { fewestHr, hrDesk } from '../contract/names.ts';
import { type PushedNotice, pushedTemplate } from '../contract/notices.ts';
import type { Person } from '../contract/people.ts';
import type { PersonDraftEvent } from '../contract/record-person.ts';
import type { SignInsDraftEvent } from '../contract/record-sign-ins.ts';
import { type ScimRecord, type Waiting, waitingFields } from '../contract/scim.ts';
import {
  type Gathered,
  gather,
  personReads,
  personWrites,
  sealPerson,
  signInWrites,
} from '../directory/person-record.ts';
import { decidePerson } from '../domain/directory/decide.ts';
import { isFoundByOther } from '../domain/directory/matters.ts';
import { splitPushed } from '../domain/directory/pushed.ts';
import { activeIn } from '../domain/directory/sign-ins.ts';
import { isHr } from '../domain/people.ts';
import { hashOf } from '../ledger/hash.ts';
import { machineActor } from '../records/machine-actor.ts';
import { personEventWrites } from '../store/chain-writes.ts';
import { getMany } from '../store/items.ts';
import { keys, scimKeys } from '../store/keys.ts';
import { noticeWrite } from '../store/notices.ts';
import { scimWrites } from '../store/scim.ts';
import { listSeats } from '../store/seats.ts';
import { signInsIn } from '../store/sign-ins.ts';
import { transact, type Write, writesOf } from '../store/transaction.ts';
import type { Said } from './body.ts';
import { taken } from './fault.ts';
import type { Pushing } from './push.ts';
import { type Known, namesAfter, namesOf } from './resource.ts';

/** One push in one transaction: what applies at once, what waits for HR, the end of sessions, and an event for each. */

/** Of whom it is. `before` and `scim` are what the push was made from. */
interface Of {
  id: string;
  before: Person | null;
  scim: ScimRecord | null;
}

export interface Pushed {
  said: Said;
  /** The record that the person would have if everything applied. */
  input: PersonInput;
  pushing: Pushing;
  isGone?: boolean;
}

/** Writes a push. Null: what it was made from has changed, so it is made again. Throws `ScimFault`. */
export async function write(
  outside: Outside,
  { id, before, scim }: Of,
  { said, input: given, pushing: { machine, requestId }, isGone = false }: Pushed,
): Promise<Known | null> {
  const { table } = outside;
  const actor = machineActor(machine);
  const named = { ...given, techLeadId: given.techLeadId === id ? (before?.techLeadId ?? null) : given.techLeadId };
  const [items, seats] = await Promise.all([getMany(table, personReads({ id, input: named })), listSeats(table)]);
  const found = { items, facts: { seats, casesOfActor: [] } };
  const gathered = await gather(outside, { id, input: named }, found, { actor: { machine: actor }, byTwo: false });
  if (!gathered || gathered.before?.version !== before?.version || gathered.scim?.version !== scim?.version)
    return null;
  const { context } = gathered;
  checkHolders(id, gathered);
  const split = splitPushed(before, possible(gathered), context);
  const decision = decidePerson(before, id, split.input, context);
  if (!decision.ok && decision.rejection.code !== 'already-done')
    throw new Refusal(decision.rejection.code, decision.rejection.message);
  const after = decision.ok ? decision.after : before;
  if (!after) throw new Error('Somebody new is the same as nobody');
  const pushEvents = waitsEvents(actor, scim, split.waits);
  const bar = await barOf(outside, gathered, split.waits);
  const signInEvents = eventsOf(actor, { gathered, input: split.input, waits: split.waits, isBarred: bar.isBarred });
  const moment = { at: context.now, requestId };
  const write = writesOf(table);
  const person = decision.ok
    ? await personWrites(outside, gathered, decision, { requestId, signInEvents, pushEvents })
    : [
        write.checkVersion('guard', keys.profile(id), after.version),
        ...personEventWrites(write, id, sealPerson(outside, gathered, pushEvents, moment)),
        ...signInWrites(outside, { id, signIns: gathered.signIns, events: signInEvents }, moment),
      ];
  const next = recordAfter(
    { id, before: scim, person: before },
    { said, waits: split.waits, isGone, machine, at: context.now },
  );
  const isSame = scim !== null && saysSame(scim, next);
  if (isSame && !decision.ok && signInEvents.length === 0) return { person: after, scim };
  const notice = noticeOf(outside, scim, next);
  const done = await transact(table, [
    ...person,
    ...bar.guards,
    ...(notice ? [noticeWrite(table, notice)] : []),
    ...(isSame ? [write.checkVersion('guard', scimKeys.pushed(id), scim.version)] : scimWrites(write, scim, next)),
  ]);
  if (done.ok) {
    if (notice) await leftToSweep(outside, notice);
    return { person: after, scim: isSame ? scim : next };
  }
  // A name that another person has is not free at the next attempt, unless this person has changed meanwhile.
  if (done.lost.every((one) => one === 'address'))
    throw taken('Another user has this userName, externalId, mail address or employee number.');
  return null;
}

/** Refuses a mail address or employee number of another person, also one that would wait. */
function checkHolders(id: string, { context: { addressHolder, numberHolder } }: Gathered): void {
  if (addressHolder !== null && addressHolder !== id) throw taken('Another person has this mail address.');
  if (numberHolder !== null && numberHolder !== id) throw taken('Another person has this employee number.');
}

/** The record without what the directory cannot take: a manager who is no tech lead, and a place that nobody has added. */
function possible({ before, input, context: { leads, places } }: Gathered): PersonInput {
  const lead = input.techLeadId === null ? null : leads[input.techLeadId];
  const isLead =
    input.techLeadId === (before?.techLeadId ?? null) || (lead?.active && lead.roles.includes('tech-lead'));
  return {
    ...input,
    techLeadId: isLead ? input.techLeadId : (before?.techLeadId ?? null),
    team: places.teams.includes(input.team) ? input.team : (before?.team ?? input.team),
    odc: places.odcs.includes(input.odc) ? input.odc : (before?.odc ?? input.odc),
  };
}

interface Becoming {
  gathered: Gathered;
  /** The record as it applies. */
  input: PersonInput;
  waits: Waiting;
  isBarred: boolean;
}

/** The event that something waits now which did not wait before, or that it waits no more. None: it is as it was. */
function waitsEvents(actor: Actor, before: ScimRecord | null, waits: Waiting): PersonDraftEvent[] {
  if (hashOf(before?.waits ?? {}) === hashOf(waits)) return [];
  const { techLeadId, active, ...words } = waits;
  const facts = { ...(techLeadId === undefined ? {} : { techLeadId }), ...(active === undefined ? {} : { active }) };
  const fields = waitingFields.filter((field) => waits[field] !== undefined);
  const body = Object.keys(words).length > 0 ? { body: { waits: words } } : {};
  return [{ type: 'push-waits', data: { fields, ...facts }, actor, ...body }];
}

/** What a push does to the sign-ins of a person. */
function eventsOf(actor: Actor, { gathered, input, waits, isBarred }: Becoming): SignInsDraftEvent[] {
  const { before, signIns, scim } = gathered;
  const wasIn = before?.active && scim?.waits.active !== false;
  const isOut = !input.active || waits.active === false;
  const isPushed = before === null || isFoundByOther(before, input, gathered.context.signInKey);
  return [
    ...(wasIn && isOut && (signIns || isBarred)
      ? [{ type: 'sessions-ended' as const, data: { barred: isBarred }, actor }]
      : []),
    ...(signIns?.barred && waits.active !== false ? [{ type: 'bar-lifted' as const, data: {}, actor }] : []),
    ...(isPushed && !signIns?.unconfirmed ? [{ type: 'address-pushed' as const, data: {}, actor }] : []),
  ];
}

/**
 * Whether somebody whose end waits for HR is kept out until then. Two people of HR can always come in: the sessions of the last two
 * end, but they may sign in again, if the issuer still lets them. Else whoever has the secret of a machine could lock HR out.
 */
async function barOf(
  { table }: Outside,
  { before, context: { hr } }: Gathered,
  waits: Waiting,
): Promise<{ isBarred: boolean; guards: Write[] }> {
  if (waits.active !== false) return { isBarred: false, guards: [] };
  if (!before || !isHr(before)) return { isBarred: true, guards: [] };
  const others = hr.filter((one) => one !== before.id);
  const found = await getMany(
    table,
    others.map((one) => keys.signIns(one)),
  );
  const write = writesOf(table);
  const left = others.flatMap((one) => {
    const signIns = signInsIn(found, one);
    return signIns && activeIn(signIns) ? [write.checkVersion('guard', keys.signIns(one), signIns.version)] : [];
  });
  return left.length < fewestHr ? { isBarred: false, guards: [] } : { isBarred: true, guards: left.slice(0, fewestHr) };
}

/** What is kept of a push. */
function recordAfter(
  { id, before, person }: { id: string; before: ScimRecord | null; person: Person | null },
  { said, waits, isGone, machine, at }: Pick<ScimRecord, 'waits' | 'isGone' | 'machine' | 'at'> & { said: Said },
): ScimRecord {
  const known = person ? namesOf({ person, scim: before }) : { ...emptyNames, userName: said.userName ?? '' };
  const isWaiting = Object.keys(waits).length > 0;
  const isSameWait = before !== null && hashOf(before.waits) === hashOf(waits);
  return {
    personId: id,
    names: namesAfter(known, said),
    waits,
    since: isWaiting ? (isSameWait && before.since ? before.since : at) : null,
    isGone,
    isNew: person === null || (before?.isNew ?? false),
    machine,
    at,
    createdAt: before?.createdAt ?? at,
    setAside: before?.setAside ?? null,
    version: (before?.version ?? 0) + 1,
  };
}

const emptyNames = {
  clientId: null,
  displayName: null,
  formatted: null,
  givenName: null,
  familyName: null,
  department: null,
  division: null,
  managerId: null,
};

/** The notice for HR that something waits which did not wait before. Null: nothing does. */
function noticeOf(
  { ids }: Outside,
  before: ScimRecord | null,
  { personId, waits, at }: ScimRecord,
): PushedNotice | null {
  if (Object.keys(waits).length === 0 || hashOf(before?.waits ?? {}) === hashOf(waits)) return null;
  return { id: ids.next('ev'), to: hrDesk, at, template: pushedTemplate, data: { pushed: personId }, mailedAt: null };
}

/** Whether a push says nothing new, so that it leaves no trace. */
function saysSame(before: ScimRecord, after: ScimRecord): boolean {
  const facts = ({ names, waits, isGone }: ScimRecord) => hashOf({ names, waits, isGone });
  return facts(before) === facts(after);
}
