import { CaseEvent } from '../contract/events.ts';
import { hrDesk } from '../contract/names.ts';
import type { Notice } from '../contract/notices.ts';
import type { Person } from '../contract/people.ts';
import { minuteWords } from '../domain/calendar/words.ts';
import { bothStayed } from '../domain/case/state/delegations.ts';
import { calendarOf } from '../domain/case/state/zone.ts';
import { takesParts } from '../domain/case/telling/index.ts';
import { isLate, stillHolds } from '../domain/notices/late.ts';
import { namedIn } from '../domain/notices/named.ts';
import { type Told as CaseTold, noticesOf } from '../domain/notices/notices.ts';
import { textOf } from '../domain/notices/texts.ts';
import { calledAmong, isDirector, isHr, type Units, unitOfCase } from '../domain/people.ts';
import { loadCalendars } from '../store/calendars.ts';
import { headIn } from '../store/cases.ts';
import { loadPeople } from '../store/directory.ts';
import { contentOf, getMany, nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { keepNotices } from '../store/notices.ts';
import { confirmationIdOf } from './confirmation-id.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';

/** Notices, and the people who get them or are named in them. */
export interface Told {
  notices: readonly Notice[];
  people: Record<string, Person>;
  /** The time zones of these people, by id. */
  zones: Record<string, string>;
  /** The mail address that a person had until now, if they have got another one. What tells them of it goes there too. */
  before?: { personId: string; email: string };
}

/**
 * Stores the notices of an event in the lists of the people concerned. The same event a second time adds nothing. Of an event
 * that happened long ago, only what still holds is told. Gives the notices that have not been mailed yet.
 */
export async function tell(outside: Outside, caseId: string, seq: number): Promise<Told> {
  const { table } = outside;
  const found = await getMany(table, [keys.head(caseId), keys.event(caseId, seq)]);
  const state = headIn(found, caseId);
  const item = found.get(nameOf(keys.event(caseId, seq)));
  if (!state || !item) return { notices: [], people: {}, zones: {} };
  const event = CaseEvent.parse(contentOf(item));
  const ladder = await ladderOf(outside, state.ladder);
  const [earlier, sides] = await Promise.all([
    takesParts.includes(event.type) ? eventsBefore(outside, caseId, seq) : [],
    loadPeople(
      table,
      state.delegations.flatMap(({ by, to }) => [by, to]),
    ),
  ]);
  // A delegation that counts no longer tells nobody of anything, although the sweep has not ended it yet.
  const delegations = state.delegations.filter((one) => bothStayed(one, sides[one.by], sides[one.to]));
  const head = { ...state, delegations };
  const now = outside.clock.now();
  const notices = noticesOf(event, head, ladder, earlier)
    .filter((told) => !isLate(event.at, now) || stillHolds(told, head, ladder, now.toISOString()))
    .map((told) => noticeOf(event, told, unitOfCase(head)));
  return keptWith(outside, notices);
}

/** A notice of an event as it is stored, not mailed yet. `units` are those of the case. */
export function noticeOf(event: CaseEvent, { caseId, data, ...told }: CaseTold, units: Units): Notice {
  const sent = { id: event.id, at: event.at, mailedAt: null };
  const forDesk = told.to === hrDesk && units ? { units: [...units] } : {};
  if (event.type !== 'adoption-asked') return { ...sent, ...told, caseId, data: { ...data, ...forDesk } };
  const { engineerId, dueAt, timeZone } = data;
  const question = confirmationIdOf(caseId, { ...event.data, askedAt: event.at });
  return { ...sent, to: told.to, template: 'confirmation-asked', question, data: { engineerId, dueAt, timeZone } };
}

/** Stores notices, and reads the people who get them or are named in them. Gives those that are not mailed yet. */
export async function keptWith(outside: Outside, notices: readonly Notice[]): Promise<Told> {
  const [kept, told] = await Promise.all([keepNotices(outside.table, notices), withPeople(outside, notices)]);
  return { ...told, notices: kept.filter((notice) => notice.mailedAt === null) };
}

/** Reads the people who get these notices or are named in them. */
export async function withPeople({ table, companyZone }: Outside, notices: readonly Notice[]): Promise<Told> {
  const [people, calendars] = await Promise.all([
    loadPeople(
      table,
      notices.flatMap((notice) => [notice.to, ...namedIn(notice)]).filter((id) => id !== hrDesk),
    ),
    notices.length > 0 ? loadCalendars(table) : {},
  ]);
  const zoneOf = (person: Person) => calendarOf(person, { calendars, companyZone }).timeZone;
  return {
    notices,
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

/** Where mails come from, and when. `deskAddress` is where the desk of HR reads its mail, in the time zone of the company. */
export interface Posting {
  origin: string;
  deskAddress: string | undefined;
  companyZone: string;
  now: Date;
}

/**
 * Writes notices of one kind about one case or record as a mail, in the time zone of their recipient. It links to the case, and
 * to each question and proposal. A late mail says when it happened. `more` is the number of further notices. `address`: where
 * it goes; left out, to the address of the recipient. Null if there is no notice or no address: the desk has none, or the
 * person has left.
 */
export function letterOf(
  { notices, people, zones }: Told,
  { origin, deskAddress, companyZone, now }: Posting,
  { more = 0, address }: { more?: number; address?: string } = {},
): Letter | null {
  const notice = notices.at(-1);
  if (!notice) return null;
  const { to } = notice;
  const person = people[to];
  const sentTo = address ?? (to === hrDesk ? deskAddress : person?.active ? person.email : undefined);
  if (!sentTo) return null;
  const called = calledAmong(Object.values(people));
  const zone = zones[to] ?? companyZone;
  const wasLate = notices.some(({ at }) => isLate(at, now));
  const texts = notices.map((one) => textOf(one, (id) => (people[id] ? called(people[id]) : id), zone));
  const { subject } = texts[texts.length - 1]!;
  const said = texts.map(({ sentences }, at) =>
    [...(texts.length > 1 || wasLate ? [`${minuteWords(notices[at]!.at, zone)}:`] : []), ...sentences].join('\n'),
  );
  const mayOpenProposals = to === hrDesk || (person !== undefined && (isHr(person) || isDirector(person)));
  const links = [...new Set(notices.map((one) => linkOf(one, origin, mayOpenProposals)))].join('\n');
  const footer = 'A link opens a page and decides nothing. Rungs wrote this; nobody reads an answer to it.';
  const others = texts.length + more - 1;
  return {
    to: sentTo,
    subject: others > 0 ? `${subject} (and ${others} more)` : subject,
    text: [
      ...said,
      ...(wasLate ? [late] : []),
      ...(more > 0 ? [`${more} more: ${origin}/notices`] : []),
      links,
      footer,
    ].join('\n\n'),
  };
}

const late = 'Rungs could not send this when it happened. Please look there for how things stand now.';

/** Only HR and delivery directors can open the page of a proposal, and whoever asked for leave that of their own. */
function linkOf(notice: Notice, origin: string, mayOpenProposals: boolean): string {
  if ('caseId' in notice) return `The case: ${origin}/cases/${notice.caseId}`;
  if ('question' in notice) return `The question: ${origin}/confirmations/${notice.question}`;
  const isOwn = 'proposalId' in notice && notice.data.kind === 'leave';
  if (!mayOpenProposals && !isOwn) return `Your notices: ${origin}/notices`;
  if ('proposalId' in notice) return `The proposal: ${origin}/hr/proposals/${notice.proposalId}`;
  if ('pushed' in notice.data) return `What waits: ${origin}/hr/scim?personId=${notice.data.pushed}`;
  return `The record: ${origin}/hr/people/${'recovered' in notice.data ? notice.data.recovered : notice.data.readdressed}`;
}
