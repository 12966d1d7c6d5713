import type { Outside } from '#shared/cases/outside.ts';
import { readEvents } from '#shared/cases/record.ts';
import type { Person } from '#shared/contract/people.ts';
import type { EventView } from '#shared/contract/view.ts';

/** All events of a case that a person may know of, read page after page. */
export async function readAllEvents(
  outside: Outside,
  viewer: Person,
  caseId: string,
  limit = 50,
): Promise<EventView[]> {
  const items: EventView[] = [];
  let cursor: string | undefined;
  do {
    const page = await readEvents(outside, viewer, caseId, { limit, cursor });
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return items;
}
