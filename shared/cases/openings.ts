import type { PublishedLadder } from '../contract/ladder.ts';
import type { Person, PublicPerson } from '../contract/people.ts';
import { relationTo, whyNotRunnable } from '../domain/case/decide/open.ts';
import { listPeople, loadPeople, publicOf } from '../store/directory.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { listLadders, loadLadder } from '../store/ladders.ts';
import type { Outside } from './outside.ts';

/** A case that could be opened, or why it cannot be now. */
export interface Opening {
  engineer: PublicPerson;
  ladder: { id: string; title: string };
  transition: { id: string; from: string; to: string };
  /** Null when nothing stands against it that can be known beforehand. */
  obstacle: string | null;
}

/** For whom this person may open a case, and on what: themselves first, then the engineers they lead, by name. */
export function openingsFor(outside: Outside, person: Person): Promise<Opening[]> {
  return openingsAmong(outside, engineersOf(outside, person));
}

/** Those for themselves alone. */
export function ownOpenings(outside: Outside, person: Person): Promise<Opening[]> {
  return openingsAmong(outside, Promise.resolve([person]));
}

async function openingsAmong(outside: Outside, whom: Promise<Person[]>): Promise<Opening[]> {
  const [engineers, ladders] = await Promise.all([whom, currentLadders(outside)]);
  const open = await getMany(
    outside.table,
    engineers.map(({ id }) => keys.openCase(id)),
  );
  const busy = new Set([...open.values()].map((item) => item.pk));
  return engineers.flatMap((engineer) =>
    ladders.flatMap(({ id, title, transitions }) =>
      transitions
        .filter((transition) => id === engineer.ladder && transition.from === engineer.level)
        .map((transition) => ({
          engineer: publicOf(engineer),
          ladder: { id, title },
          transition: { id: transition.id, from: transition.from, to: transition.to },
          obstacle: busy.has(keys.openCase(engineer.id).pk)
            ? 'A case is under way; one runs at a time.'
            : whyNotRunnable(transition),
        })),
    ),
  );
}

async function currentLadders({ table, clock }: Outside): Promise<PublishedLadder[]> {
  const listed = await listLadders(table, clock.now());
  const ladders = await Promise.all(listed.map((one) => loadLadder(table, one.id, one.version)));
  return ladders.filter((one) => one !== null);
}

async function engineersOf(outside: Outside, person: Person): Promise<Person[]> {
  if (!person.roles.some((role) => role === 'tech-lead' || role === 'odc-lead')) return [person];
  const reports: Person[] = [];
  let from: string | undefined;
  do {
    // As many as one read by key takes.
    const page = await listPeople(outside.table, 100, from);
    const people = await loadPeople(
      outside.table,
      page.items.map((one) => one.id),
    );
    reports.push(...Object.values(people).filter((one) => one.active && leads(person, one)));
    from = page.next ?? undefined;
  } while (from !== undefined);
  // Whoever leads this many has a screen of their own to come; one read takes no more.
  return [person, ...reports.sort((a, b) => a.name.localeCompare(b.name))].slice(0, 100);
}

const leads = (person: Person, engineer: Person) => person.id !== engineer.id && relationTo(person, engineer) !== null;
