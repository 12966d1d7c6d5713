import { hrDesk } from '../contract/names.ts';
import { type Notice, NoticeId, type NoticeList, type NoticesQuery } from '../contract/notices.ts';
import type { Person } from '../contract/people.ts';
import * as z from '../contract/zod.ts';
import { namedIn } from '../domain/notices/named.ts';
import { isHr, isHrFor } from '../domain/people.ts';
import { casesWithPart } from '../store/cases.ts';
import { loadPeople, publicOf } from '../store/directory.ts';
import { keepReadUpTo, loadNotices, loadReadUpTo } from '../store/notices.ts';
import { cursorOf, placeIn } from './cursor.ts';
import type { Outside } from './outside.ts';

const Place = z.strictObject({ id: NoticeId });

/** Unread notices are counted up to this number. */
const countedAtMost = 100;

/**
 * The notices of a person, newest first. A person of HR also gets those of the desk of HR, except of cases in which they have
 * or had a part.
 */
export async function listNotices(
  { table }: Outside,
  viewer: Person,
  { limit, cursor }: NoticesQuery,
): Promise<NoticeList> {
  const recipients = isHr(viewer) ? [viewer.id, hrDesk] : [viewer.id];
  const newest = (count: number, before?: string) =>
    Promise.all(recipients.map((to) => loadNotices(table, to, count, before)));
  const before = placeIn(Place, cursor)?.id;
  const [hidden, ...found] = await Promise.all([
    isHr(viewer) ? casesWithPart(table, viewer.id) : new Set<string>(),
    newest(countedAtMost),
    before ? newest(limit + 1, before) : null,
    loadReadUpTo(table, viewer.id),
  ]);
  const concerns = (one: Notice) =>
    !('caseId' in one && hidden.has(one.caseId)) &&
    !('except' in one.data && one.data.except?.includes(viewer.id)) &&
    isHrFor(viewer, ('units' in one.data && one.data.units) || null);
  const isShown = (one: Notice) => one.to !== hrDesk || concerns(one);
  const shown = (lists: Notice[][], count: number) =>
    Promise.all(recipients.map((to, at) => readOn(table, { to, count, isShown }, lists[at] ?? [])));
  const [latest, after] = await Promise.all([shown(found[0], countedAtMost), found[1] && shown(found[1], limit + 1)]);
  const readUpTo = found[2];
  // A list of a recipient that was read in part ends somewhere. What is older than that is for the next page.
  const [read, count] = after ? [after, limit + 1] : [latest, countedAtMost];
  const end = read
    .flatMap((list) => (list.length === count ? (list.at(-1)?.id ?? []) : []))
    .sort()
    .at(-1);
  // One event can notify both a person of HR and the desk. Show it once.
  const merged = new Map((after ?? latest).flat().map((notice) => [notice.id, notice]));
  const ready = [...merged.values()].filter(({ id }) => end === undefined || id >= end);
  const items = ready.sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit);
  const last = ready.length > limit ? items.at(-1)?.id : end;
  const isUnread = ({ id }: { id: string }) => readUpTo === null || id > readUpTo;
  const people = await loadPeople(table, items.flatMap(namedIn));
  // A question about somebody's work says nothing of their level.
  const withLevel = new Set(items.flatMap((notice) => ('question' in notice ? [] : namedIn(notice))));
  return {
    items: items.map(({ mailedAt: _mailed, ...notice }) => ({ ...notice, unread: isUnread(notice) })),
    people: Object.fromEntries(
      Object.entries(people).map(([id, person]) => [id, withLevel.has(id) ? publicOf(person) : authorOf(person)]),
    ),
    unread: Math.min(
      countedAtMost,
      new Set(
        latest
          .flat()
          .filter(isUnread)
          .map(({ id }) => id),
      ).size,
    ),
    next: last ? cursorOf({ id: last }) : null,
  };
}

interface Wanted {
  to: string;
  count: number;
  isShown: (notice: Notice) => boolean;
}

/** As many notices of a recipient as are wanted and shown, so that a list does not tell that others lie between them. */
async function readOn(table: Outside['table'], { to, count, isShown }: Wanted, first: Notice[]): Promise<Notice[]> {
  const found: Notice[] = [];
  for (let list = first; ; list = await loadNotices(table, to, count, list.at(-1)?.id)) {
    found.push(...list.filter(isShown));
    if (found.length >= count || list.length < count) return found.slice(0, count);
  }
}

const authorOf = ({ id, name, team }: Person) => ({ id, name, team });

/** Marks every notice up to this one as read by the person. */
export async function markRead({ table }: Outside, viewer: Person, upTo: string): Promise<void> {
  await keepReadUpTo(table, viewer.id, upTo);
}
