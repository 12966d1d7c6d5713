import { endOf, type Page, pageAmong, placeIn } from '../cases/cursor.ts';
import { carryOut, type Executed, type RequestMeta } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import type { Actor } from '../contract/events.ts';
import { type Person, PersonId } from '../contract/people.ts';
import type { PersonDraftEvent } from '../contract/record-person.ts';
import type { SignInsDraftEvent } from '../contract/record-sign-ins.ts';
import {
  type PushedCommand,
  type PushedQuery,
  PushedResult,
  type PushedView,
  type ScimRecord,
  type Waiting,
  waitingFields,
} from '../contract/scim.ts';
import type { SignIns } from '../contract/sign-ins.ts';
import * as z from '../contract/zod.ts';
import { hasPart, sealPerson, signInWrites, stateIn } from '../directory/person-record.ts';
import { whyInvolved } from '../domain/directory/involvement.ts';
import { inputOf } from '../domain/directory/person-input.ts';
import { isIncomplete } from '../domain/directory/pushed.ts';
import { hrOnly } from '../records/hr-only.ts';
import { openCasesOf } from '../records/open-cases.ts';
import { personEventWrites } from '../store/chain-writes.ts';
import { peopleIn } from '../store/directory.ts';
import { getMany } from '../store/items.ts';
import { keys, scimKeys } from '../store/keys.ts';
import { listWaiting, loadWaiting, scimIn, scimWrites } from '../store/scim.ts';
import { signInsIn } from '../store/sign-ins.ts';
import { writesOf } from '../store/transaction.ts';

/** What identity systems pushed and HR has to look at. */

/** A cursor of the list: the person after whom it goes on. */
const AfterPerson = z.strictObject({ personId: PersonId });

/**
 * These people by id, or the one who is asked for if there is something to decide, and everybody whom this names. An address that
 * applied at once and is not confirmed is only on the page of its person. For HR. Throws `Refusal`.
 */
export async function readWaiting(
  { table }: Outside,
  viewer: Person,
  { personId, limit, cursor }: PushedQuery,
): Promise<Page<PushedView> & { named: Record<string, Person> }> {
  hrOnly(viewer);
  const named: Record<string, Person> = {};
  const page = await pageAmong({
    limit,
    from: placeIn(AfterPerson, cursor),
    look: async (from) => {
      const { listed, isEnd } =
        personId === undefined
          ? await listWaiting(table, limit + 1, from?.personId)
          : { listed: [(await loadWaiting(table, personId))[0] ?? { personId, leadId: null }], isEnd: true };
      const ids = listed.map((one) => one.personId);
      const leads = listed.flatMap((one) => one.leadId ?? []);
      const found = await getMany(table, [
        ...ids.flatMap((id) => [keys.profile(id), scimKeys.pushed(id), keys.signIns(id)]),
        ...leads.map((id) => keys.profile(id)),
      ]);
      const people = peopleIn(found, [...ids, ...leads]);
      Object.assign(named, people);
      const waiting = ids.flatMap((id) => {
        const [person, scim, signIns] = [people[id], scimIn(found, id), signInsIn(found, id)];
        return person && scim ? [viewOf(person, scim, signIns)].filter(hasToDecide) : [];
      });
      return { shown: waiting, end: endOf(listed, isEnd, (one) => ({ personId: one.personId })) };
    },
    placeOf: ({ person }) => ({ personId: person.id }),
  });
  return { ...page, named };
}

const hasToDecide = ({ isNew, isUnconfirmed, waits }: PushedView) =>
  isNew || isUnconfirmed || Object.keys(waits).length > 0;

/** What waits of one person. For HR. Throws `Refusal`. */
export async function readPushed({ table }: Outside, viewer: Person, id: string): Promise<Waiting> {
  hrOnly(viewer);
  return scimIn(await getMany(table, [scimKeys.pushed(id)]), id)?.waits ?? {};
}

function viewOf(person: Person, scim: ScimRecord, signIns: SignIns | null): PushedView {
  const { waits, since, machine, createdAt, isNew, version } = scim;
  return {
    person,
    proposed: { ...inputOf(person), ...waits },
    ...{ waits, since, machine, createdAt, isNew, version },
    isBarred: signIns?.barred ?? false,
    isUnconfirmed: signIns?.unconfirmed ?? false,
    isIncomplete: isIncomplete(person),
  };
}

/**
 * Sets aside what was pushed of a person, with a reason: the identity system then reads the record, and whoever was kept out may
 * come in. Or confirms the mail address (or employee number) of somebody whom it brought, so that a sign-in can be bound by it.
 * Throws `Refusal`.
 */
export function actOnWaiting(
  outside: Outside,
  actor: Person,
  { id, command }: { id: string; command: PushedCommand },
  { idempotencyKey, requestId }: RequestMeta,
): Promise<Executed<PushedResult>> {
  const { table, clock } = outside;
  const once = {
    actor,
    idempotencyKey,
    request: { waiting: { id, ...command } },
    shape: PushedResult,
    what: 'The record',
  };
  const reads = [keys.profile(id), keys.personAudit(id), scimKeys.pushed(id), keys.signIns(id)];
  const facts = async () => {
    const [cases, isInCase] = await Promise.all([openCasesOf(table, actor.id), hasPart(table, id)]);
    return { cases, isInCase };
  };
  return carryOut(outside, { ...once, reads, facts }, async ({ actor: now, items, facts: { cases, isInCase } }) => {
    const keeper = hrOnly(now);
    const { before: person, audit } = stateIn(items, id);
    const [scim, signIns] = [scimIn(items, id), signInsIn(items, id)];
    if (!person || !scim) throw new Refusal('not-found', 'No identity system has pushed anything of this person.');
    const why = whyInvolved(keeper.id, id, { cases, leads: [], leaves: null });
    if (why) throw new Refusal('forbidden', why);
    if (scim.version !== command.version)
      throw new Refusal('precondition-failed', 'This has changed since you read it. Read it again, then decide.');
    const at = clock.now().toISOString();
    const by: Actor = { personId: keeper.id, role: 'hr', relation: 'directory', onBehalfOf: null };
    const {
      after,
      events,
      record = [],
    } = command.type === 'set-aside'
      ? setAside(command.reason, { scim, signIns, by, at })
      : confirmed({ person, scim, signIns, by, isInCase });
    const write = writesOf(table);
    return {
      result: { personId: id, at },
      writes: [
        ...scimWrites(write, scim, { ...after, version: scim.version + 1 }),
        ...signInWrites(outside, { id, signIns, events }, { at, requestId }),
        ...personEventWrites(write, id, sealPerson(outside, { id, audit }, record, { at, requestId })),
        // Whoever gives them a role at this moment makes their address a matter for two.
        write.checkVersion('guard', keys.profile(id), person.version),
      ],
    };
  });
}

interface Now {
  scim: ScimRecord;
  signIns: SignIns | null;
  by: Actor;
}

/** What a command comes to: what is kept of the push, and what happens to the sign-ins and the record. */
interface Acted {
  after: ScimRecord;
  events: SignInsDraftEvent[];
  record?: PersonDraftEvent[];
}

function setAside(reason: string, { scim, signIns, by, at }: Now & { at: string }): Acted {
  const fields = waitingFields.filter((field) => scim.waits[field] !== undefined);
  if (fields.length === 0) throw new Refusal('already-done', 'Nothing of this person waits any more.');
  return {
    after: { ...scim, waits: {}, since: null, setAside: { by: by.personId ?? '', at, reason, fields } },
    events: signIns?.barred ? [{ type: 'bar-lifted', data: {}, actor: by }] : [],
    record: [{ type: 'push-set-aside', data: { fields }, actor: by, body: { reason } }],
  };
}

function confirmed({ person, scim, signIns, by, isInCase }: Now & { person: Person; isInCase: boolean }): Acted {
  if (!signIns?.unconfirmed && !scim.isNew)
    throw new Refusal('already-done', 'This address has been confirmed before.');
  if (isIncomplete(person))
    throw new Refusal('not-yet', 'Complete their team and their ODC first: then this person has been looked at.');
  const takesTwo = isInCase || person.roles.some((role) => role !== 'engineer');
  if (signIns?.unconfirmed && takesTwo)
    throw new Refusal(
      'takes-two-people',
      'This person has a role, or takes part in a case: the next change of the record that two people of HR decide on confirms the address.',
    );
  return {
    after: { ...scim, isNew: false },
    events: [{ type: 'address-confirmed', data: {}, actor: by }],
  };
}
