import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCalendars, readOrganisation } from '#infra/local/organisation/organisation.ts';
import { idOf } from '#shared/domain/person-id.ts';
import { Role } from '#shared/contract/ladder-fields.ts';
import { Person } from '#shared/contract/people.ts';
import { endOfWork, workingDayFrom } from '#shared/domain/calendar/working.ts';
import { resolveSlots } from '#shared/domain/case/slots/resolve-slots.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';

const people = readOrganisation();
const byId = Object.fromEntries(people.map((person) => [person.id, person]));
const withRole = (role: Role) => people.filter((person) => person.roles.includes(role));
const atLevel = (level: string | null) => people.filter((person) => person.level === level);
const odcs = [...new Set(withRole('odc-lead').map((person) => person.odc))];
const teams = [...new Set(people.filter((person) => person.odcLeadId !== null).map((person) => person.team))];
const inTeam = (team: string) => people.filter((person) => person.team === team);

describe('the sample organisation', () => {
  test('has at least sixty people, with different ids, names and mail addresses', () => {
    expect(people.length).toBeGreaterThanOrEqual(60);
    for (const field of ['id', 'name', 'email'] as const)
      expect(new Set(people.map((person) => person[field])).size).toBe(people.length);
    for (const person of people) {
      expect(Person.parse(person)).toEqual(person);
      expect(person.email).toBe(`${person.id}@example.com`);
      expect(person).toMatchObject({ active: true, version: 1 });
    }
  });

  test('has people in every role, in three ODCs with one lead each', () => {
    for (const role of Role.options) expect(withRole(role), role).not.toEqual([]);
    expect(withRole('odc-lead')).toHaveLength(3);
    expect(odcs).toHaveLength(3);
    expect(withRole('head-of-department')).toHaveLength(1);
    expect(withRole('delivery-director')).toHaveLength(1);
    expect(withRole('hr')).toHaveLength(3);
  });

  test('has engineers at every level, at least sixteen at L2, and no more at L5 than there are seats', () => {
    for (const { id } of softwareEngineerTrack.levels) expect(atLevel(id), id).not.toEqual([]);
    expect(atLevel('L2').length).toBeGreaterThanOrEqual(16);
    const seats = softwareEngineerTrack.levels.find((level) => level.id === 'L5')?.seats;
    expect(atLevel('L5').length).toBeLessThanOrEqual(seats?.max ?? 0);
    for (const person of atLevel(null)) expect(person.roles).not.toContain('engineer');
    for (const person of withRole('hr')) expect(person.level).toBeNull();
  });

  test('has teams of five to eight people with at least two at L2, and one team on each of the other ladders', () => {
    const onOtherLadders = teams.filter((team) =>
      inTeam(team).some((person) => person.ladder !== softwareEngineerTrack.id),
    );
    expect(onOtherLadders).toEqual(['Foundry', 'Loom', 'Anvil']);
    for (const team of teams.filter((one) => !onOtherLadders.includes(one))) {
      expect(inTeam(team).length, team).toBeGreaterThanOrEqual(5);
      expect(inTeam(team).length, team).toBeLessThanOrEqual(8);
      expect(inTeam(team).filter((person) => person.level === 'L2').length, team).toBeGreaterThanOrEqual(2);
      expect(new Set(inTeam(team).map((person) => person.odc)).size, team).toBe(1);
    }
  });

  test('has a tech lead at L4 in every team except one, which has a vacancy', () => {
    const leads = teams.map((team) => inTeam(team).filter((person) => person.roles.includes('tech-lead')));
    expect(leads.filter((found) => found.length === 0)).toHaveLength(1);
    for (const [lead] of leads.filter((found) => found.length > 0))
      expect(lead).toMatchObject({ level: 'L4', track: 'tech-lead', roles: ['engineer', 'tech-lead'] });
    expect(leads.every((found) => found.length <= 1)).toBe(true);
  });

  test('gives an engineer the leads of the team, the ODC and the department, and a lead only the leads above', () => {
    const head = withRole('head-of-department')[0]?.id;
    const director = withRole('delivery-director')[0]?.id;
    const top = { headOfDepartmentId: head, deliveryDirectorId: director };
    expect(byId['amara-okafor']).toMatchObject({
      level: 'L2',
      roles: ['engineer'],
      team: 'Harbour',
      odc: 'Northport',
      techLeadId: 'tomas-lindqvist',
      odcLeadId: 'mirela-dragan',
      ...top,
    });
    expect(byId['tomas-lindqvist']).toMatchObject({ techLeadId: null, odcLeadId: 'mirela-dragan', ...top });
    expect(byId['mirela-dragan']).toMatchObject({ techLeadId: null, odcLeadId: null, ...top });
    const noLeads = { techLeadId: null, odcLeadId: null, headOfDepartmentId: null, deliveryDirectorId: null };
    for (const role of ['head-of-department', 'delivery-director', 'hr'] as const)
      for (const person of withRole(role)) expect(person).toMatchObject(noLeads);
  });

  test('has people on three tracks, each a track of their own level', () => {
    const { tracks } = softwareEngineerTrack;
    const onTrack = people.filter((person) => person.track !== null);
    for (const { track, level, ladder } of onTrack) {
      expect(tracks.find((one) => one.id === track)?.level).toBe(level);
      expect(ladder).toBe(softwareEngineerTrack.id);
    }
    expect([...new Set(onTrack.map((person) => person.track))].sort()).toEqual([
      'distinguished-engineer',
      'principal-engineer',
      'tech-lead',
    ]);
  });

  test('has a working calendar for every ODC, each in another time zone, with holidays of two years', () => {
    const calendars = readCalendars();
    expect(calendars.map((one) => one.odc)).toEqual(odcs);
    expect(new Set(calendars.map((one) => one.timeZone)).size).toBe(3);
    for (const { holidays } of calendars) {
      const weekends = holidays.filter((day) => [0, 6].includes(new Date(day).getUTCDay()));
      expect([weekends, holidays.length > 10]).toEqual([[], true]);
      expect(new Set(holidays.map((day) => day.slice(0, 4)))).toEqual(new Set(['2026', '2027']));
    }
    const christmas = calendars.map((one) => endOfWork(workingDayFrom('2026-12-25', one), one));
    expect(christmas).toEqual(['2026-12-28T18:00:00.000Z', '2026-12-25T11:00:00.000Z', '2026-12-28T21:00:00.000Z']);
  });

  test('names only people as leads who have that role', () => {
    for (const person of people) {
      if (person.techLeadId) expect(byId[person.techLeadId]).toMatchObject({ team: person.team });
      if (person.techLeadId) expect(byId[person.techLeadId]?.roles).toContain('tech-lead');
      if (person.odcLeadId) expect(byId[person.odcLeadId]?.roles).toContain('odc-lead');
    }
  });

  test('can fill the slots of L2 to L3 for everybody at L2, and the ODC lead steps in for a missing tech lead', () => {
    const transition = softwareEngineerTrack.transitions.find((one) => one.id === 'L2-L3');
    if (!transition) throw new Error('The ladder has no transition L2-L3');
    for (const engineer of atLevel('L2')) {
      const resolved = resolveSlots({ ladder: softwareEngineerTrack, transition, engineer }, byId);
      if (!resolved.ok) throw new Error(`Nobody is ${resolved.role} for ${engineer.name}`);
      const reviewer = resolved.slots.find((slot) => slot.part === 'reviewer');
      expect(reviewer).toMatchObject(
        engineer.techLeadId
          ? { personId: engineer.techLeadId, substitutedBy: null }
          : { personId: engineer.odcLeadId, substitutedBy: 'odc-lead' },
      );
    }
    expect(atLevel('L2').filter((engineer) => engineer.techLeadId === null)).not.toEqual([]);
  });

  test('is documented: the head of the file explains each field', () => {
    const text = readFileSync(new URL('../../infra/local/organisation/organisation.yaml', import.meta.url), 'utf8');
    const head = text.slice(0, text.search(/^[^#\n]/m));
    const fields = new Set([...text.slice(head.length).matchAll(/^[ -]*([a-zA-Z]+):/gm)].map((match) => match[1]));
    for (const field of fields) if (!/^L[1-5]$/.test(field ?? '')) expect(head).toContain(field);
    expect(fields.size).toBeGreaterThan(7);
  });
});

const good = `
headOfDepartment: Hana Head
deliveryDirector: Dario Director
hr: [Hugo Haar, Hedy Haar]
odcs:
  - name: North
    lead: Omar Odc
    teams:
      - name: Harbour
        lead: Tess Lead
        members: { L2: [Erin Engineer] }
      - name: Island
        lead: null
        members: { L1: [Søren Åkesson-Ł’Or] }
`;

describe('an organisation file', () => {
  test('can contain letters of any Latin alphabet, and a vacancy', () => {
    expect(readOrganisation(good).at(-1)).toMatchObject({
      id: 'soren-akesson-lor',
      name: 'Søren Åkesson-Ł’Or',
      techLeadId: null,
      odcLeadId: 'omar-odc',
    });
    expect(idOf('Łukasz Đặng Weiß')).toBe('lukasz-dang-weiss');
  });

  test.each([
    ['a person twice', ['Erin Engineer', 'Hugo Haar'], 'Hugo Haar is also at hr.0', 'odcs[0].teams[0].members.L2[0]'],
    ['two names with one id', ['Erin Engineer', 'Tess-Lead'], 'use another name', 'odcs[0].teams[0].members.L2[0]'],
    ['a team twice', ['name: Island', 'name: Harbour'], 'Harbour is also at odcs.0.teams.0', 'odcs[0].teams[1].name'],
    ['a team without the field lead', ['lead: null', ''], 'or write null', 'odcs[0].teams[1].lead'],
    ['an ODC without a lead', ['lead: Omar Odc', 'lead: null'], 'every ODC has one', 'odcs[0].lead'],
    [
      'a team without a list of members',
      ['members: { L1: [Søren Åkesson-Ł’Or] }', ''],
      'by their level',
      'teams[1].members',
    ],
    ['an unknown time zone', ['lead: Omar Odc', 'lead: Omar Odc\n    timeZone: Mars/Base'], 'time zone', 'odcs[0]'],
    [
      'a holiday that is not a day',
      ['lead: Omar Odc', 'lead: Omar Odc\n    holidays: [soon]'],
      'write a day',
      'holidays[0]',
    ],
    ['a track for an unknown person', ['odcs:', 'tracks: { Tess Nobody: tech-lead }\nodcs:'], 'no team', 'Tess Nobody'],
    ['an unknown level', ['L2:', 'L6:'], 'by their level', 'odcs[0].teams[0].members'],
    ['a member that is not a name', ['Erin Engineer', '42'], 'such as Amara Okafor', 'odcs[0].teams[0].members.L2[0]'],
    [
      'a name in other than Latin letters',
      ['Erin Engineer', 'Ωμέγα Δ'],
      'Latin letters',
      'odcs[0].teams[0].members.L2[0]',
    ],
    ['only one person of HR', [', Hedy Haar', ''], 'two people of HR', 'hr'],
    ['an unknown field', ['lead: null', 'lead: null\n        leed: Tess Lead'], 'leed', 'odcs[0].teams[1]'],
    ['a field that is given twice', ['lead: null', 'lead: null\n        lead: Tess Lead'], 'unique', 'line 14'],
  ])(
    'with %s is refused, and the error names the place and what to write instead',
    (_case, [from = '', to = ''], mend, place) => {
      expect(good).toContain(from);
      const read = () => readOrganisation(good.replace(from, to));
      expect(read).toThrow(mend);
      expect(read).toThrow(place);
    },
  );
});
