import type { CaseHead } from '../contract/case.ts';
import {
  type LeadField,
  type LineRole,
  leadFields,
  lineRoles,
  type peer,
  type Role,
  type SupervisorRole,
  supervisorRoles,
} from '../contract/names.ts';
import type { Person, PublicPerson } from '../contract/people.ts';
import { nameKey } from './name-key.ts';

/** Who somebody is: in HR, to a case, and in the line of an engineer. */

/** Whether somebody is an active person of HR. */
export function isHr(person: Pick<Person, 'active' | 'roles'>): boolean {
  return person.active && person.roles.includes('hr');
}

/** ODCs that something concerns. Null: it concerns every one, or nobody knows which. */
export type Units = readonly string[] | null;

/**
 * Whether somebody is of HR for what concerns these units. Who is limited to some has no power of HR over anything else: not
 * over what concerns every unit, and not over what nobody has put into one.
 */
export function isHrFor(person: Pick<Person, 'active' | 'roles' | 'hrUnits'>, units: Units): boolean {
  return isHr(person) && isWithin(person.hrUnits, units);
}

/** Whether what concerns these units is within those to which a person of HR is limited. Undefined: they are limited to none. */
export function isWithin(limit: readonly string[] | undefined, units: Units): boolean {
  const own = limit?.map(nameKey);
  return own === undefined || units?.every((one) => own.includes(nameKey(one))) === true;
}

/** Whether somebody is of HR for everything. */
export function isHrForAll(person: Pick<Person, 'active' | 'roles' | 'hrUnits'>): boolean {
  return isHrFor(person, null);
}

/**
 * The units that a record of a person concerns: their ODC, and those for which they are of HR. So nobody gives or takes more
 * than they have. A delivery director decides in the place of HR everywhere.
 */
export function unitsOf({ odc, roles, active, hrUnits }: Pick<Person, 'odc' | 'roles' | 'active' | 'hrUnits'>): Units {
  if (!active) return [odc];
  if (roles.includes('delivery-director') || (roles.includes('hr') && !hrUnits)) return null;
  return [odc, ...(hrUnits ?? [])];
}

/** The units that several things concern together. */
export function unitsTogether(...all: readonly Units[]): Units {
  return all.includes(null) ? null : [...new Set(all.flatMap((one) => one ?? []))];
}

/** The unit of a case. Null: it was opened before cases noted it. */
export function unitOfCase({ odc }: Pick<CaseHead, 'odc'>): Units {
  return odc === undefined ? null : [odc];
}

/** Whether somebody is an active delivery director. They confirm changes of records where HR has nobody left for it. */
export function isDirector(person: Person): boolean {
  return person.active && person.roles.includes('delivery-director');
}

/**
 * Whether somebody may change records of HR that concern these units: HR for them, and a delivery director who confirms what
 * HR proposed.
 */
export function mayKeepRecords(person: Person, units: Units, confirms: boolean): boolean {
  return isHrFor(person, units) || (confirms && isDirector(person));
}

/** The role under which they do so. */
export function roleOfKeeper(person: Person, units: Units): 'hr' | 'delivery-director' {
  return isHrFor(person, units) ? 'hr' : 'delivery-director';
}

/**
 * Whether somebody is HR to this case: of HR for its unit, and not part of it. Whoever is its engineer, holds or held a slot,
 * acted for somebody under one, or has a conflict, has no power of HR there.
 */
export function isHrOf(head: CaseHead, person: Person): boolean {
  return isHrFor(person, unitOfCase(head)) && !tookPart(head, person.id);
}

/** Whether somebody did something in a case as HR, or in its place. */
export function actedAsHr({ hrActs = [] }: Pick<CaseHead, 'hrActs'>, personId: string): boolean {
  return hrActs.includes(personId);
}

type ActsWithoutPart = Pick<CaseHead, 'engineerId' | 'openedBy' | 'hrActs' | 'adoptions' | 'appeal'>;

/**
 * Everybody who did something in a case without a part in it: as HR or in its place, opened it for the engineer, or answered
 * whether their team has adopted a piece. Also the person whom an open appeal names. They decide on nothing that was done there.
 */
export function actsWithoutPart({ engineerId, openedBy, hrActs = [], adoptions, appeal }: ActsWithoutPart): string[] {
  const opened = openedBy === engineerId ? [] : [openedBy];
  const challenged = appeal?.decision === null && appeal.against ? [appeal.against] : [];
  return [
    ...new Set([...hrActs, ...opened, ...challenged, ...adoptions.filter(isAnswered).flatMap(({ to }) => to ?? [])]),
  ];
}

const isAnswered = ({ answer }: CaseHead['adoptions'][number]) => answer !== null && answer !== 'silence';

/** Whether somebody is one of `actsWithoutPart`. */
export function actedWithoutPart(head: ActsWithoutPart, personId: string): boolean {
  return actsWithoutPart(head).includes(personId);
}

/** The delivery directors who take the steps of HR in the open stage, because nobody of HR is left for them. */
export function directorsOf(head: CaseHead): string[] {
  return (head.status === 'open' && head.directors) || [];
}

/** Whether a delivery director takes the steps of HR in the open stage. */
export function decidesInstead(head: CaseHead, person: Person): boolean {
  return directorsOf(head).includes(person.id) && isDirectorOf(head, person);
}

/** Whether somebody is a delivery director without a part in a case. */
export function isDirectorOf(head: CaseHead, person: Person): boolean {
  return isDirector(person) && !tookPart(head, person.id);
}

/** Whether somebody is one of `partsIn` a case. */
export function tookPart(head: Parts, personId: string): boolean {
  return partsIn(head).includes(personId);
}

type Parts = OpenParts & Pick<CaseHead, 'conflicts' | 'acts' | 'otherActs'>;

/** Everybody who took part in a case: also whoever did something under a slot, or has a conflict in it. */
export function partsIn(head: Parts): string[] {
  const { conflicts, acts, otherActs = [] } = head;
  return [...new Set([...openPartsIn(head), ...conflicts, ...acts.map((act) => act.by), ...otherActs])];
}

/**
 * Whoever took part in a case, and whoever gave a part back. An objection may have been to any of them: so they never read of
 * objections, also not at the desk of HR, and have nothing to do with corrections, whose version counts objections.
 */
export function partsAndOffers(head: Parts & Pick<CaseHead, 'offered'>): string[] {
  return [...new Set([...partsIn(head), ...(head.offered ?? [])])];
}

/**
 * Everybody who took part, for a choice of people that others see. While reviews are sealed, whoever could act for somebody
 * is one of them, and so is whoever gave a part back. It does not matter what people did: that would tell of a review.
 */
export function knownPartsIn(head: KnownParts): string[] {
  const { sealed, revealed, conflicts, lentTo = [], offered = [] } = head;
  return sealed && !revealed ? [...openPartsIn(head), ...conflicts, ...lentTo, ...offered] : partsIn(head);
}

type KnownParts = Parts & Pick<CaseHead, 'revealed' | 'lentTo' | 'offered'> & Partial<Pick<CaseHead, 'sealed'>>;

type OpenParts = Pick<CaseHead, 'engineerId' | 'past' | 'slots' | 'delegations'>;

/**
 * The engineer of a case, everybody who holds or held a slot in it, and whoever acts for a holder. It says nothing of what
 * people did: that somebody acted under the seal tells of a review.
 */
export function openPartsIn({ engineerId, past, slots, delegations }: OpenParts): string[] {
  return [engineerId, ...past, ...slots.flatMap((slot) => slot.personId ?? []), ...delegations.map((one) => one.to)];
}

/** Whether a role is one of an engineer's line of report. */
function isLineRole(role: Role | typeof peer): role is LineRole {
  return Object.hasOwn(leadFields, role);
}

/** The leads of somebody's line, by id. */
export type Line = Pick<Person, LeadField>;

/** The id of the lead with this role in an engineer's line. Null: there is none, or the role is not in the line. */
export function leadOf(engineer: Line, role: Role | typeof peer): string | null {
  return isLineRole(role) ? engineer[leadFields[role]] : null;
}

/** The lead of every field, in the order of the line. */
export function leadsWith(lead: (field: LeadField) => string | null): Pick<Person, LeadField> {
  return Object.fromEntries(lineRoles.map((role) => [leadFields[role], lead(leadFields[role])])) as Pick<
    Person,
    LeadField
  >;
}

/** The ids of everyone in an engineer's line, from below. */
export function lineOf(engineer: Line): string[] {
  return lineRoles.flatMap((role) => leadOf(engineer, role) ?? []);
}

/** Whether a role is one of an engineer's supervisors. */
export function isSupervisorRole(role: Role | typeof peer): role is SupervisorRole {
  return supervisorRoles.some((one) => one === role);
}

/** The ids of an engineer's supervisors, from below. */
export function supervisorsOf(engineer: Line): string[] {
  return supervisorRoles.flatMap((role) => leadOf(engineer, role) ?? []);
}

/** Whether somebody is one of the engineer's own supervisors. */
export function leads(personId: string, engineer: Line | null | undefined): boolean {
  return engineer ? supervisorsOf(engineer).includes(personId) : false;
}

/** What tells people apart. A list that has no teams leaves the team out. */
export type Named = Pick<PublicPerson, 'id' | 'name'> & Partial<Pick<PublicPerson, 'team'>>;

/** A name without marks and without what nobody sees: people can read such names as the same. */
const plain = (name: string) => nameKey(name).normalize('NFD').replace(/\p{M}/gu, '');

/**
 * What to call each person of a list: their name. If others in it have the same name, the team is added, or the id if the
 * team is the same too.
 */
export function calledAmong(people: Iterable<Named>): (person: Named) => string {
  const known = new Map<string, Named[]>();
  // A list can name thousands of people, so nobody is compared with everybody.
  for (const one of new Map([...people].map((one) => [one.id, one])).values())
    known.set(plain(one.name), [...(known.get(plain(one.name)) ?? []), one]);
  return ({ id, name, team }) => {
    const namesakes = (known.get(plain(name)) ?? []).filter((one) => one.id !== id);
    if (namesakes.length === 0) return name;
    return `${name} (${team === undefined || namesakes.some((one) => one.team === team) ? id : team})`;
  };
}
