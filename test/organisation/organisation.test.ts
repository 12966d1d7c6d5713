import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readOrganisation } from '#infra/local/organisation/organisation.ts';
import { Role } from '#shared/contract/ladder-fields.ts';
import { Person } from '#shared/contract/people.ts';
import { endOfWork, workingDayFrom } from '#shared/domain/calendar/working.ts';
import { resolveSlots } from '#shared/domain/case/slots/resolve-slots.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';

const people = readOrganisation().people;
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
    const { calendars } = readOrganisation();
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
    for (const field of fields) expect(head).toContain(field);
    expect(fields).toEqual(new Set(['people', 'odcs', 'name', 'timeZone', 'holidays']));
  });
});

/** Files of an organisation in a folder of their own. */
const folder = mkdtempSync(join(tmpdir(), 'rungs-organisation-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const good = {
  'organisation.yaml': `people: people.csv
teams: [Lighthouse]
odcs:
  - name: North
    timeZone: Europe/Lisbon
cycles:
  - id: annual-2026
    name: Annual review 2026
    kind: annual
    from: 2026-01-01
    joinUntil: 2026-10-31
    to: 2026-12-31
    windows: { sign-off: { from: 2026-11-01, to: 2026-12-31 } }
`,
  'people.csv': `Id,Name,Mail,Team,ODC,Roles,Ladder,Level,Tech lead
erin,Erin Engineer,erin@example.com,Harbour,North,engineer,software-engineer-track,L2,tess
tess,Tess Lead,tess@example.com,Harbour,North,"engineer, tech lead",software-engineer-track,L4,
hugo,Hugo Haar,hugo@example.com,People,Office,HR,,,
hedy,Hedy Haar,hedy@example.com,People,Office,HR,,,
`,
};
const [heading, erin, ...rest] = good['people.csv'].trim().split('\n');

function fileWith(file: keyof typeof good, from: string, to: string): string {
  expect(good[file]).toContain(from);
  for (const [name, text] of Object.entries(good))
    writeFileSync(join(folder, name), name === file ? text.replace(from, () => to) : text);
  return join(folder, 'organisation.yaml');
}

describe('the files of an organisation', () => {
  test('give its people in the order of their file, its calendars, teams and cycles', () => {
    const found = readOrganisation(fileWith('people.csv', 'erin', 'erin'), [softwareEngineerTrack]);
    expect(found.people.map(({ id, techLeadId, version }) => [id, techLeadId, version])).toEqual([
      ['erin', 'tess', 1],
      ['tess', null, 1],
      ['hugo', null, 1],
      ['hedy', null, 1],
    ]);
    expect(found.calendars).toEqual([
      { odc: 'North', timeZone: 'Europe/Lisbon', weekend: [6, 7], holidays: [], version: 1 },
    ]);
    expect([found.teams, found.cycles.map(({ id }) => id)]).toEqual([['Lighthouse'], ['annual-2026']]);
  });

  test('can leave out the windows of a cycle', () => {
    const windows = '\n    windows: { sign-off: { from: 2026-11-01, to: 2026-12-31 } }';
    const [cycle] = readOrganisation(fileWith('organisation.yaml', windows, '')).cycles;
    expect(cycle).toMatchObject({ id: 'annual-2026', windows: {} });
  });

  test('are taken with a warning if there are only two people of HR, if columns are unknown, or in another encoding', () => {
    expect(readOrganisation(fileWith('people.csv', 'erin', 'erin')).warnings).toEqual([
      expect.stringContaining('2 people of HR'),
    ]);
    const withSalary = fileWith('people.csv', 'Tech lead\n', 'Tech lead,Salary\n');
    const rows = readFileSync(join(folder, 'people.csv'), 'utf8').split('\n').slice(1).filter(Boolean);
    const head = readFileSync(join(folder, 'people.csv'), 'utf8').split('\n')[0];
    const more = rows
      .map((row) => `${row},1`)
      .join('\n')
      .replace('Erin Engineer', 'Renée Engineer');
    writeFileSync(
      join(folder, 'people.csv'),
      Buffer.from(`${head}\n${more}\nhana,Hana Haar,hana@example.com,People,Office,HR,,,,1\n`, 'latin1'),
    );
    const { warnings, people } = readOrganisation(withSalary);
    expect(warnings).toEqual([
      'people.csv was read as Windows-1252: look at names with accents.',
      'people.csv has columns that were not read: J (Salary).',
    ]);
    expect(people[0]?.name).toBe('Renée Engineer');
  });

  test.each<[string, keyof typeof good, string, string, string, string]>([
    [
      'an ODC twice',
      'organisation.yaml',
      'cycles:',
      '  - { name: NORTH, timeZone: UTC }\ncycles:',
      'is here twice',
      'odcs[1]',
    ],
    ['an unknown time zone', 'organisation.yaml', 'Europe/Lisbon', 'Mars/Base', 'time zone', 'odcs[0].timeZone'],
    [
      'a holiday that is no day',
      'organisation.yaml',
      'Europe/Lisbon',
      'Europe/Lisbon\n    holidays: [soon]',
      'give a day',
      'holidays[0]',
    ],
    ['an unknown field', 'organisation.yaml', 'teams:', 'seats: 3\nteams:', 'seats', 'organisation.yaml'],
    ['a field twice', 'organisation.yaml', 'teams:', 'people: other.csv\nteams:', 'unique', 'line 2'],
    ['no file of people', 'organisation.yaml', 'people.csv', 'nobody.csv', 'There is no file', 'nobody.csv'],
    [
      'a cycle that ends before it begins',
      'organisation.yaml',
      'to: 2026-12-31\n    windows',
      'to: 2025-12-31\n    windows',
      'or a later one',
      'annual-2026',
    ],
    [
      'a mail address twice',
      'people.csv',
      'tess@',
      'erin@',
      'row 2 has the same mail address',
      'row 3, column C (Mail)',
    ],
    [
      'an unknown level',
      'people.csv',
      'L4',
      'L9',
      'give a level of software-engineer-track',
      'row 3, column H (Level)',
    ],
    [
      'an unknown ladder',
      'people.csv',
      'software-engineer-track,L4',
      'other-ladder,L4',
      'ladder that is in force',
      'row 3, column G (Ladder)',
    ],
    [
      'an engineer in an ODC without a calendar',
      'people.csv',
      'Harbour,North,"',
      'Harbour,South,"',
      'no ODC ‘South’',
      'row 3, column E (ODC)',
    ],
    [
      'a limit of HR that names no ODC',
      'people.csv',
      good['people.csv'],
      [
        `${heading},HR for`,
        `${erin},`,
        ...rest.map((row, at) => `${row},${at === rest.length - 1 ? 'Nortth' : ''}`),
      ].join('\n'),
      'no ODC ‘Nortth’',
      'column J (HR for)',
    ],
    [
      'a lead without the role',
      'people.csv',
      '"engineer, tech lead"',
      'engineer',
      'as tech lead',
      'row 2, column I (Tech lead)',
    ],
    ...(
      [
        ['with the last day before the first one', '2027-01-10/2027-01-02', 'the last day is not before the first one'],
        ['twice on one day', '2027-01-02/2027-01-10; 2027-01-05/2027-01-07', 'each day in one of them'],
        ['with a deputy who is not there', '2027-01-02/2027-01-10 nobody-here', 'name an active person'],
      ] as const
    ).map(([what, away, mend]): [string, keyof typeof good, string, string, string, string] => [
      `somebody away ${what}`,
      'people.csv',
      good['people.csv'],
      [`${heading},Away`, `${erin},"${away}"`, ...rest.map((row) => `${row},`)].join('\n'),
      mend,
      'row 2, column J (Away)',
    ]),
    [
      'one person of HR',
      'people.csv',
      'Office,HR,,,\nhedy',
      'Office,engineer,,,\nhedy',
      'at least 2 people',
      'column F (Roles)',
    ],
  ])('with %s are refused, and the error names the place and the mend', (_what, file, from, to, mend, place) => {
    const path = fileWith(file, from, to);
    const read = () => readOrganisation(path, [softwareEngineerTrack]);
    expect(read).toThrow(mend);
    expect(read).toThrow(place);
  });
});
