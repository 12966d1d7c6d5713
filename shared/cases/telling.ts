import { CaseEvent } from '../contract/events.ts';
import { hrDesk } from '../contract/names.ts';
import type { CaseNotice, Notice } from '../contract/notices.ts';
import type { Person } from '../contract/people.ts';
import { rowOfEvent } from '../domain/case/events/index.ts';
import { calendarOf } from '../domain/case/state/zone.ts';
import { namedIn } from '../domain/notices/named.ts';
import { noticesOf } from '../domain/notices/notices.ts';
import { textOf } from '../domain/notices/texts.ts';
import { calledAmong, isDirector, isHr } from '../domain/people.ts';
import { loadCalendars } from '../store/calendars.ts';
import { headIn } from '../store/cases.ts';
import { loadPeople } from '../store/directory.ts';
import { contentOf, getMany, nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { keepNotices, markMailed } from '../store/notices.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';

/** Notices, and the people who get them or are named in them. */
export interface Told {
  notices: Notice[];
  people: Record<string, Person>;
  /** The time zones of these people, by id. */
  zones: Record<string, string>;
}

/**
 * Stores the notices of an event in the lists of the people concerned. The same event a second time adds nothing. Gives
 * the notices that have not been mailed yet.
 */
export async function tell(outside: Outside, caseId: string, seq: number): Promise<Told> {
  const { table } = outside;
  const found = await getMany(table, [keys.head(caseId), keys.event(caseId, seq)]);
  const state = headIn(found, caseId);
  const item = found.get(nameOf(keys.event(caseId, seq)));
  if (!state || !item) return { notices: [], people: {}, zones: {} };
  const event = CaseEvent.parse(contentOf(item));
  const ladder = await ladderOf(outside, state.ladder);
  const earlier = rowOfEvent(event).takesParts ? await eventsBefore(outside, caseId, seq) : [];
  const notices = noticesOf(event, state, ladder, earlier).map(
    (told): CaseNotice => ({ id: event.id, at: event.at, ...told, mailedAt: null }),
  );
  return keptWith(outside, notices);
}

/** Stores notices, and reads the people who get them or are named in them. */
export async function keptWith({ table, companyZone }: Outside, notices: readonly Notice[]): Promise<Told> {
  const [kept, people, calendars] = await Promise.all([
    keepNotices(table, notices),
    loadPeople(
      table,
      notices.flatMap((notice) => [notice.to, ...namedIn(notice)]).filter((id) => id !== hrDesk),
    ),
    notices.length > 0 ? loadCalendars(table) : {},
  ]);
  const zoneOf = (person: Person) => calendarOf(person, { calendars, companyZone }).timeZone;
  return {
    notices: kept.filter((notice) => notice.mailedAt === null),
    people,
    zones: Object.fromEntries(Object.values(people).map((person) => [person.id, zoneOf(person)])),
  };
}

async function eventsBefore({ table }: Outside, caseId: string, seq: number): Promise<CaseEvent[]> {
  const found = await getMany(
    table,
    Array.from({ length: seq - 1 }, (_, at) => keys.event(caseId, at + 1)),
  );
  return [...found.values()].map((item) => CaseEvent.parse(contentOf(item))).sort((a, b) => a.seq - b.seq);
}

/** A notice as a mail. */
export interface Letter {
  to: string;
  subject: string;
  text: string;
}

/** Where mails come from. `deskAddress` is where the desk of HR reads its mail, in the time zone of the company. */
export interface Posting {
  origin: string;
  deskAddress: string | undefined;
  companyZone: string;
}

/**
 * Writes a notice as a mail with a link to its case, in the time zone of its recipient. Null if there is no address: the
 * desk has none, or the person has left.
 */
export function letterOf(
  notice: Notice,
  { people, zones }: Pick<Told, 'people' | 'zones'>,
  { origin, deskAddress, companyZone }: Posting,
): Letter | null {
  const { to } = notice;
  const person = people[to];
  const address = to === hrDesk ? deskAddress : person?.active ? person.email : undefined;
  if (!address) return null;
  const called = calledAmong(Object.values(people));
  const { subject, sentences } = textOf(
    notice,
    (id) => (people[id] ? called(people[id]) : id),
    zones[to] ?? companyZone,
  );
  const link = linkOf(notice, origin, to === hrDesk || (person !== undefined && (isHr(person) || isDirector(person))));
  const footer = 'The link opens the page and decides nothing. Rungs wrote this; nobody reads an answer to it.';
  return { to: address, subject, text: [sentences.join('\n'), link, footer].join('\n\n') };
}

/** Only HR and delivery directors can open the page of a proposal. */
function linkOf(notice: Notice, origin: string, mayOpenProposals: boolean): string {
  if ('caseId' in notice) return `The case: ${origin}/cases/${notice.caseId}`;
  return mayOpenProposals
    ? `The proposal: ${origin}/hr/proposals/${notice.proposalId}`
    : `Your notices: ${origin}/notices`;
}

/** Stores that a notice was mailed. */
export async function mailed({ table, clock }: Outside, notice: Notice): Promise<void> {
  await markMailed(table, notice, clock.now().toISOString());
}
