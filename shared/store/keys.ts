import type { Chain } from '../contract/records.ts';

/** The only place that builds keys. `pk` and `sk` are those of the one table, the rest those of its indexes. */

export interface Key {
  pk: string;
  sk: string;
}

const seqKey = (seq: number) => String(seq).padStart(7, '0');

/** First letters of partition keys, by which roles are granted and denied. */
export const partitions = {
  case: 'CASE#',
  draft: 'DRAFT#',
  events: 'EV#',
  person: 'PERSON#',
  idempotency: 'IDEM#',
  token: 'TOKEN#',
  session: 'SESSION#',
  signIn: 'SIGNIN#',
  notice: 'NOTICE#',
  ladder: 'LADDER#',
  ladderDraft: 'LADDER-DRAFT#',
  cycle: 'CYCLE#',
  calendar: 'CALENDAR#',
  seats: 'SEATS#',
} as const;

function chainPartition(chain: Chain): string {
  const [kind = '', id] = chain.split(':');
  return `${partitions.events}${kind.toUpperCase()}#${id}`;
}

/**
 * The name of an ODC as an id. Accents and punctuation go; letters that are not Latin stand as their numbers, so that a
 * name in any script has one. Empty where a name has neither letter nor digit.
 */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^\P{L}a-z]/gu, (letter) => `-${letter.codePointAt(0)?.toString(16)}-`)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

export const keys = {
  /** A case: its head, and beside it one item for the words of each event. */
  casePartition: (caseId: string) => `${partitions.case}${caseId}`,
  head: (caseId: string): Key => ({ pk: `${partitions.case}${caseId}`, sk: 'HEAD' }),
  body: (caseId: string, seq: number): Key => ({ pk: `${partitions.case}${caseId}`, sk: `BODY#${seqKey(seq)}` }),

  /**
   * A draft of one author and form lies apart from its case: reading the case neither finds it nor pays for it, and what
   * may delete it may delete nothing of a case.
   */
  draft: (caseId: string, personId: string, form: string): Key => ({
    pk: `${partitions.draft}${caseId}`,
    sk: `${personId}#${form}`,
  }),

  eventsPartition: (caseId: string) => `${partitions.events}${caseId}`,
  event: (caseId: string, seq: number): Key => ({ pk: `${partitions.events}${caseId}`, sk: seqKey(seq) }),

  /** Events of what is no case, by the chain they are in: its kind (`ladder:`, `person:`, ...) and the id. */
  chainPartition,
  chainEvent: (chain: Chain, seq: number): Key => ({ pk: chainPartition(chain), sk: seqKey(seq) }),

  personPartition: (personId: string) => `${partitions.person}${personId}`,
  profile: (personId: string): Key => ({ pk: `${partitions.person}${personId}`, sk: 'PROFILE' }),
  /** The end of a person's chain of events, and the words of one of them. */
  personAudit: (personId: string): Key => ({ pk: `${partitions.person}${personId}`, sk: 'AUDIT' }),
  personBody: (personId: string, seq: number): Key => ({
    pk: `${partitions.person}${personId}`,
    sk: `BODY#${seqKey(seq)}`,
  }),
  openCase: (personId: string): Key => ({ pk: `${partitions.person}${personId}`, sk: 'OPEN-CASE' }),
  /** How the person's last case on a transition ended. */
  lastCase: (personId: string, ladderId: string, transition: string): Key => ({
    pk: `${partitions.person}${personId}`,
    sk: `LAST#${ladderId}#${transition}`,
  }),
  inboxPrefix: 'INBOX#',
  inbox: (personId: string, caseId: string, step: string): Key => ({
    pk: `${partitions.person}${personId}`,
    sk: `INBOX#${caseId}#${step}`,
  }),
  relationPrefix: 'CASE#',
  /** That a person has to do with a case; newest cases last. */
  relation: (personId: string, caseId: string): Key => ({
    pk: `${partitions.person}${personId}`,
    sk: `CASE#${caseId}`,
  }),

  /** What a person, or the desk of HR, is told, by the event it tells of; newest last. */
  noticePartition: (to: string) => `${partitions.notice}${to}`,
  noticePrefix: 'N#',
  notice: (to: string, id: string): Key => ({ pk: `${partitions.notice}${to}`, sk: `N#${id}` }),
  /** Up to where a person has read. */
  noticesRead: (personId: string): Key => ({ pk: `${partitions.notice}${personId}`, sk: 'READ' }),

  /** A key is a person's own: nobody's reuse reaches another's answer. */
  idempotency: (personId: string, key: string): Key => ({
    pk: `${partitions.idempotency}${personId}#${key}`,
    sk: 'ANSWER',
  }),
  token: (caseId: string): Key => ({ pk: `${partitions.token}${caseId}`, sk: 'CURRENT' }),
  session: (id: string): Key => ({ pk: `${partitions.session}${id}`, sk: 'SESSION' }),
  signIn: (issuer: string, subject: string): Key => ({ pk: `${partitions.signIn}${issuer}#${subject}`, sk: 'PERSON' }),

  ladderPartition: (id: string) => `${partitions.ladder}${id}`,
  /** A published version, which never changes. */
  ladder: (id: string, version: number): Key => ({ pk: `${partitions.ladder}${id}`, sk: `V#${seqKey(version)}` }),
  ladderVersionPrefix: 'V#',
  /** The records of all ladders: their versions, and which draft there is. */
  ladderListPartition: `${partitions.ladder}`,
  ladderRecord: (id: string): Key => ({ pk: `${partitions.ladder}`, sk: id }),
  /** A draft lies apart: what may delete it may delete no published version. */
  ladderDraft: (id: string): Key => ({ pk: `${partitions.ladderDraft}${id}`, sk: 'DRAFT' }),

  /** All cycles lie together. */
  cycleListPartition: `${partitions.cycle}`,
  cycle: (id: string): Key => ({ pk: `${partitions.cycle}`, sk: id }),
  /** Counts what is done to any of them: they are decided on side by side, so of two at once one is decided again. */
  cycleCount: { pk: `${partitions.cycle}COUNT`, sk: 'COUNT' } as Key,

  /** All working calendars lie together, and so do the seats of all capped levels: both are few, and read at once. */
  calendarListPartition: partitions.calendar,
  calendar: (odc: string): Key => ({ pk: partitions.calendar, sk: `ODC#${slugOf(odc)}` }),
  seatsListPartition: partitions.seats,
  seats: (ladder: string, level: string): Key => ({ pk: partitions.seats, sk: `${ladder}#${level}` }),
} as const;

/** Index attributes of an item, by index. */
export const indexKeys = {
  case: (caseId: string, stage: string) => ({ casesPk: 'CASES', casesSk: `${stage}#${caseId}` }),
  /** `of` is the case, or the chain of a ladder or a person. */
  event: (at: string, of: string, seq: number) => ({
    eventsPk: `EVENTS#${at.slice(0, 7)}`,
    eventsSk: `${at}#${of}#${seqKey(seq)}`,
  }),
  person: (personId: string) => ({ peoplePk: 'PEOPLE', peopleSk: personId }),
} as const;

/** What the partitions of events of cases begin with; those of ladders and people begin otherwise. */
export const caseEventsPrefix = `${partitions.events}case_`;

/** The event of a case that a key is of; null for any other key. */
export function eventOfRecord(key: Key): { caseId: string; seq: number } | null {
  if (!key.pk.startsWith(caseEventsPrefix)) return null;
  return { caseId: key.pk.slice(partitions.events.length), seq: Number(key.sk) };
}

/** The case a stream record is about, when it is about one that the relay cares for: a head or a token. */
export function caseOfRecord(key: Key): string | null {
  if (key.pk.startsWith(partitions.case) && key.sk === 'HEAD') return key.pk.slice(partitions.case.length);
  if (key.pk.startsWith(partitions.token)) return key.pk.slice(partitions.token.length);
  return null;
}
