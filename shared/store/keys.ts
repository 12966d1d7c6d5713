import type { Chain } from '../contract/chains.ts';
import { type CaseStage, folded, hrDesk } from '../contract/names.ts';
import type { FoundAt } from '../contract/people.ts';

/** The only file that builds keys. `pk` and `sk` are the keys of the one table, the others those of its indexes. */

export interface Key {
  pk: string;
  sk: string;
}

const seqKey = (seq: number) => String(seq).padStart(7, '0');

/** The prefixes of partition keys. The permissions of functions refer to them. */
export const partitions = {
  case: 'CASE#',
  draft: 'DRAFT#',
  text: 'TEXT#',
  events: 'EV#',
  person: 'PERSON#',
  idempotency: 'IDEM#',
  token: 'TOKEN#',
  session: 'SESSION#',
  signIn: 'SIGNIN#',
  refusedSignIn: 'REFUSED-SIGNIN',
  notice: 'NOTICE#',
  mail: 'MAIL#',
  ladder: 'LADDER#',
  ladderDraft: 'LADDER-DRAFT#',
  cycle: 'CYCLE#',
  calendar: 'CALENDAR#',
  seats: 'SEATS#',
  proposal: 'PROPOSAL#',
  role: 'ROLE#',
  places: 'PLACES#',
  address: 'ADDRESS#',
  import: 'IMPORT#',
  export: 'EXPORT#',
  mapped: 'MAPPED#',
  moved: 'MOVED#',
  found: 'FOUND#',
  sweep: 'SWEEP#',
  told: 'TOLD#',
  untold: 'UNTOLD',
  scim: 'SCIM#',
  setup: 'SETUP#',
} as const;

function chainPartition(chain: Chain): string {
  const [kind = '', id] = chain.split(':');
  return `${partitions.events}${kind.toUpperCase()}#${id}`;
}

/**
 * The name of an ODC as an id. Accents and punctuation are dropped. Letters that are not Latin become their code
 * points, so that a name in any script has an id. Empty if a name has neither a letter nor a digit.
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
  /** A case: its head, and one item for the words of each event. */
  casePartition: (caseId: string) => `${partitions.case}${caseId}`,
  head: (caseId: string): Key => ({ pk: `${partitions.case}${caseId}`, sk: 'HEAD' }),
  body: (caseId: string, seq: number): Key => ({ pk: `${partitions.case}${caseId}`, sk: `BODY#${seqKey(seq)}` }),

  /** A text attached to evidence. It has its own partition, so that reading the case does not read it. */
  text: (caseId: string, digest: string): Key => ({ pk: `${partitions.text}${caseId}`, sk: digest }),

  /**
   * The draft of one author and form has its own partition. So reading the case does not read it, and a permission to
   * delete drafts does not allow deleting anything of a case.
   */
  draft: (caseId: string, personId: string, form: string): Key => ({
    pk: `${partitions.draft}${caseId}`,
    sk: `${personId}#${form}`,
  }),

  eventsPartition: (caseId: string) => `${partitions.events}${caseId}`,
  event: (caseId: string, seq: number): Key => ({ pk: `${partitions.events}${caseId}`, sk: seqKey(seq) }),

  /** Events that belong to no case, by their chain: its kind (`ladder:`, `person:`, ...) and the id. */
  chainPartition,
  chainEvent: (chain: Chain, seq: number): Key => ({ pk: chainPartition(chain), sk: seqKey(seq) }),

  personPartition: (personId: string) => `${partitions.person}${personId}`,
  profile: (personId: string): Key => ({ pk: `${partitions.person}${personId}`, sk: 'PROFILE' }),
  /** The end of a person's chain of events, and the words of one event. */
  personAudit: (personId: string): Key => ({ pk: `${partitions.person}${personId}`, sk: 'AUDIT' }),
  personBody: (personId: string, seq: number): Key => ({
    pk: `${partitions.person}${personId}`,
    sk: `BODY#${seqKey(seq)}`,
  }),
  openCase: (personId: string): Key => ({ pk: `${partitions.person}${personId}`, sk: 'OPEN-CASE' }),
  /** The person's case that closed last, and until when they can appeal in it. */
  lastClosed: (personId: string): Key => ({ pk: `${partitions.person}${personId}`, sk: 'LAST-CLOSED' }),
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
  confirmationPrefix: 'ASK#',
  /** The person is asked to confirm that their team has adopted something. */
  confirmation: (personId: string, id: string): Key => ({ pk: `${partitions.person}${personId}`, sk: `ASK#${id}` }),
  openPartPrefix: 'PART#',
  /** Says that a person has a part in a case that is not closed. */
  openPart: (personId: string, caseId: string): Key => ({
    pk: `${partitions.person}${personId}`,
    sk: `PART#${caseId}`,
  }),
  relationPrefix: 'CASE#',
  /** Says that a person is involved in a case. Newest cases last. */
  relation: (personId: string, caseId: string): Key => ({
    pk: `${partitions.person}${personId}`,
    sk: `CASE#${caseId}`,
  }),

  /** The notices of a person or of the desk of HR, by the event that they tell about. Newest last. */
  noticePartition: (to: string) => `${partitions.notice}${to}`,
  /** The recipient that stands for the desk of HR of exactly these ODCs. */
  deskOf: (odcs: readonly string[]) => `${hrDesk}#${odcs.map(slugOf).sort().join('+')}`,
  noticePrefix: 'N#',
  notice: (to: string, id: string): Key => ({ pk: `${partitions.notice}${to}`, sk: `N#${id}` }),
  /** The newest notice that a person has read. */
  noticesRead: (personId: string): Key => ({ pk: `${partitions.notice}${personId}`, sk: 'READ' }),

  /** All mail windows are in one partition, so that the sweep reads them together. There are only those of the last minutes. */
  mailPartition: partitions.mail,
  mailWindow: (to: string, about: string, template: string): Key => ({
    pk: partitions.mail,
    sk: `${to}#${about}#${template}`,
  }),

  /** Each person has their own keys: if two people use the same key, neither gets the other's answer. */
  idempotency: (personId: string, key: string): Key => ({
    pk: `${partitions.idempotency}${personId}#${key}`,
    sk: 'ANSWER',
  }),
  token: (caseId: string): Key => ({ pk: `${partitions.token}${caseId}`, sk: 'CURRENT' }),
  session: (id: string): Key => ({ pk: `${partitions.session}${id}`, sk: 'SESSION' }),
  /** Says that a session has been, for some days after its end. */
  sessionKnown: (id: string): Key => ({ pk: `${partitions.session}${id}`, sk: 'KNOWN' }),
  /** Whose sign-in it is. */
  signIn: (issuer: string, subject: string): Key => ({ pk: `${partitions.signIn}${issuer}#${subject}`, sk: 'PERSON' }),
  /** Every sign-in that a person has or had. */
  signIns: (personId: string): Key => ({ pk: `${partitions.person}${personId}`, sk: 'SIGN-INS' }),
  /** Visitors who were not let in, all in one partition. DynamoDB deletes each some days later. */
  refusedSignIn: (id: string): Key => ({ pk: partitions.refusedSignIn, sk: id }),

  ladderPartition: (id: string) => `${partitions.ladder}${id}`,
  /** A published version, which never changes. */
  ladder: (id: string, version: number): Key => ({ pk: `${partitions.ladder}${id}`, sk: `V#${seqKey(version)}` }),
  ladderVersionPrefix: 'V#',
  /** The records of all ladders: their versions, and their draft if there is one. */
  ladderListPartition: `${partitions.ladder}`,
  ladderRecord: (id: string): Key => ({ pk: `${partitions.ladder}`, sk: id }),
  /** Drafts have their own partitions, so that a permission to delete them does not cover published versions. */
  ladderDraft: (id: string): Key => ({ pk: `${partitions.ladderDraft}${id}`, sk: 'DRAFT' }),

  /** All cycles are in one partition. */
  cycleListPartition: `${partitions.cycle}`,
  cycle: (id: string): Key => ({ pk: `${partitions.cycle}`, sk: id }),
  /**
   * Counts the changes to all cycles. A decision on one depends on the others: of two at once, one is decided again.
   */
  cycleCount: { pk: `${partitions.cycle}COUNT`, sk: 'COUNT' } as Key,

  /** All working calendars are in one partition, and all seats in another. Both are few, and all are read together. */
  calendarListPartition: partitions.calendar,
  calendar: (odc: string): Key => ({ pk: partitions.calendar, sk: `ODC#${slugOf(odc)}` }),
  seatsListPartition: partitions.seats,
  seats: (ladder: string, level: string): Key => ({ pk: partitions.seats, sk: `${ladder}#${level}` }),

  /** A proposal, and the words of its events. */
  proposalPartition: (id: string) => `${partitions.proposal}${id}`,
  proposal: (id: string): Key => ({ pk: `${partitions.proposal}${id}`, sk: 'PROPOSAL' }),
  proposalBody: (id: string, seq: number): Key => ({ pk: `${partitions.proposal}${id}`, sk: `BODY#${seqKey(seq)}` }),
  /** A copy of every open proposal, oldest first, in one partition. */
  openProposalsPartition: `${partitions.proposal}OPEN`,
  openProposal: (id: string): Key => ({ pk: `${partitions.proposal}OPEN`, sk: id }),
  /** Another copy by the record that it is about. */
  openProposalsForPartition: (of: string) => `${partitions.proposal}FOR#${of}`,
  openProposalFor: (of: string, id: string): Key => ({ pk: `${partitions.proposal}FOR#${of}`, sk: id }),

  /** Who has a mail address or an employee number, in whatever case it is written. */
  address: (email: string): Key => ({ pk: `${partitions.address}${folded(email)}`, sk: 'PERSON' }),
  employeeNumber: (number: string): Key => ({ pk: `${partitions.address}${folded(number)}`, sk: 'NUMBER' }),
  /** A file of people, and the items that hold what belongs to it. All files are listed in one partition, oldest first. */
  import: (id: string): Key => ({ pk: `${partitions.import}${id}`, sk: 'IMPORT' }),
  importPart: (id: string, kind: string, at: number): Key => ({
    pk: `${partitions.import}${id}`,
    sk: `${kind}#${seqKey(at)}`,
  }),
  /** A file of everybody that HR has asked for, and its content. */
  export: (id: string): Key => ({ pk: `${partitions.export}${id}`, sk: 'EXPORT' }),
  exportPart: (id: string, at: number): Key => ({ pk: `${partitions.export}${id}`, sk: `FILE#${seqKey(at)}` }),
  importListPartition: `${partitions.import}`,
  listedImport: (id: string): Key => ({ pk: `${partitions.import}`, sk: id }),

  /** The teams and ODCs that are known. */
  places: { pk: partitions.places, sk: 'KNOWN' } as Key,

  /** A person's place in the index of the directory. */
  found: ({ by, of, at }: FoundAt): Key => ({ pk: `${partitions.found}${by}#${of}`, sk: at }),
  /** Whether everybody is in the index, or how far it got. */
  foundKept: { pk: `${partitions.found}KEPT`, sk: 'KEPT' } as Key,
  /** How far the sweep has come. */
  sweep: { pk: partitions.sweep, sk: 'STATE' } as Key,
  /** Up to which event of a case or a proposal people were told. `of` is the id of the case, or the chain of the proposal. */
  told: (of: string): Key => ({ pk: `${partitions.told}${of}`, sk: 'MARK' }),
  /** The cases and proposals with events that people were not told of. All are in one partition; usually there are none. */
  untoldPartition: partitions.untold,
  untold: (of: string): Key => ({ pk: partitions.untold, sk: of }),

  /** Says that the setup of an organisation has ended. */
  setup: { pk: partitions.setup, sk: 'ENDED' } as Key,

  /** The active people who have a role. */
  holders: (role: string): Key => ({ pk: partitions.role, sk: role }),
} as const;

/** The keys of the moves to other issuers. They stand apart, so that the API does not carry them. */
export const moveKeys = {
  /** A mapping file by which people move to another issuer. What belongs to it is kept like that of a file of people. */
  move: (id: string): Key => ({ pk: `${partitions.import}${id}`, sk: 'MOVE' }),
  /** A function, so that bundles that need none of these keys leave all out. */
  moveListPartition: () => `${partitions.import}MOVES`,
  listedMove: (id: string): Key => ({ pk: `${partitions.import}MOVES`, sk: id }),
  /** Whose a sign-in becomes by a mapping file, and by which sign-in a person comes over. Both must agree. */
  mapped: (signIn: string): Key => ({ pk: `${partitions.mapped}${signIn}`, sk: 'PERSON' }),
  mappedTo: (personId: string): Key => ({ pk: `${partitions.person}${personId}`, sk: 'MAPPED' }),
  /** How many people have come over by a move, in parts: people who come at once seldom count in the same one. */
  movedPartition: (moveId: string) => `${partitions.moved}${moveId}`,
  moved: (moveId: string, signIn: string): Key => ({ pk: `${partitions.moved}${moveId}`, sk: signIn.slice(0, 2) }),
} as const;

/** Keys of what identity systems push. All are functions, so that bundles of functions that keep no people leave them out. */
export const scimKeys = {
  /** Who has a user name of an identity system, or its own id for them. Ids differ by capital letters. */
  userName: (name: string): Key => ({ pk: `${partitions.address}${folded(name)}`, sk: 'USER-NAME' }),
  clientId: (id: string): Key => ({ pk: `${partitions.address}${id}`, sk: 'CLIENT-ID' }),

  /** What an identity system pushed of a person, and the people of whom HR has something to look at, in one partition. */
  pushed: (personId: string): Key => ({ pk: `${partitions.person}${personId}`, sk: 'SCIM' }),
  waitingPartition: () => `${partitions.scim}WAITING`,
  waiting: (personId: string): Key => ({ pk: `${partitions.scim}WAITING`, sk: personId }),
  /** Where a page of everybody begins, for a machine that reads one page after another. */
  page: (machine: string, from: number): Key => ({ pk: `${partitions.scim}PAGE#${machine}`, sk: seqKey(from) }),
} as const;

/**
 * The parts in which the open cases are listed: each stage belongs to one. Three are read at once, so a list is one round.
 * The stages of open cases that can have an outcome (an appeal, a stop, the closing) are in one part.
 */
const openParts: Record<Exclude<CaseStage, 'closed'>, 'OPEN#ENGINEER' | 'OPEN#CALIBRATION' | 'OPEN#DECISION'> = {
  track: 'OPEN#ENGINEER',
  'self-assessment': 'OPEN#ENGINEER',
  portfolio: 'OPEN#ENGINEER',
  trial: 'OPEN#ENGINEER',
  calibration: 'OPEN#CALIBRATION',
  attestation: 'OPEN#CALIBRATION',
  'sign-off': 'OPEN#DECISION',
  exception: 'OPEN#DECISION',
  appeal: 'OPEN#DECISION',
  stopped: 'OPEN#DECISION',
  closing: 'OPEN#DECISION',
};

/** Greater than every sign in the keys of lists. */
const afterAll = '~';

/** The partition of the index with the events of a month. `at` is an instant, a place in the index, or the month. */
export const eventsOfMonth = (at: string) => `EVENTS#${at.slice(0, 7)}`;

/** What an entry of the index of events is about: the id of a case or the name of another chain, and the number in it. */
export function eventOfPlace(place: string): { at: string; of: string; seq: number } {
  const [at = '', ...rest] = place.split('#');
  return { at, of: rest.slice(0, -1).join('#'), seq: Number(rest.at(-1)) };
}

/** Index attributes of an item, by index. */
export const indexKeys = {
  /** The index of the heads that were stored before cases had lists. */
  casesPartition: 'CASES',
  openParts: [...new Set(Object.values(openParts))],
  partOf: (stage: CaseStage) => (stage === 'closed' ? 'CLOSED' : openParts[stage]),
  unit: (odc: string) => `ODC#${slugOf(odc)}`,
  lead: (personId: string) => `LEAD#${personId}`,
  /** The place of a case in the lists. `at` is when its stage is due, or when it closed. Empty: its stage is opening. */
  listed: (caseId: string, isOpen: boolean, at: string) => `${isOpen ? 'OPEN' : 'CLOSED'}#${at}#${caseId}`,
  /**
   * The first and the last place of open cases by when they are due, or of closed ones by when they closed. `from`, `to`: the
   * beginnings of instants, such as a month. Left out: of all of them.
   */
  listedRange: (isOpen: boolean, from = '', to = from): [first: string, last: string] => {
    const prefix = isOpen ? 'OPEN#' : 'CLOSED#';
    return [`${prefix}${from}`, `${prefix}${to}${afterAll}`];
  },
  /** The instant in a place of the lists. Empty: the stage of the case is opening. */
  instantIn: (place: string) => place.split('#')[1] ?? '',
  /** `of` is the id of the case, or the name of another chain. */
  event: (at: string, of: string, seq: number) => ({
    eventsPk: eventsOfMonth(at),
    eventsSk: `${at}#${of}#${seqKey(seq)}`,
  }),
  person: (personId: string) => ({ peoplePk: 'PEOPLE', peopleSk: personId }),
  /** A file of people, a mapping file or a file of everybody with work left. One without is not in the index. */
  fileAtWork: (id: string) => ({ peoplePk: 'FILES-AT-WORK', peopleSk: id }),
  moveAtWork: (id: string) => ({ peoplePk: 'MOVES-AT-WORK', peopleSk: id }),
  exportAtWork: (id: string) => ({ peoplePk: 'EXPORTS-AT-WORK', peopleSk: id }),
  /** A visitor who was not let in, by when they came last. */
  refusedSignIn: (at: string, id: string) => ({ peoplePk: 'REFUSED-SIGN-INS', peopleSk: `${at}#${id}` }),
} as const;

/** Whether an item is about a sign-in: whose it is, those of a person, an event of them, or a visitor who was refused. */
export function isOfSignIn({ pk, sk }: Key): boolean {
  const prefixes = [partitions.signIn, partitions.refusedSignIn, signInsEventsPrefix];
  return prefixes.some((prefix) => pk.startsWith(prefix)) || (pk.startsWith(partitions.person) && sk === 'SIGN-INS');
}

/** The prefix of the partitions with events of cases. The partitions of other chains begin differently. */
export const caseEventsPrefix = `${partitions.events}case_`;

/** The event of a case that has this key. Null for any other key. */
export function eventOfRecord(key: Key): { caseId: string; seq: number } | null {
  if (!key.pk.startsWith(caseEventsPrefix)) return null;
  return { caseId: key.pk.slice(partitions.events.length), seq: Number(key.sk) };
}

/** The prefix of the partitions with events of proposals. */
export const proposalEventsPrefix = `${partitions.events}PROPOSAL#`;

/** The prefix of the partitions with events of people. */
export const personEventsPrefix = `${partitions.events}PERSON#`;

/** The event of a person that has this key. Null for any other key. */
export function personEventOfRecord(key: Key): { personId: string; seq: number } | null {
  if (!key.pk.startsWith(personEventsPrefix)) return null;
  return { personId: key.pk.slice(personEventsPrefix.length), seq: Number(key.sk) };
}

/** The prefix of the partitions with events of the sign-ins of people. */
const signInsEventsPrefix = `${partitions.events}SIGN-INS#`;

/** The event of a person's sign-ins that has this key. Null for any other key. */
export function signInsEventOfRecord(key: Key): { signInsOf: string; seq: number } | null {
  if (!key.pk.startsWith(signInsEventsPrefix)) return null;
  return { signInsOf: key.pk.slice(signInsEventsPrefix.length), seq: Number(key.sk) };
}

/** The event of a proposal that has this key. Null for any other key. */
export function proposalEventOfRecord(key: Key): { proposalId: string; seq: number } | null {
  if (!key.pk.startsWith(proposalEventsPrefix)) return null;
  return { proposalId: key.pk.slice(proposalEventsPrefix.length), seq: Number(key.sk) };
}

/** The file of people of a stream record, if it is its own item. Null for any other record. */
export function importOfRecord({ pk, sk }: Key): string | null {
  return pk.startsWith(partitions.import) && sk === 'IMPORT' ? pk.slice(partitions.import.length) : null;
}

/** Does the same for a mapping file. */
export function moveOfRecord({ pk, sk }: Key): string | null {
  return pk.startsWith(partitions.import) && sk === 'MOVE' ? pk.slice(partitions.import.length) : null;
}

/** Does the same for a file of everybody. */
export function exportOfRecord({ pk, sk }: Key): string | null {
  return pk.startsWith(partitions.export) && sk === 'EXPORT' ? pk.slice(partitions.export.length) : null;
}

/** The case, proposal or person of a stream record, if people are to be told of its events now. Null for any other record. */
export function untoldOfRecord(key: Key): string | null {
  return key.pk === partitions.untold ? key.sk : null;
}

/** The sort key of the mail window of a stream record. Null for any other record. */
export function mailWindowOfRecord(key: Key): string | null {
  return key.pk === partitions.mail ? key.sk : null;
}

/** The case of a stream record, if it is the record of a head or a token. Null for any other record. */
export function caseOfRecord(key: Key): string | null {
  if (key.pk.startsWith(partitions.case) && key.sk === 'HEAD') return key.pk.slice(partitions.case.length);
  if (key.pk.startsWith(partitions.token)) return key.pk.slice(partitions.token.length);
  return null;
}
