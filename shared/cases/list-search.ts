import * as z from '../contract/zod.ts';
import { nameKey } from '../domain/name-key.ts';
import { type Entry, type ListPart, searchCases } from '../store/case-lists.ts';
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

/** The ODCs to which the list is limited. Left out: to none. */
type Limit = readonly string[] | undefined;

/**
 * The next cases of HR's list, by the index that leaves the fewest to look through: of the calibration lead, of the ODC, or
 * of all cases; for somebody who is limited to units, of each of them. At most three pages of it are looked through, all in one round. An order by name is one within what these
 * pages have.
 */
export async function searchLists({ table }: Outside, filter: CaseFilter, limit?: Limit) {
  const halves = halvesOf(filter);
  const partsIn = (half: Half) => partsOf(filter, half, limit);
  const from: Place | undefined = placeIn(Place, filter.cursor) ?? (halves[0] && { half: halves[0] });
  if (!from) return { cases: [], next: null, searchedTo: null, after: () => null };
  if (!halves.includes(from.half)) throw cannotGoOn();
  const later = halves[halves.indexOf(from.half) + 1];
  // If both halves together have few parts, they are searched in the same round.
  const isBeside = later && partsIn(from.half).length + partsIn(later).length < 4;
  const [first, second] = await Promise.all([
    searchHalf(table, filter, from, partsIn(from.half)),
    isBeside ? searchHalf(table, filter, { half: later }, partsIn(later)) : null,
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
  parts: readonly ListPart[],
) {
  const { limit, closed: month, sort } = filter;
  const isOpen = half === 'open';
  const wanted = wantedBy(filter);
  // In the index of a lead or an ODC nothing is left to filter by it.
  const covered = parts.every(({ index }) => index === 'leads') ? 'lead' : 'odc';
  const isWhole = sort !== 'name' && !Object.entries(wanted).some(([name, value]) => value && name !== covered);
  const pages = await Promise.all(
    parts.map((part) =>
      searchCases(table, { part, isOpen, month, wanted, after, limit: isWhole ? limit + 1 : undefined }),
    ),
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

/** The halves of the list that can have cases that match, in their order. */
function halvesOf({ sort, state, stage, closed }: CaseFilter): Half[] {
  const order: Half[] = sort === 'closed' ? ['closed', 'open'] : ['open', 'closed'];
  const excludes = (half: Half) =>
    (state !== undefined && state !== half) ||
    (stage !== undefined && (stage === 'closed') !== (half === 'closed')) ||
    (closed !== undefined && half === 'open');
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
