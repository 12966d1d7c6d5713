import type { AttachedText } from '#shared/contract/attached.ts';
import type { CaseHead } from '#shared/contract/case.ts';
import type { DraftEvent } from '#shared/contract/events.ts';
import { type CaseEvent, CaseEvent as Event } from '#shared/contract/events.ts';
import type { Person } from '#shared/contract/people.ts';
import { bodyShape, headShape } from '#shared/store/case-shapes.ts';
import { personShape } from '#shared/store/directory.ts';
import { contentOf, type Item, nameOf } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { textShape } from '#shared/store/texts.ts';

/** What happened in a case of the sample, with the words and people of it, so that it can happen again to others. */
export interface Template {
  head: CaseHead;
  engineer: Person;
  events: { at: string; requestId: string; draft: DraftEvent }[];
}

/** The cases among the items of a sample, and its people by id. */
export function templatesIn(items: readonly Item[]): { templates: Template[]; people: Map<string, Person> } {
  const found = new Map(items.map((item) => [nameOf(item), item]));
  const people = new Map(
    items.flatMap((item) => {
      const isPerson = item.pk.startsWith(keys.personPartition('')) && item.sk === keys.profile('').sk;
      const person = isPerson ? personShape.read(item) : null;
      return person ? [[person.id, person] as const] : [];
    }),
  );
  const heads = items
    .filter((item) => item.pk.startsWith(keys.casePartition('')) && item.sk === keys.head('').sk)
    .map((item) => headShape.read(item));
  const templates = heads.map((head): Template => {
    const engineer = people.get(head.engineerId);
    if (!engineer) throw new Error(`The sample has no ${head.engineerId}`);
    const events = Array.from({ length: head.version }, (_, at) => eventIn(found, head.id, at + 1));
    return { head, engineer, events };
  });
  return { templates, people };
}

function eventIn(found: ReadonlyMap<string, Item>, caseId: string, seq: number): Template['events'][number] {
  const stored = found.get(nameOf(keys.event(caseId, seq)));
  if (!stored) throw new Error(`${caseId} has no event ${seq}`);
  const { at, requestId, type, data, actor }: CaseEvent = Event.parse(contentOf(stored));
  const said = found.get(nameOf(keys.body(caseId, seq)));
  const body = said ? bodyShape.read(said) : null;
  const words = body ? { body: { audience: body.audience, content: body.content } } : {};
  const digest = (body?.content as { text?: { digest?: string } } | undefined)?.text?.digest;
  const text = digest ? found.get(nameOf(keys.text(caseId, digest))) : undefined;
  const attached: { text?: AttachedText } = text ? { text: textShape.read(text).content } : {};
  return { at, requestId, draft: { type, data, actor, ...words, ...attached } as unknown as DraftEvent };
}
