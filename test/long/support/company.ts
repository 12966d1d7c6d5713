import type { Person } from '#shared/contract/people.ts';
import { addPeople } from '#shared/directory/setup.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { largerOrganisation } from '#test/reliability/support/organisation.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { seededIds, seededRandom, stillClock } from '#test/support/outside.ts';
import { person } from '#test/support/people.ts';
import { MemoryTable } from './memory-table.ts';

/** When a year begins. */
export const begins = '2026-01-05T08:00:00.000Z';

/** The reporting line of the ten engineers. Others with the same roles can replace these leads. */
const line = {
  techLeadId: 'tess-lead',
  odcLeadId: 'omar-odc',
  headOfDepartmentId: 'hana-head',
  deliveryDirectorId: 'dario-director',
};
export const engineers: Person[] = Array.from({ length: 10 }, (_, at) =>
  person(`engineer-${at}`, {
    level: ['L1', 'L2', 'L2', 'L3', 'L4'][at % 5] ?? 'L2',
    track: at % 5 === 4 ? 'tech-lead' : null,
    ...line,
  }),
);
export const staff: Person[] = [
  ...largerOrganisation,
  ...['tina', 'tara', 'thea'].map((name) => person(`${name}-lead`, { level: 'L4', roles: ['tech-lead'] })),
];
/** A table with the ladder and these people. Each population begins with a copy. */
export const template = (async () => {
  const table = new MemoryTable();
  const clock = stillClock(begins);
  const outside = {
    table,
    clock,
    ids: seededIds(clock),
    random: seededRandom(),
    intranetHosts: [],
    companyZone: 'UTC',
    signInKey: 'mail' as const,
  };
  await addPeople(outside, [...staff, ...engineers]);
  await publishLadder(outside, ladder);
  return table;
})();
