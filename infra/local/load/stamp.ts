import { ulid } from 'ulid';
import { noticeOf } from '#shared/cases/telling.ts';
import { writesFor } from '#shared/cases/writes.ts';
import type { Case, CaseEvent } from '#shared/contract/events.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import { evolve } from '#shared/domain/case/evolve.ts';
import { noticesOf } from '#shared/domain/notices/notices.ts';
import { lineOf, unitOfCase } from '#shared/domain/people.ts';
import { type SealedEvent, seal } from '#shared/ledger/seal.ts';
import { type Item, nameOf } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { noticeShape } from '#shared/store/notices.ts';
import { keyOf, type Write, writesOf } from '#shared/store/transaction.ts';
import type { Chance } from './chance.ts';
import type { Template } from './templates.ts';

/** Who can stand in for whom: the people of a company by what they are, and those of the sample by id. */
export interface Cast {
  sample: ReadonlyMap<string, Person>;
  /** People with the same roles, level and track. */
  like: (person: Person) => readonly Person[];
}

/** A case of the company, and everything that the product stores of it. */
export interface Stamped {
  caseId: string;
  items: Item[];
  events: number;
}

const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const day = /^\d{4}-\d\d-\d\d$/;

/**
 * Lets a case of the sample happen to another engineer, some whole days later or earlier. The events are sealed anew, the
 * head is what they come to, and the product itself says what is written: so the chain, the head and the items are as if
 * these people had done it. `tells`: with the notices of all events.
 */
export function stamp(
  template: Template,
  {
    engineer,
    days,
    ladder,
    cast,
    chance,
    tells,
  }: {
    engineer: Person;
    days: number;
    ladder: PublishedLadder;
    cast: Cast;
    chance: Chance;
    tells: boolean;
  },
): Stamped {
  const names = stoodIn(template, engineer, cast, chance);
  const shifted = (at: string) => new Date(Date.parse(at) + days * 86_400_000).toISOString();
  const again = (value: unknown): unknown => {
    if (typeof value === 'string') {
      if (iso.test(value)) return shifted(value);
      if (day.test(value)) return shifted(`${value}T00:00:00Z`).slice(0, 10);
      return names(value) ?? value;
    }
    if (Array.isArray(value)) return value.map(again);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, again(one)]));
  };
  const drawn = () => chance.below(2 ** 30) / 2 ** 30;
  const caseId = `case_${ulid(Date.parse(shifted(template.head.createdAt)), drawn)}`;
  let state: Case | null = null;
  const events: SealedEvent[] = [];
  const told: Item[] = [];
  for (const { at, requestId, draft } of template.events) {
    const moment = shifted(at);
    const sealed = seal([again(draft) as typeof draft], {
      caseId,
      ladder: ladder.hash,
      audit: state?.head.audit ?? null,
      at: moment,
      requestId,
      ids: { next: (prefix) => `${prefix}_${ulid(Date.parse(moment), drawn)}` },
      random: { bytes: chance.bytes },
    });
    for (const { event, body } of sealed) {
      state = evolve(state, event, body);
      if (tells) told.push(...noticesAfter(event, state, ladder, events));
    }
    events.push(...sealed);
  }
  if (!state) throw new Error('A case has at least one event');
  const change = { before: null, after: state, ladder, events, guards: [], engineer };
  return { caseId, items: [...left(writesFor(writesOf(anyTable), change)), ...told], events: events.length };
}

/** The writes name a table. Where the items go is said by whoever stores them. */
const anyTable = { name: 'any' } as Parameters<typeof writesOf>[0];

/** What is there after these writes, one after the other, on an empty table. */
function left(writes: readonly Write[]): Item[] {
  const items = new Map<string, Item>();
  for (const write of writes) {
    const { Put, Delete } = write.action;
    if (Put) items.set(nameOf(keyOf(write)), Put.Item as Item);
    if (Delete) items.delete(nameOf(keyOf(write)));
  }
  return [...items.values()];
}

function noticesAfter(
  event: CaseEvent,
  { head }: Case,
  ladder: PublishedLadder,
  before: readonly SealedEvent[],
): Item[] {
  const earlier = before.map((one) => one.event);
  return noticesOf(event, head, ladder, earlier)
    .map((one) => ({ ...noticeOf(event, one, unitOfCase(head)), mailedAt: event.at }))
    .map((notice) => ({ ...noticeShape.content(notice), ...keys.notice(notice.to, notice.id) }));
}

/** Gives for a person of the sample who takes their place: the engineer's own line, or somebody who is the same. */
function stoodIn(template: Template, engineer: Person, { sample, like }: Cast, chance: Chance) {
  const line = (of: Person) => [of.techLeadId, of.odcLeadId, of.headOfDepartmentId, of.deliveryDirectorId];
  const places = new Map<string, string>([
    [template.engineer.id, engineer.id],
    [template.engineer.odc, engineer.odc],
  ]);
  for (const [at, id] of line(template.engineer).entries()) {
    const own = line(engineer)[at];
    if (id && own) places.set(id, own);
  }
  const taken = new Set([engineer.id, ...lineOf(engineer)]);
  return (id: string): string | undefined => {
    const known = places.get(id);
    const person = known === undefined ? sample.get(id) : undefined;
    if (!person) return known;
    const others = like(person);
    let other = chance.one(others);
    // Nobody has two parts in a case. With very few people there may be nobody else.
    for (let tries = 0; taken.has(other.id) && tries < others.length; tries++) other = chance.one(others);
    taken.add(other.id);
    places.set(id, other.id);
    return other.id;
  };
}
