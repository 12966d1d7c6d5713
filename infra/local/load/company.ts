import type { Person } from '#shared/contract/people.ts';
import type { Chance } from './chance.ts';

/** A made-up company of any size: ODCs of some 200 people, in teams of ten. */

const first = ['Ada', 'Bilal', 'Chi', 'Dora', 'Emre', 'Farah', 'Goran', 'Hana', 'Ivo', 'Jun', 'Kofi', 'Lena', 'Mai'];
const last = ['Abe', 'Berg', 'Costa', 'Diallo', 'Evans', 'Farkas', 'Garcia', 'Horvat', 'Ito', 'Jensen', 'Kim', 'Lopez'];
const ladder = 'software-engineer-track';

/** Of ten engineers so many are at each level and track. */
const levels: [level: string, track: string | null, often: number][] = [
  ['L1', null, 2],
  ['L2', null, 4],
  ['L3', null, 2],
  ['L4', 'principal-engineer', 1],
  ['L5', 'distinguished-engineer', 1],
];
const perTeam = 10;
const teamsPerOdc = 20;
const odcsPerHead = 10;
const ofHr = 4;

/** `count` people, at least 40. The first four are of HR. */
export function companyOf(count: number, chance: Chance): Person[] {
  if (count < 40) throw new Error('A company has at least 40 people');
  const people: Person[] = [];
  const add = (more: Pick<Person, 'roles' | 'team' | 'odc'> & Partial<Person>): Person => {
    const number = String(people.length + 1).padStart(5, '0');
    const name = `${chance.one(first)} ${chance.one(last)}`;
    const id = `${name.toLowerCase().replace(' ', '-')}-${number}`;
    const none = { ladder: null, level: null, track: null, levelSince: null, trackChangedOn: null };
    const noLine = { techLeadId: null, odcLeadId: null, headOfDepartmentId: null, deliveryDirectorId: null };
    const person = {
      id,
      name,
      email: `${id}@example.com`,
      externalId: null,
      ...none,
      ...noLine,
      leave: [],
      lostAt: null,
      active: true,
      version: 1,
      ...more,
    };
    people.push(person);
    return person;
  };
  const staff = { team: 'People', odc: 'Department' };
  for (let at = 0; at < ofHr; at++) add({ roles: ['hr'], ...staff });
  const director = add({ roles: ['delivery-director'], ...staff });
  let [head, odcLead, techLead]: (Person | undefined)[] = [];
  const lead = { ladder, level: 'L4', track: 'tech-lead' };
  const spread = levels.flatMap(([level, track, often]) => Array.from({ length: often }, () => ({ level, track })));
  for (let team = 0; people.length < count; team++) {
    const odc = `ODC ${Math.floor(team / teamsPerOdc) + 1}`;
    const within = { team: `Team ${team + 1}`, odc };
    if (team % (teamsPerOdc * odcsPerHead) === 0)
      head = add({ roles: ['head-of-department'], ...staff, deliveryDirectorId: director.id });
    const upper = { headOfDepartmentId: head?.id ?? null, deliveryDirectorId: director.id };
    if (team % teamsPerOdc === 0) odcLead = add({ roles: ['engineer', 'odc-lead'], ...within, ...lead, ...upper });
    techLead = add({ roles: ['engineer', 'tech-lead'], ...within, ...lead, ...upper, odcLeadId: odcLead?.id ?? null });
    const line = { ...upper, odcLeadId: odcLead?.id ?? null, techLeadId: techLead.id };
    for (let at = 1; at < perTeam && people.length < count; at++)
      add({ roles: ['engineer'], ...within, ladder, ...chance.one(spread), ...line });
  }
  return people;
}
