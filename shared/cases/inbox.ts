import type { PageQuery } from '../contract/cursor.ts';
import { hrDesk } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import type { InboxStep } from '../contract/view.ts';
import * as z from '../contract/zod.ts';
import { commands } from '../domain/case/commands/index.ts';
import { lentSlots } from '../domain/case/state/delegations.ts';
import { isOverdue } from '../domain/case/state/instants.ts';
import { isTimeOf } from '../domain/case/state/steps.ts';
import { isHr, isHrFor, unitOfCase } from '../domain/people.ts';
import { headIn, openPartsOf } from '../store/cases.ts';
import { peopleIn, publicOf } from '../store/directory.ts';
import { type InboxItem, loadInbox } from '../store/inbox.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { endOf, type Page, pageAmong, placeIn } from './cursor.ts';
import type { Outside } from './outside.ts';

/** A cursor of the list: the place of the step after which it goes on. */
const AfterStep = z.strictObject({ place: z.string() });

/** A page of open steps. `takesPart`: whether the person has a step of their own in a case of somebody else, on any page. */
export type InboxPage = Page<InboxStep> & { takesPart: boolean };

/**
 * The open steps of a person, earliest due first: their own and those they can take for others now. HR also gets the steps
 * of the desk, except those of other units than theirs, of cases in which they have a part, and those that they cannot take.
 * The steps are read whole, 2,500 in a call, because they are stored by case; whom they name is read for one page.
 */
export async function inboxOf(outside: Outside, person: Person, { limit, cursor }: PageQuery): Promise<InboxPage> {
  const { table, clock } = outside;
  const [own, desk, parts] = await Promise.all([
    loadInbox(table, person.id),
    isHr(person) ? loadInbox(table, hrDesk) : [],
    isHr(person) ? openPartsOf(table, person.id) : [],
  ]);
  const withPart = new Set(parts.map(({ caseId }) => caseId));
  const now = clock.now().toISOString();
  const all = [...own.map((item) => ({ ...item, desk: false })), ...desk.map((item) => ({ ...item, desk: true }))]
    .filter((item) => isTimeOf(item, now))
    .filter((item) => !item.desk || isHrFor(person, unitOfCase(item)))
    .filter((item) => !item.desk || !(withPart.has(item.caseId) || item.except?.includes(person.id)));
  const places = new Map(all.map((item) => [placeOf(item), item]));
  const order = [...places.keys()].sort();
  const page = await pageAmong({
    limit,
    from: placeIn(AfterStep, cursor),
    look: async (from) => {
      const rest = order.filter((place) => place > (from?.place ?? ''));
      const looked = rest.slice(0, limit + 1);
      const items = looked.flatMap((place) => places.get(place) ?? []);
      const shown = await stepsOf(outside, person, items, now);
      return { shown, end: endOf(looked, looked.length === rest.length, (place) => ({ place })) };
    },
    placeOf: ({ place }) => ({ place }),
  });
  const isPart = ({ desk, engineerId, onBehalfOf }: OpenStep) =>
    !desk && engineerId !== person.id && onBehalfOf === null;
  const items = page.items.map(({ place: _place, ...step }) => step);
  return { items, next: page.next, takesPart: all.some(isPart) };
}

/** These steps as the person reads them, each with its place. Steps of others that they cannot take any more are left out. */
async function stepsOf(
  { table }: Outside,
  person: Person,
  items: OpenStep[],
  now: string,
): Promise<(InboxStep & { place: string })[]> {
  const ids = items.flatMap((item) => [item.engineerId, ...(item.onBehalfOf ? [item.onBehalfOf] : [])]);
  const lent = items.filter((item) => item.onBehalfOf !== null);
  const found = await getMany(table, [
    ...ids.map((id) => keys.profile(id)),
    ...lent.map((item) => keys.head(item.caseId)),
  ]);
  const people = peopleIn(found, ids);
  const isLent = ({ caseId, onBehalfOf }: InboxItem) => {
    const head = onBehalfOf !== null && headIn(found, caseId);
    return !head || lentSlots(head, person, people, now).some((slot) => slot.personId === onBehalfOf);
  };
  return items.filter(isLent).flatMap((open) => {
    const { engineerId, onBehalfOf: holderId, from: _from, until: _until, except: _except, odc: _odc, ...item } = open;
    const engineer = people[engineerId];
    const holder = holderId ? people[holderId] : undefined;
    const type = item.type as InboxStep['type'];
    const onBehalfOf = holder ? publicOf(holder) : null;
    const { title } = commands[type];
    const overdue = isOverdue(item.dueAt, now);
    return engineer
      ? [{ ...item, type, title, onBehalfOf, engineer: publicOf(engineer), overdue, place: placeOf(open) }]
      : [];
  });
}

type OpenStep = InboxItem & { desk: boolean };

/** Where a step stands in the order. No two steps of a person have the same place. */
function placeOf({ dueAt, caseId, type, attestation, onBehalfOf, desk }: OpenStep): string {
  return [dueAt, caseId, type, attestation ?? '', onBehalfOf ?? '', desk ? 'desk' : ''].join('#');
}
