import type { Person, PersonEntry, PublicPerson } from '../contract/people.ts';
import { relationTo, whyNotRunnable, whyTooEarly } from '../domain/case/commands/open-case.ts';
import { trackChanges } from '../domain/case/state/path.ts';
import { calendarOf } from '../domain/case/state/zone.ts';
import { isSupervisorRole } from '../domain/people.ts';
import { loadCalendars } from '../store/calendars.ts';
import { peopleIn, peopleOf, publicOf } from '../store/directory.ts';
import { lastCaseIn, openCaseIn } from '../store/engineer-cases.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { loadLaddersInForce } from '../store/ladders.ts';
import { findPeople } from './find-people.ts';
import type { SearchEnd, Typed } from './naming.ts';
import type { Outside } from './outside.ts';

/** A case that could be opened, or the reason why it cannot be opened now. */
export interface Opening {
  engineer: PublicPerson;
  ladder: { id: string; title: string };
  transition: { id: string; from: string; to: string };
  /** Why the case cannot be opened now. Null if nothing that can be checked in advance prevents it. */
  obstacle: string | null;
}

/** So many engineers whom a person leads are on the page to open a case. */
const engineersAtOnce = 20;

/** The cases that somebody may open, and where the engineers whom they lead go on. */
export interface Openings extends SearchEnd {
  openings: Opening[];
}

/**
 * The cases that this person may open: for themselves first, then for the engineers they lead, in the order of the index of
 * the directory, or for those of them who are found by what was typed.
 */
export async function openingsFor(
  outside: Outside,
  person: Person,
  { q, cursor }: Partial<Typed> = {},
): Promise<Openings> {
  const led = person.roles.some(isSupervisorRole)
    ? findPeople(outside, { q, lead: person.id, active: true }, engineersAtOnce, cursor)
    : Promise.resolve({ people: [], next: null, searchedTo: null });
  const others = led.then(({ people }) => people.filter((one) => leads(person, one)));
  const openings = await openingsAmong(outside, person, others);
  const { next, searchedTo } = await led;
  return { openings, next, searchedTo };
}

/** The cases that this person may open for themselves. */
export async function ownOpenings(outside: Outside, person: Person): Promise<Opening[]> {
  return openingsAmong(outside, person, Promise.resolve([]));
}

async function openingsAmong(outside: Outside, person: Person, whom: Promise<PersonEntry[]>): Promise<Opening[]> {
  const { table, clock, companyZone } = outside;
  const [led, ladders, calendars] = await Promise.all([
    whom,
    loadLaddersInForce(table, clock.now()),
    loadCalendars(table),
  ]);
  const now = clock.now().toISOString();
  const could = [person, ...led].flatMap((engineer) =>
    ladders
      .filter((ladder) => ladder.id === engineer.ladder)
      .flatMap((ladder) =>
        [...ladder.transitions, ...trackChanges(ladder)]
          .filter((transition) => transition.from === engineer.level)
          .map((transition) => ({ engineer, ladder, transition })),
      ),
  );
  const ids = led.map((one) => one.id);
  const found = await getMany(table, [
    ...ids.map((id) => keys.profile(id)),
    ...[person.id, ...ids].map((id) => keys.openCase(id)),
    ...could.map(({ engineer, ladder, transition }) => keys.lastCase(engineer.id, ladder.id, transition.id)),
  ]);
  const people = peopleOf(peopleIn(found, ids), { [person.id]: person });
  return could.flatMap(({ engineer: { id: engineerId }, ladder, transition }) => {
    const engineer = people[engineerId];
    // The index can be a moment behind.
    if (!engineer?.active || engineer.ladder !== ladder.id || engineer.level !== transition.from) return [];
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

const leads = (person: Person, engineer: PersonEntry) =>
  person.id !== engineer.id && relationTo(person, engineer) !== null;
