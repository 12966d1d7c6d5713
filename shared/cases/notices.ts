import { hrDesk } from '../contract/names.ts';
import { type Notice, NoticeId, type NoticeList, type NoticesQuery } from '../contract/notices.ts';
import type { Person } from '../contract/people.ts';
import * as z from '../contract/zod.ts';
import { namedIn } from '../domain/notices/named.ts';
import { isHr, isHrFor } from '../domain/people.ts';
import { casesWithPart } from '../store/cases.ts';
import { loadPeople, publicOf } from '../store/directory.ts';
import { desksOf, keepReadUpTo, loadNotices, loadReadUpTo } from '../store/notices.ts';
import { cursorOf, placeIn } from './cursor.ts';
import type { Outside } from './outside.ts';

const Place = z.strictObject({ id: NoticeId });

/** Unread notices are counted up to this number. */
const countedAtMost = 100;

/** So many notices of a page are hidden at most, as a rule. Of more, the people are read in a round of their own. */
const fewHidden = 5;

/**
 * The notices of a person, newest first. A person of HR also gets those of the desk of HR that are within the units to which
 * they are limited, except of cases in which they have or had a part.
 */
export async function listNotices(
  outside: Outside,
  viewer: Person,
  { limit, cursor }: NoticesQuery,
): Promise<NoticeList> {
  const { table } = outside;
  const place = placeIn(Place, cursor)?.id;
  const [newest, there, readUpTo] = await Promise.all([
    look(outside, viewer, { limit }),
    place ? look(outside, viewer, { limit, place }) : null,
    loadReadUpTo(table, viewer.id),
  ]);
  const isUnread = ({ id }: { id: string }) => readUpTo === null || id > readUpTo;
  const [unread, shown] = await Promise.all([
    lookOn(outside, viewer, newest, ({ end, found }) => !isUnread({ id: end }) || found.length >= countedAtMost),
    lookOn(outside, viewer, there ?? newest, ({ found }) => found.length > limit),
  ]);
  const items = shown.slice(0, limit);
  const last = shown.length > limit ? items.at(-1)?.id : undefined;
  const known = { ...newest.people, ...there?.people };
  const missing = items.flatMap(namedIn).filter((id) => !(id in known));
  const people = { ...known, ...(await loadPeople(table, missing)) };
  // A question about somebody's work says nothing of their level.
  const withLevel = new Set(items.flatMap((notice) => ('question' in notice ? [] : namedIn(notice))));
  return {
    items: items.map(({ mailedAt: _mailed, ...notice }) => ({ ...notice, unread: isUnread(notice) })),
    people: Object.fromEntries(
      [...new Set(items.flatMap(namedIn))].flatMap((id) => {
        const person = people[id];
        return person ? [[id, withLevel.has(id) ? publicOf(person) : authorOf(person)]] : [];
      }),
    ),
    unread: Math.min(countedAtMost, unread.filter(isUnread).length),
    next: last ? cursorOf({ id: last }) : null,
  };
}

/** What follows a place in somebody's notices, as far as it was looked at. */
interface Look {
  limit: number;
  /** Those that they are shown, newest first. */
  shown: Notice[];
  /** People whom they name. */
  people: Record<string, Person>;
  /** The id of the last one that was looked at. Undefined: there are no more. */
  end: string | undefined;
}

/** Looks at the notices that are older than the one at `place`. `limit`: so many of them are on a page. */
async function look(
  { table }: Outside,
  viewer: Person,
  { limit, place }: { limit: number; place?: string },
): Promise<Look> {
  const count = Math.max(limit + 1, countedAtMost);
  const recipients = [viewer.id, ...(isHr(viewer) ? desksOf(viewer) : [])];
  const lists = await Promise.all(recipients.map((to) => loadNotices(table, to, count, place)));
  // A list that was read in part ends somewhere. What is older than that is for the next look.
  const end = lists
    .flatMap((list) => (list.length === count ? (list.at(-1)?.id ?? []) : []))
    .sort()
    .at(-1);
  const looked = lists
    .flat()
    .filter(({ id }) => end === undefined || id >= end)
    .sort((a, b) => (a.id < b.id ? 1 : -1));
  const ofDesk = looked.filter(({ to }) => to === hrDesk);
  const [hidden, people] = await Promise.all([
    casesWithPart(
      table,
      viewer.id,
      ofDesk.flatMap((one) => ('caseId' in one ? one.caseId : [])),
    ),
    // Some more than fit on the page, in place of those that are hidden.
    loadPeople(table, looked.slice(0, limit + fewHidden).flatMap(namedIn)),
  ]);
  const concerns = (one: Notice) =>
    !('caseId' in one && hidden.has(one.caseId)) &&
    !('except' in one.data && one.data.except?.includes(viewer.id)) &&
    isHrFor(viewer, ('units' in one.data && one.data.units) || null);
  const shown = looked.filter((one) => one.to !== hrDesk || concerns(one));
  // One event can notify both a person of HR and the desk. It is shown once.
  return { limit, shown: [...new Map(shown.map((notice) => [notice.id, notice])).values()], people, end };
}

/**
 * What somebody is shown from a look on, until it is enough or the end. So a page is full although some notices between are
 * hidden, and does not tell that they are there.
 */
async function lookOn(
  outside: Outside,
  viewer: Person,
  first: Look,
  isEnough: (so: { end: string; found: Notice[] }) => boolean,
): Promise<Notice[]> {
  const found = [...first.shown];
  for (let { end } = first; end !== undefined && !isEnough({ end, found }); ) {
    const next = await look(outside, viewer, { limit: first.limit, place: end });
    found.push(...next.shown);
    end = next.end;
  }
  return found;
}

const authorOf = ({ id, name, team }: Person) => ({ id, name, team });

/** Marks every notice up to this one as read by the person. */
export async function markRead({ table }: Outside, viewer: Person, upTo: string): Promise<void> {
  await keepReadUpTo(table, viewer.id, upTo);
}
