import type { Person, PublicPerson } from '../contract/people.ts';
import { relationTo, whyNotRunnable, whyTooEarly } from '../domain/case/commands/open-case.ts';
import { trackChanges } from '../domain/case/state/path.ts';
import { calendarOf } from '../domain/case/state/zone.ts';
import { isSupervisorRole } from '../domain/people.ts';
import { loadCalendars } from '../store/calendars.ts';
import { loadEverybody, publicOf } from '../store/directory.ts';
import { lastCaseIn, openCaseIn } from '../store/engineer-cases.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { loadLaddersInForce } from '../store/ladders.ts';
import type { Outside } from './outside.ts';

/** A case that could be opened, or the reason why it cannot be opened now. */
export interface Opening {
  engineer: PublicPerson;
  ladder: { id: string; title: string };
  transition: { id: string; from: string; to: string };
  /** Why the case cannot be opened now. Null if nothing that can be checked in advance prevents it. */
  obstacle: string | null;
}

/** The cases that this person may open: for themselves first, then for the engineers they lead, by name. */
export function openingsFor(outside: Outside, person: Person): Promise<Opening[]> {
  return openingsAmong(outside, engineersOf(outside, person));
}

/** The cases that this person may open for themselves. */
export function ownOpenings(outside: Outside, person: Person): Promise<Opening[]> {
  return openingsAmong(outside, Promise.resolve([person]));
}

async function openingsAmong(outside: Outside, whom: Promise<Person[]>): Promise<Opening[]> {
  const { table, clock, companyZone } = outside;
  const [engineers, ladders, calendars] = await Promise.all([
    whom,
    loadLaddersInForce(table, clock.now()),
    loadCalendars(table),
  ]);
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
  const found = await getMany(table, [
    ...engineers.map(({ id }) => keys.openCase(id)),
    ...could.map(({ engineer, ladder, transition }) => keys.lastCase(engineer.id, ladder.id, transition.id)),
  ]);
  return could.map(({ engineer, ladder, transition }) => {
    const { id, from, to } = transition;
    const { timeZone } = calendarOf(engineer, { calendars, companyZone });
    const last = lastCaseIn(found, engineer.id, ladder.id, id);
    return {
      engineer: publicOf(engineer),
      ladder: { id: ladder.id, title: ladder.title },
      transition: { id, from, to },
      obstacle: openCaseIn(found, engineer.id)
        ? 'A case is under way; one runs at a time.'
        : (whyNotRunnable(transition) ?? whyTooEarly(engineer, ladder, transition, last, now, timeZone)),
    };
  });
}

async function engineersOf(outside: Outside, person: Person): Promise<Person[]> {
  if (!person.roles.some(isSupervisorRole)) return [person];
  const everybody = await loadEverybody(outside.table);
  return [person, ...everybody.filter((one) => one.active && leads(person, one))];
}

const leads = (person: Person, engineer: Person) => person.id !== engineer.id && relationTo(person, engineer) !== null;
