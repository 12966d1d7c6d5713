import type { PersonInput } from '../../contract/directory.ts';
import type { Role } from '../../contract/names.ts';
import type { Person } from '../../contract/people.ts';
import type { PersonEvent, PersonFacts } from '../../contract/record-person.ts';
import { isHr, isHrFor, leadsWith, type Units } from '../people.ts';

/** An event from before a role joined the line has no field for its lead, and one from before leave was kept none for it. */
const vacant = { ...leadsWith(() => null), leave: [] };

/** The facts about a person that result from a chain of events. Null: no events. */
export function replayPerson(events: readonly PersonEvent[]): PersonFacts | null {
  return events.reduce<PersonFacts | null>(evolvePerson, null);
}

/**
 * Since when an active person has had a role without a break, by their chain of events; of HR, for these units. Null: they do
 * not have it. A
 * person from before there were chains has had their roles from the beginning.
 */
export function heldSince(events: readonly PersonEvent[], role: Role, units: Units): string | null {
  const changes = events.filter(({ type }) => type !== 'push-waits' && type !== 'push-set-aside');
  if (changes.length === 0) return '';
  let facts: PersonFacts | null = null;
  let since: string | null = null;
  for (const event of changes) {
    facts = evolvePerson(facts, event);
    const has = facts?.active && facts.roles.includes(role) && (role !== 'hr' || isHrFor(facts, units));
    since = has ? (since ?? event.at) : null;
  }
  return since;
}

/** The facts about a person after one more event of their chain. */
function evolvePerson(facts: PersonFacts | null, event: PersonEvent): PersonFacts | null {
  switch (event.type) {
    case 'person-promoted':
    case 'person-promotion-undone': {
      const { level, track, on } = event.data;
      return facts && { ...facts, level, track, levelSince: on };
    }
    case 'person-changed-track': {
      const { track, on } = event.data;
      return facts && { ...facts, track, trackChangedOn: on };
    }
    case 'person-added':
    case 'person-changed':
      return { ...vacant, ...event.data };
    // What waits changes nothing.
    case 'push-waits':
    case 'push-set-aside':
      return facts;
  }
}

/** A person's record after an event of their chain that a case made. A promotion gives a level, so nothing is lost by it. */
export function personAfter(before: Person, event: PersonEvent): Person {
  const after = { ...before, ...evolvePerson(before, event), version: before.version + 1 };
  return event.type === 'person-promoted' ? after : { ...after, ...lossesAfter(before, after, event.at) };
}

/** When a person last left, or lost a role or their level, and when they last stopped being of HR, after a change. */
export function lossesAfter(
  before: Person | null,
  after: PersonInput,
  now: string,
): Pick<Person, 'lostAt' | 'hrUntil'> {
  if (!before) return { lostAt: null };
  const isLoss =
    (before.active && !after.active) ||
    before.roles.some((role) => !after.roles.includes(role)) ||
    before.ladder !== after.ladder ||
    before.level !== after.level;
  const hrUntil = isHr(before) && !isHr(after) ? now : before.hrUntil;
  return { lostAt: isLoss ? now : before.lostAt, ...(hrUntil ? { hrUntil } : {}) };
}
