import type { PersonEvent, PersonFacts } from '../../contract/records.ts';

/** What a chain of events says of a person by now; null when it says nothing. */
export function replayPerson(events: readonly PersonEvent[]): PersonFacts | null {
  return events.reduce<PersonFacts | null>(evolvePerson, null);
}

function evolvePerson(facts: PersonFacts | null, event: PersonEvent): PersonFacts | null {
  if (event.type !== 'person-promoted') return event.data;
  return facts && { ...facts, level: event.data.level };
}
