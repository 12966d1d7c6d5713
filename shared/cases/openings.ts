import type { PublishedLadder } from '../contract/ladder.ts';
import type { Person, PublicPerson } from '../contract/people.ts';
import { relationTo, whyNotRunnable, whyTooEarly } from '../domain/case/commands/open-case.ts';
import { trackChanges } from '../domain/case/path.ts';
import { listPeople, loadPeople, publicOf } from '../store/directory.ts';
import { getMany, nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { listLadders, loadLadder } from '../store/ladders.ts';
import { lastCaseOf } from '../store/last-case.ts';
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
  const { table, clock } = outside;
  const [engineers, ladders] = await Promise.all([whom, currentLadders(outside)]);
  const now = clock.now().toISOString();
  const could = engineers.flatMap((engineer) =>
    ladders
      .filter((ladder) => ladder.id === engineer.ladder)
      .flatMap((ladder) =>
        [...ladder.transitions, ...trackChanges(ladder)]
          .filter((transition) => transition.from === engineer.level)
          .map((transition) => ({ engineer, ladder, transition })),
      ),
  );
  const found = new Map<string, Record<string, unknown>>();
  const wanted = [
    ...engineers.map(({ id }) => keys.openCase(id)),
    ...could.map(({ engineer, ladder, transition }) => keys.lastCase(engineer.id, ladder.id, transition.id)),
  ];
  // One read by key takes a hundred.
  for (let at = 0; at < wanted.length; at += 100)
    for (const [name, item] of await getMany(table, wanted.slice(at, at + 100))) found.set(name, item);
  return could.map(({ engineer, ladder, transition }) => {
    const { id, from, to } = transition;
    const last = lastCaseOf(found.get(nameOf(keys.lastCase(engineer.id, ladder.id, id))));
    return {
      engineer: publicOf(engineer),
      ladder: { id: ladder.id, title: ladder.title },
      transition: { id, from, to },
      obstacle: found.has(nameOf(keys.openCase(engineer.id)))
        ? 'A case is under way; one runs at a time.'
        : (whyNotRunnable(transition) ?? whyTooEarly(engineer, ladder, transition, last, now)),
    };
  });
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
