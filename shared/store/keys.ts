/** The only place that builds keys. `pk` and `sk` are those of the one table, the rest those of its indexes. */

export interface Key {
  pk: string;
  sk: string;
}

const seqKey = (seq: number) => String(seq).padStart(7, '0');

/** First letters of partition keys, by which roles are granted and denied. */
export const partitions = {
  case: 'CASE#',
  events: 'EV#',
  person: 'PERSON#',
  idempotency: 'IDEM#',
  token: 'TOKEN#',
  session: 'SESSION#',
  signIn: 'SIGNIN#',
  ladder: 'LADDER#',
} as const;

export const keys = {
  /** A case: its head, and beside it one item for the words of each event and one draft per author and form. */
  casePartition: (caseId: string) => `${partitions.case}${caseId}`,
  head: (caseId: string): Key => ({ pk: `${partitions.case}${caseId}`, sk: 'HEAD' }),
  body: (caseId: string, seq: number): Key => ({ pk: `${partitions.case}${caseId}`, sk: `BODY#${seqKey(seq)}` }),

  eventsPartition: (caseId: string) => `${partitions.events}${caseId}`,
  event: (caseId: string, seq: number): Key => ({ pk: `${partitions.events}${caseId}`, sk: seqKey(seq) }),

  personPartition: (personId: string) => `${partitions.person}${personId}`,
  profile: (personId: string): Key => ({ pk: `${partitions.person}${personId}`, sk: 'PROFILE' }),
  openCase: (personId: string): Key => ({ pk: `${partitions.person}${personId}`, sk: 'OPEN-CASE' }),
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

  /** A key is a person's own: nobody's reuse reaches another's answer. */
  idempotency: (personId: string, key: string): Key => ({
    pk: `${partitions.idempotency}${personId}#${key}`,
    sk: 'ANSWER',
  }),
  token: (caseId: string): Key => ({ pk: `${partitions.token}${caseId}`, sk: 'CURRENT' }),
  session: (id: string): Key => ({ pk: `${partitions.session}${id}`, sk: 'SESSION' }),
  signIn: (issuer: string, subject: string): Key => ({ pk: `${partitions.signIn}${issuer}#${subject}`, sk: 'PERSON' }),

  ladderPartition: (id: string) => `${partitions.ladder}${id}`,
  ladder: (id: string, version: number): Key => ({ pk: `${partitions.ladder}${id}`, sk: `V#${seqKey(version)}` }),
  ladderVersionPrefix: 'V#',
  /** The list of ladders, each with its current version. */
  ladderListPartition: `${partitions.ladder}`,
  ladderCurrent: (id: string): Key => ({ pk: `${partitions.ladder}`, sk: id }),
} as const;

/** Index attributes of an item, by index. */
export const indexKeys = {
  case: (caseId: string, stage: string) => ({ casesPk: 'CASES', casesSk: `${stage}#${caseId}` }),
  event: (at: string, caseId: string, seq: number) => ({
    eventsPk: `EVENTS#${at.slice(0, 7)}`,
    eventsSk: `${at}#${caseId}#${seqKey(seq)}`,
  }),
  person: (personId: string) => ({ peoplePk: 'PEOPLE', peopleSk: personId }),
} as const;

/** The case a stream record is about, when it is about one that the relay cares for: a head or a token. */
export function caseOfRecord(key: Key): string | null {
  if (key.pk.startsWith(partitions.case) && key.sk === 'HEAD') return key.pk.slice(partitions.case.length);
  if (key.pk.startsWith(partitions.token)) return key.pk.slice(partitions.token.length);
  return null;
}
