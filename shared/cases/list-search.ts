import * as z from '../contract/zod.ts';
import { nameKey } from '../domain/name-key.ts';
import { type Entry, type ListPart, type SearchedPage, searchCases } from '../store/case-lists.ts';
import type { ListedCase } from '../store/cases.ts';
import { indexKeys } from '../store/keys.ts';
import { type CaseFilter, wantedBy } from './case-filter.ts';
import { cannotGoOn, cursorOf, placeIn } from './cursor.ts';
import type { Outside } from './outside.ts';

/** Half of a list: a page shows open cases or closed ones. */
type Half = 'open' | 'closed';

const Place = z.strictObject({
  half: z.enum(['open', 'closed']),
  /** The place in the index after which to begin. Left out: at the beginning. */
  after: z.optional(z.string()),
  /** In an order by name: the name and the case after which to begin, among the cases that follow `after`. */
  name: z.optional(z.string()),
});
type Place = z.infer<typeof Place>;

/** A request looks through so many pages of an index, all in one round. */
const mostPages = 3;

/** The ODCs to which the list is limited. Left out: to none. */
type Limit = readonly string[] | undefined;

/**
 * The next cases of HR's list, by the index that leaves the fewest to look through: of the calibration lead, of the ODC, or of
 * all cases; for somebody who is limited to units, of each of them. At most three pages of it are looked through, all in one
 * round. An order by name is one within what these pages have.
 */
export async function searchLists({ table, clock }: Outside, filter: CaseFilter, limit?: Limit) {
  const halves = halvesOf(filter);
  const partsIn = (half: Half) => partsOf(filter, half, limit);
  const from: Place | undefined = placeIn(Place, filter.cursor) ?? (halves[0] && { half: halves[0] });
  if (!from) return { cases: [], next: null, searchedTo: null, after: () => null };
  if (!halves.includes(from.half)) throw cannotGoOn();
  const later = halves[halves.indexOf(from.half) + 1];
  // If both halves together have few parts, they are searched in the same round.
  const isBeside = later && partsIn(from.half).length + partsIn(later).length <= mostPages;
  const search = (place: Place, pages: number) => {
    const parts = partsIn(place.half);
    const isWhole = isWholeIn(parts, filter);
    const most = isWhole ? 1 : Math.floor(pages / parts.length);
    return searchHalf(table, filter, place, { parts, isWhole, slices: slicesOf(filter, place, clock.now(), most) });
  };
  const ofSecond = isBeside ? mostPages - partsIn(from.half).length : 0;
  const [first, second] = await Promise.all([
    search(from, isBeside ? partsIn(from.half).length : mostPages),
    isBeside ? search({ half: later }, ofSecond) : null,
  ]);
  const isEnd = first.found.length <= filter.limit && first.end === null;
  const used = isEnd && second ? [first, second] : [first];
  const found = used.flatMap((one) => one.found);
  const cases: ListedCase[] = found.slice(0, filter.limit);
  const after = (caseId: string) => used.map((one) => one.after(caseId)).find((place) => place !== null) ?? null;
  const last = used.at(-1) ?? first;
  const isCut = found.length > filter.limit;
  const rest = last.end !== null ? last.goOn : used.length === 1 && later ? placeOf({ half: later }) : null;
  return {
    cases,
    next: isCut ? after(cases.at(-1)?.caseId ?? '') : rest,
    searchedTo: isCut || last.end === null || last.isWhole ? null : indexKeys.instantIn(last.end) || null,
    after,
  };
}

/** The cases of one half after a place, in order, and where the search stopped. Null: at the end. */
async function searchHalf(
  table: Outside['table'],
  filter: CaseFilter,
  { half, after, name }: Place,
  { parts, isWhole, slices }: { parts: readonly ListPart[]; isWhole: boolean; slices: readonly Slice[] },
) {
  const { limit, sort } = filter;
  const isOpen = half === 'open';
  const wanted = wantedBy(filter);
  const pages = await Promise.all(
    parts.map(async (part) => {
      const search = (range: Slice) =>
        searchCases(table, { part, isOpen, range, wanted, after, limit: isWhole ? limit + 1 : undefined });
      return inOrder(await Promise.all(slices.map(search)));
    }),
  );
  // Behind the place up to which one part was searched, the order is not known.
  const ends = pages.flatMap(({ upTo }) => upTo ?? []).sort();
  const end = (isOpen ? ends[0] : ends.at(-1)) ?? null;
  const isBefore = (one: string, other: string) => (isOpen ? one < other : one > other);
  const entries = pages
    .flatMap((page) => page.entries)
    .filter(({ place }) => end === null || !isBefore(end, place))
    .sort((one, other) => (isBefore(one.place, other.place) ? -1 : 1));
  return {
    found: sort === 'name' ? byName(entries).filter((one) => !name || keyOf(one) > name) : entries,
    end,
    isWhole,
    goOn: end === null ? null : placeOf({ half, after: end }),
    after(caseId: string): string | null {
      const one = entries.find((entry) => entry.caseId === caseId);
      if (!one) return null;
      return sort === 'name' ? placeOf({ half, after, name: keyOf(one) }) : placeOf({ half, after: one.place });
    },
  };
}

/** Whether every case in these parts is listed, in the order of the index, so that no more are read than shown. */
function isWholeIn(parts: readonly ListPart[], filter: CaseFilter): boolean {
  // In the index of a lead or an ODC nothing is left to filter by it.
  const covered = parts.every(({ index }) => index === 'leads') ? 'lead' : 'odc';
  return filter.sort !== 'name' && !Object.entries(wantedBy(filter)).some(([name, value]) => value && name !== covered);
}

/** The pages of slices as one. Behind a slice that was not searched to its end, the order is not known. */
function inOrder(pages: readonly SearchedPage[]): SearchedPage {
  const stopped = pages.findIndex(({ upTo }) => upTo !== null);
  const known = stopped === -1 ? pages : pages.slice(0, stopped + 1);
  return { entries: known.flatMap(({ entries }) => entries), upTo: known.at(-1)?.upTo ?? null };
}

/** The first and the last place of what one query looks through. */
type Slice = readonly [first: string, last: string];

/**
 * What is left of a half, in at most so many slices, in the order of the list: one query looks through one page at most, and
 * queries of one round cannot go on from each other. They are months, from now or from where the list goes on, because a month
 * has less than a page of cases; of the last slice all the rest.
 */
function slicesOf(filter: CaseFilter, { half, after }: Place, now: Date, most: number): Slice[] {
  const isOpen = half === 'open';
  const [first, last] = rangeOf(filter, isOpen);
  if (after !== undefined && (after < first || after > last)) throw cannotGoOn();
  const at = [now.toISOString(), indexKeys.instantIn(after ?? '')].filter(Boolean).sort();
  const month = ((isOpen ? at.at(-1) : at[0]) ?? '').slice(0, 7);
  const ends = filter.closed
    ? [`${filter.closed}-21`, `${filter.closed}-11`]
    : isOpen
      ? [monthAfter(month, 1), monthAfter(month, 2)]
      : [month, monthAfter(month, -1)];
  const cuts = ends
    .map((end) => indexKeys.listedRange(isOpen, end)[0])
    .filter((cut) => cut > first && cut < last && (after === undefined || (isOpen ? cut > after : cut < after)))
    .slice(0, most - 1);
  const edges = [isOpen ? first : last, ...cuts, isOpen ? last : first];
  return edges.slice(1).map((edge, at) => (isOpen ? [edges[at] ?? first, edge] : [edge, edges[at] ?? last]));
}

/** The first and the last place of the cases that can match. A day begins and ends at another instant in each zone. */
function rangeOf({ closed, dueFrom, dueTo }: CaseFilter, isOpen: boolean): [first: string, last: string] {
  if (!isOpen) return indexKeys.listedRange(false, closed);
  if (dueFrom === undefined && dueTo === undefined) return indexKeys.listedRange(true);
  const hours = (day: string, more: number) => new Date(Date.parse(day) + more * 3600_000).toISOString();
  // A stage that is opening is not due yet, so nothing before the first instant counts.
  return indexKeys.listedRange(true, dueFrom ? hours(dueFrom, -14) : '0', dueTo ? hours(dueTo, 24 + 12) : '9');
}

/** A month, such as 2026-11, so many months later. */
function monthAfter(month: string, more: number): string {
  const at = new Date(`${month}-01T00:00:00.000Z`);
  at.setUTCMonth(at.getUTCMonth() + more);
  return at.toISOString().slice(0, 7);
}

/** The halves of the list that can have cases that match, in their order. */
function halvesOf({ sort, state, stage, closed, dueFrom, dueTo }: CaseFilter): Half[] {
  const order: Half[] = sort === 'closed' ? ['closed', 'open'] : ['open', 'closed'];
  const excludes = (half: Half) =>
    (state !== undefined && state !== half) ||
    (stage !== undefined && (stage === 'closed') !== (half === 'closed')) ||
    (closed !== undefined && half === 'open') ||
    ((dueFrom ?? dueTo) !== undefined && half === 'closed');
  return order.filter((half) => !excludes(half));
}

/** The parts of the index that leaves the fewest cases to look through. */
function partsOf({ leadId, odc, stage, outcome }: CaseFilter, half: Half, limit: Limit): ListPart[] {
  if (limit) {
    const units = new Set(limit.map(indexKeys.unit));
    const wanted = odc === undefined ? [...units] : [indexKeys.unit(odc)].filter((unit) => units.has(unit));
    return wanted.map((partition) => ({ index: 'units', partition }));
  }
  if (leadId !== undefined) return [{ index: 'leads', partition: indexKeys.lead(leadId) }];
  if (odc !== undefined) return [{ index: 'units', partition: indexKeys.unit(odc) }];
  const one = (partition: string): ListPart[] => [{ index: 'lists', partition }];
  if (half === 'closed') return one(indexKeys.partOf('closed'));
  if (stage !== undefined) return one(indexKeys.partOf(stage));
  // The open cases that have an outcome already are all in one part.
  return outcome !== undefined ? one(indexKeys.partOf('closing')) : indexKeys.openParts.flatMap(one);
}

const keyOf = ({ name, caseId }: Entry) => `${nameKey(name)}#${caseId}`;

function byName(entries: readonly Entry[]): Entry[] {
  return entries.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

function placeOf({ half, after, name }: Place): string {
  return cursorOf({ half, ...(after === undefined ? {} : { after }), ...(name === undefined ? {} : { name }) });
}
