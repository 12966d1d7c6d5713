import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import { withRetries } from '../cases/retry.ts';
import type { PersonInput } from '../contract/directory.ts';
import type { Person } from '../contract/people.ts';
import { PersonId } from '../contract/people.ts';
import { addPlaces } from '../directory/kept-places.ts';
import { inputOf, newRecord } from '../domain/directory/person-input.ts';
import { isIncomplete, toComplete } from '../domain/directory/pushed.ts';
import { newIdBase } from '../domain/person-id.ts';
import { atKnownPlaces, unknownOf } from '../domain/places.ts';
import { machineActor } from '../records/machine-actor.ts';
import { addressHolderIn } from '../store/addresses.ts';
import { peopleIn } from '../store/directory.ts';
import { getMany } from '../store/items.ts';
import { keys, scimKeys } from '../store/keys.ts';
import { loadPlaces } from '../store/places.ts';
import { scimIn } from '../store/scim.ts';
import { type JsonObject, type Said, saidIn } from './body.ts';
import { noSuchUser, ScimFault, taken, wrong } from './fault.ts';
import { patched } from './patch.ts';
import { bodyOf, etagOf, type Known, nameOf, namesAfter, namesOf, pushedOf } from './resource.ts';
import { type Pushed, write } from './write.ts';

/** What an identity system pushes: it creates people, replaces and patches them, and takes them away. */

/** A request of a machine. */
export interface Pushing {
  machine: string;
  requestId: string;
  /** The version that it saw. Left out: it does not say. */
  ifMatch?: string | undefined;
}

/** Creates a person. Somebody whom it took away before comes back. Throws `ScimFault`. */
export async function createUser(outside: Outside, body: JsonObject, pushing: Pushing): Promise<Known> {
  const said = saidIn(body);
  const { userName } = said;
  if (!userName) throw wrong('invalidValue', 'userName is missing.');
  const email = said.email ?? userName;
  if (!email.includes('@')) throw wrong('invalidValue', 'emails is missing.');
  const name = nameOf(said);
  if (!name) throw wrong('invalidValue', 'The name is missing: send displayName, or name.');
  return attempts(async () => {
    const ids = newIds(outside, name, email);
    const found = await getMany(outside.table, [keys.address(email), ...ids.map((one) => keys.profile(one))]);
    const holder = addressHolderIn(found, email);
    const before = holder === null ? null : await readUser(outside, holder);
    const goesOn = { ...said, userName, email, active: said.active ?? true };
    if (before?.scim?.isGone) return push(outside, before, { said: goesOn, pushing });
    if (before) throw taken('Another person has this mail address: find them by it, and change them.');
    const input = await newInput(outside, { ...goesOn, name }, pushing);
    const there = peopleIn(found, ids);
    const id = ids.find((one) => !there[one]) ?? '';
    return write(outside, { id, before: null, scim: null }, { said: goesOn, input, pushing });
  });
}

/** Replaces a person. What the body leaves out stays. Throws `ScimFault`. */
export function replaceUser(outside: Outside, id: string, body: JsonObject, pushing: Pushing): Promise<Known> {
  const said = saidIn(body);
  return change(outside, id, pushing, () => said);
}

/** Carries out the operations of a PATCH on a person. Throws `ScimFault`. */
export function patchUser(outside: Outside, id: string, body: JsonObject, pushing: Pushing): Promise<Known> {
  return change(outside, id, pushing, (known) => saidIn(patched(bodyOf(known), body)));
}

/**
 * Takes a person away: like `active: false`, and from then on the identity system does not find them any more. The directory
 * keeps them, with everything that they did. Throws `ScimFault`.
 */
export async function removeUser(outside: Outside, id: string, pushing: Pushing): Promise<void> {
  await change(outside, id, pushing, () => ({ active: false }), true);
}

function change(
  outside: Outside,
  id: string,
  pushing: Pushing,
  saidOf: (known: Known) => Said,
  isGone = false,
): Promise<Known> {
  return attempts(async () => {
    const known = await readUser(outside, id);
    if (!known || known.scim?.isGone) throw noSuchUser();
    const { ifMatch } = pushing;
    if (ifMatch !== undefined && ifMatch !== '*' && !ifMatch.split(',').some((tag) => tag.trim() === etagOf(known)))
      throw new ScimFault(412, null, 'The user has changed since this version.');
    return push(outside, known, { said: saidOf(known), pushing, isGone });
  });
}

function push(
  outside: Outside,
  known: Known,
  { said, pushing, isGone = false }: Pick<Pushed, 'said' | 'pushing' | 'isGone'>,
): Promise<Known | null> {
  const { person } = known;
  return write(
    outside,
    { id: person.id, before: person, scim: known.scim },
    { said, input: inputAfter(known, said), pushing, isGone },
  );
}

async function attempts(attempt: () => Promise<Known | null>): Promise<Known> {
  try {
    return await withRetries('The user', attempt);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'busy') throw new ScimFault(409, null, error.message);
    throw error;
  }
}

/** A person by id. Null: there is none. */
export async function readUser({ table }: Outside, id: string): Promise<Known | null> {
  if (!PersonId.safeParse(id).success) return null;
  const found = await getMany(table, [keys.profile(id), scimKeys.pushed(id)]);
  const person = peopleIn(found, [id])[id];
  return person ? { person, scim: scimIn(found, id) } : null;
}

/** What HR would enter for a person as they are pushed. */
function inputAfter(known: Known, said: Said): PersonInput {
  const { person } = known;
  const names = namesAfter(namesOf(known), said);
  const now = pushedOf(known);
  const name = nameOf(names);
  return {
    ...inputOf(person),
    // A name that is pushed again does not take back what HR has written since.
    name: name === null || name === nameOf(namesOf(known)) ? person.name : name,
    email: said.email ?? now.email,
    externalId: said.employeeNumber === undefined ? now.employeeNumber : said.employeeNumber,
    active: said.active ?? now.active,
    techLeadId: said.managerId ? said.managerId : (known.scim?.waits.techLeadId ?? person.techLeadId),
    // Only who has just joined gets team and ODC from it.
    ...(isIncomplete(person) ? placesOf(names, person) : {}),
  };
}

const placesOf = ({ department, division }: Said, { team, odc }: Pick<Person, 'team' | 'odc'>) => ({
  team: team === toComplete ? department || toComplete : team,
  odc: odc === toComplete ? division || toComplete : odc,
});

/** The record of somebody who joins: an engineer on no ladder, whose team and ODC are known or have to be completed by HR. */
async function newInput(
  outside: Outside,
  said: Said & { name: string; email: string; active: boolean },
  { machine, requestId }: Pushing,
): Promise<PersonInput> {
  const places = await loadPlaces(outside.table);
  const given = atKnownPlaces(placesOf(said, { team: toComplete, odc: toComplete }), places ?? { teams: [], odcs: [] });
  const unknown = unknownOf(places ?? { teams: [], odcs: [] }, { teams: [given.team], odcs: [given.odc] });
  const [team, odc] = [
    unknown.teams.length > 0 ? toComplete : given.team,
    unknown.odcs.length > 0 ? toComplete : given.odc,
  ];
  const isMissing = { teams: team === toComplete ? [team] : [], odcs: odc === toComplete ? [odc] : [] };
  if (!places || Object.values(unknownOf(places, isMissing)).flat().length > 0)
    await addPlaces(outside, isMissing, { actor: machineActor(machine), requestId });
  return {
    ...newRecord,
    name: said.name,
    email: said.email,
    externalId: said.employeeNumber ?? null,
    team,
    odc,
    techLeadId: said.managerId ?? null,
    active: said.active,
  };
}

/** Ids for somebody new, made from their name. The last one is drawn, so that one of them is free. */
function newIds({ random }: Outside, name: string, mail: string): string[] {
  const base = newIdBase(name, mail);
  const drawn = Buffer.from(random.bytes(8)).toString('hex');
  return [base, ...[2, 3, 4, 5, 6, 7, 8, 9].map((number) => `${base}-${number}`), `${base}-${drawn}`];
}
