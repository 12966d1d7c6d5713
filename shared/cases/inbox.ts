import { hrDesk } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import type { InboxStep } from '../contract/view.ts';
import { commands } from '../domain/case/commands/index.ts';
import { lentSlots } from '../domain/case/state/delegations.ts';
import { isOverdue } from '../domain/case/state/instants.ts';
import { isTimeOf } from '../domain/case/state/steps.ts';
import { isHr, isHrFor, unitOfCase } from '../domain/people.ts';
import { casesWithPart, headIn } from '../store/cases.ts';
import type { Table } from '../store/client.ts';
import { peopleIn, publicOf } from '../store/directory.ts';
import { loadInbox } from '../store/inbox.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import type { Outside } from './outside.ts';

/**
 * The open steps of a person, earliest due first: their own and those they can take for others now. HR also gets the steps
 * of the desk, except those of other units than theirs, of cases in which they have a part, and those that they cannot take.
 */
export async function inboxOf(outside: Outside, person: Person): Promise<InboxStep[]> {
  const { table, clock } = outside;
  const [own, desk, withPart] = await Promise.all([
    loadInbox(table, person.id),
    isHr(person) ? loadInbox(table, hrDesk) : [],
    deskHides(table, person),
  ]);
  const now = clock.now().toISOString();
  const items = [...own.map((item) => ({ ...item, desk: false })), ...desk.map((item) => ({ ...item, desk: true }))]
    .filter((item) => isTimeOf(item, now))
    .filter((item) => !item.desk || isHrFor(person, unitOfCase(item)))
    .filter((item) => !item.desk || !(withPart.has(item.caseId) || item.except?.includes(person.id)));
  const ids = items.flatMap((item) => [item.engineerId, ...(item.onBehalfOf ? [item.onBehalfOf] : [])]);
  const lent = items.filter((item) => item.onBehalfOf !== null);
  const found = await getMany(table, [
    ...ids.map((id) => keys.profile(id)),
    ...lent.map((item) => keys.head(item.caseId)),
  ]);
  const people = peopleIn(found, ids);
  return items
    .filter(({ caseId, onBehalfOf }) => {
      const head = onBehalfOf !== null && headIn(found, caseId);
      return !head || lentSlots(head, person, people, now).some((slot) => slot.personId === onBehalfOf);
    })
    .flatMap(
      ({ engineerId, onBehalfOf: holderId, from: _from, until: _until, except: _except, odc: _odc, ...item }) => {
        const engineer = people[engineerId];
        const holder = holderId ? people[holderId] : undefined;
        const type = item.type as InboxStep['type'];
        const onBehalfOf = holder ? publicOf(holder) : null;
        const { title } = commands[type];
        return engineer
          ? [{ ...item, type, title, onBehalfOf, engineer: publicOf(engineer), overdue: isOverdue(item.dueAt, now) }]
          : [];
      },
    )
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt) || a.caseId.localeCompare(b.caseId));
}

/**
 * The cases whose steps and notices the desk of HR does not show to a person: those in which they have or had a part.
 * Empty for people who do not work at the desk.
 */
export async function deskHides(table: Table, person: Person): Promise<ReadonlySet<string>> {
  return isHr(person) ? casesWithPart(table, person.id) : new Set();
}
