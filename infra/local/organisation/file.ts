import { Slug } from '#shared/contract/ladder-fields.ts';
import { PersonId } from '#shared/contract/people.ts';
import * as z from '#shared/contract/zod.ts';
import { isTimeZone } from '#shared/domain/calendar/zone.ts';
import { idOf } from '#shared/domain/person-id.ts';

const name = (missing: string) =>
  z.string(missing).check(z.regex(/^\p{Lu}[\p{L}\p{M} .'’-]+$/u, 'write a name, such as Amara Okafor'));
const Name = name('write a name, such as Amara Okafor');
const Title = z.string('give it a name').check(z.trim(), z.minLength(1, 'give it a name'));

export const Team = z.strictObject({
  name: Title,
  lead: z.nullable(name('name the tech lead, or write null if the team has no lead')),
  ladder: z._default(Slug, 'software-engineer-track'),
  members: z.partialRecord(
    z.enum(['L1', 'L2', 'L3', 'L4', 'L5', 'S1', 'S2']),
    z.array(Name, 'list names, such as [Amara Okafor, Linh Dao]'),
    'list the engineers of the team by their level, such as L2: [Amara Okafor]',
  ),
});
export type Team = z.infer<typeof Team>;

const Odc = z.strictObject({
  name: Title,
  lead: name('name the ODC lead: every ODC has one'),
  timeZone: z._default(
    z.string().check(z.refine(isTimeZone, 'give the name of a time zone, such as Asia/Ho_Chi_Minh')),
    'UTC',
  ),
  holidays: z._default(z.array(z.iso.date('write a day, such as 2026-12-25'), 'list days, such as [2026-12-25]'), []),
  teams: z.array(Team, 'list the teams').check(z.minLength(1, 'an ODC has at least one team')),
});

/**
 * The organisation file. It refuses wrong shapes, names that cannot be turned into an id, duplicate names, and tracks
 * of people who are in no team.
 */
export const OrganisationFile = z
  .strictObject({
    headOfDepartment: Name,
    deliveryDirector: Name,
    hr: z.array(Name, 'list the people of HR').check(z.minLength(2, 'publishing a ladder takes two people of HR')),
    odcs: z.array(Odc, 'list the ODCs').check(z.minLength(1, 'there is at least one ODC')),
    tracks: z._default(
      z.record(Name, Slug, 'give tracks by name, such as { Marisol Vega: distinguished-engineer }'),
      {},
    ),
  })
  .check(
    z.superRefine((organisation, context) => {
      const places = namesIn(organisation);
      const known = new Map<string, string>();
      for (const { kind, label, path } of places) {
        const id = idOf(label);
        const complain = (message: string) => context.addIssue({ code: 'custom', path, message });
        if (!PersonId.safeParse(id).success) complain(`${label} gives no id: write it in Latin letters`);
        else if (known.has(`${kind} ${id}`))
          complain(`${label} is also ${known.get(`${kind} ${id}`)}: use another name`);
        known.set(`${kind} ${id}`, `at ${path.join('.')}`);
      }
      const members = new Set(places.filter(({ path }) => path.includes('members')).map(({ label }) => label));
      for (const name of Object.keys(organisation.tracks))
        if (!members.has(name))
          context.addIssue({ code: 'custom', path: ['tracks', name], message: `${name} is in no team` });
    }),
  );
export type OrganisationFile = z.infer<typeof OrganisationFile>;

type Path = (string | number)[];

/** Every name in the file with its place: people, ODCs, and the teams of all ODCs. */
function namesIn({ headOfDepartment, deliveryDirector, hr, odcs }: OrganisationFile) {
  const found: { kind: 'person' | 'odc' | 'team'; label: string; path: Path }[] = [];
  const add = (kind: 'person' | 'odc' | 'team', label: string, ...path: Path) => found.push({ kind, label, path });
  add('person', headOfDepartment, 'headOfDepartment');
  add('person', deliveryDirector, 'deliveryDirector');
  for (const [at, one] of hr.entries()) add('person', one, 'hr', at);
  for (const [at, odc] of odcs.entries()) {
    add('odc', odc.name, 'odcs', at, 'name');
    add('person', odc.lead, 'odcs', at, 'lead');
    for (const [number, team] of odc.teams.entries()) {
      const path = ['odcs', at, 'teams', number];
      add('team', team.name, ...path, 'name');
      if (team.lead) add('person', team.lead, ...path, 'lead');
      for (const [level, names] of Object.entries(team.members))
        for (const [index, one] of names.entries()) add('person', one, ...path, 'members', level, index);
    }
  }
  return found;
}
