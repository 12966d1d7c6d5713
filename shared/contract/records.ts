import { Calendar } from './calendar.ts';
import {
  CalendarChain,
  CycleChain,
  LadderChain,
  PersonChain,
  PlacesChain,
  ProposalChain,
  type RecordBody,
  SignInsChain,
} from './chains.ts';
import { CycleInput } from './cycles.ts';
import { Actor } from './events.ts';
import { Slug } from './ladder-fields.ts';
import { Person, PersonId } from './people.ts';
import { Places } from './places.ts';
import { ProposalId } from './proposal-id.ts';
import { ProposalFacts } from './proposals.ts';
import { SignInId } from './sign-ins.ts';
import { CaseId } from './workflow.ts';
import * as z from './zod.ts';

/**
 * Events of things other than cases: ladders, people in the directory, cycles, working calendars and proposals. Each has its own
 * hash chain. As with cases, an envelope holds the facts. Personal words are in a separate body, and the envelope has
 * its salted digest.
 */

const Version = z.int().check(z.minimum(1));
const Hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const Day = z.iso.date();
const draft = { version: Version, hash: Hash };

const ladderData = {
  'draft-saved': z.strictObject({ ...draft, title: z.string() }),
  'draft-discarded': z.strictObject(draft),
  'publication-proposed': z.strictObject({ ...draft, from: Day }),
  'proposal-withdrawn': z.strictObject(draft),
  /** `proposedBy` is null for ladders that were published when the system was set up. */
  'ladder-published': z.strictObject({ ...draft, title: z.string(), from: Day, proposedBy: z.nullable(PersonId) }),
} as const;

/** What a directory item says, besides name and mail address. */
export const PersonFacts = z.pick(Person, {
  ladder: true,
  level: true,
  track: true,
  levelSince: true,
  trackChangedOn: true,
  team: true,
  odc: true,
  roles: true,
  techLeadId: true,
  odcLeadId: true,
  headOfDepartmentId: true,
  deliveryDirectorId: true,
  active: true,
});
export type PersonFacts = z.infer<typeof PersonFacts>;

const personData = {
  'person-added': PersonFacts,
  'person-changed': PersonFacts,
  /**
   * `level` and `track` are those they have after the promotion. Promotions from before there were tracks name neither
   * track nor day.
   */
  'person-promoted': z.strictObject({
    caseId: CaseId,
    level: z.string(),
    track: z._default(z.nullable(Slug), null),
    on: z._default(z.nullable(Day), null),
  }),
  /** A correction takes back the level that a case gave. The fields are what the record said before; `on` is `levelSince`. */
  'person-promotion-undone': z.strictObject({
    caseId: CaseId,
    level: z.string(),
    track: z.nullable(Slug),
    on: z.nullable(Day),
  }),
  'person-changed-track': z.strictObject({ caseId: CaseId, track: Slug, on: Day }),
} as const;

const signInsData = {
  /** The person signed in for the first time. `claim` is the claim of the issuer by which they were found. */
  'sign-in-bound': z.strictObject({ signIn: SignInId, issuer: z.string(), claim: z.string() }),
  'sign-in-ended': z.strictObject({ signIn: SignInId }),
} as const;

const cycleData = {
  /** What HR entered, in full each time. */
  'cycle-opened': CycleInput,
  'cycle-changed': CycleInput,
  'cycle-closed': z.strictObject({}),
} as const;

const calendarData = {
  /** What HR entered, in full each time. */
  'calendar-changed': z.omit(Calendar, { version: true }),
} as const;

const placesData = {
  /** The teams and ODCs that became known. */
  'places-added': Places,
} as const;

const proposalData = {
  'change-proposed': ProposalFacts,
  /** `told`: the people whom the change concerns, such as the person of the record and their old and new leads. */
  'change-confirmed': z.strictObject({ told: z.array(PersonId) }),
  'change-refused': z.strictObject({}),
  'change-withdrawn': z.strictObject({}),
} as const;

export type LadderEventType = keyof typeof ladderData;
export type PersonEventType = keyof typeof personData;
type SignInsEventType = keyof typeof signInsData;
export type CycleEventType = keyof typeof cycleData;
export type CalendarEventType = keyof typeof calendarData;
type PlacesEventType = keyof typeof placesData;
export type ProposalEventType = keyof typeof proposalData;

const envelope = {
  v: z.literal(1),
  id: z.string(),
  seq: z.int().check(z.minimum(1)),
  at: z.iso.datetime(),
  actor: Actor,
  requestId: z.string(),
  /** The proposal that this event carries out. Absent: one person decided. */
  proposal: z.optional(ProposalId),
  /** Who may read the body; null when there is none. */
  audience: z.nullable(z.literal('hr')),
  /** Salted digest of the body; null when there is none. */
  digest: z.nullable(z.string()),
  prev: z.string(),
  hash: z.string(),
};

function ladderEvent<T extends LadderEventType>(type: T) {
  return z.strictObject({ ...envelope, chain: LadderChain, type: z.literal(type), data: ladderData[type] });
}

function personEvent<T extends PersonEventType>(type: T) {
  return z.strictObject({
    ...envelope,
    chain: PersonChain,
    type: z.literal(type),
    data: personData[type],
  });
}

function signInsEvent<T extends SignInsEventType>(type: T) {
  return z.strictObject({ ...envelope, chain: SignInsChain, type: z.literal(type), data: signInsData[type] });
}

function cycleEvent<T extends CycleEventType>(type: T) {
  return z.strictObject({ ...envelope, chain: CycleChain, type: z.literal(type), data: cycleData[type] });
}

function calendarEvent<T extends CalendarEventType>(type: T) {
  return z.strictObject({ ...envelope, chain: CalendarChain, type: z.literal(type), data: calendarData[type] });
}

function placesEvent<T extends PlacesEventType>(type: T) {
  return z.strictObject({ ...envelope, chain: PlacesChain, type: z.literal(type), data: placesData[type] });
}

function proposalEvent<T extends ProposalEventType>(type: T) {
  return z.strictObject({ ...envelope, chain: ProposalChain, type: z.literal(type), data: proposalData[type] });
}

export const LadderEvent = z.discriminatedUnion('type', [
  ladderEvent('draft-saved'),
  ladderEvent('draft-discarded'),
  ladderEvent('publication-proposed'),
  ladderEvent('proposal-withdrawn'),
  ladderEvent('ladder-published'),
]);
export type LadderEvent = z.infer<typeof LadderEvent>;

export const PersonEvent = z.discriminatedUnion('type', [
  personEvent('person-added'),
  personEvent('person-changed'),
  personEvent('person-promoted'),
  personEvent('person-promotion-undone'),
  personEvent('person-changed-track'),
]);
export type PersonEvent = z.infer<typeof PersonEvent>;

export const SignInsEvent = z.discriminatedUnion('type', [
  signInsEvent('sign-in-bound'),
  signInsEvent('sign-in-ended'),
]);
export type SignInsEvent = z.infer<typeof SignInsEvent>;

export const CycleEvent = z.discriminatedUnion('type', [
  cycleEvent('cycle-opened'),
  cycleEvent('cycle-changed'),
  cycleEvent('cycle-closed'),
]);
export type CycleEvent = z.infer<typeof CycleEvent>;

export const CalendarEvent = z.discriminatedUnion('type', [calendarEvent('calendar-changed')]);
export type CalendarEvent = z.infer<typeof CalendarEvent>;

export const PlacesEvent = z.discriminatedUnion('type', [placesEvent('places-added')]);
export type PlacesEvent = z.infer<typeof PlacesEvent>;

export const ProposalEvent = z.discriminatedUnion('type', [
  proposalEvent('change-proposed'),
  proposalEvent('change-confirmed'),
  proposalEvent('change-refused'),
  proposalEvent('change-withdrawn'),
]);
export type ProposalEvent = z.infer<typeof ProposalEvent>;

export type RecordEvent =
  | LadderEvent
  | PersonEvent
  | SignInsEvent
  | CycleEvent
  | CalendarEvent
  | PlacesEvent
  | ProposalEvent;

interface Draft<Type, Data> {
  type: Type;
  data: Data;
  actor: Actor;
  body?: Record<string, unknown>;
}

/** An event that a decision asks to record: type, facts, and the words for HR if there are any. */
export type LadderDraftEvent = {
  [T in LadderEventType]: Draft<T, z.infer<(typeof ladderData)[T]>>;
}[LadderEventType];
export type PersonDraftEvent = {
  [T in PersonEventType]: Draft<T, z.infer<(typeof personData)[T]>>;
}[PersonEventType];
export type SignInsDraftEvent = {
  [T in SignInsEventType]: Draft<T, z.infer<(typeof signInsData)[T]>>;
}[SignInsEventType];
export type CycleDraftEvent = {
  [T in CycleEventType]: Draft<T, z.infer<(typeof cycleData)[T]>>;
}[CycleEventType];
export type CalendarDraftEvent = {
  [T in CalendarEventType]: Draft<T, z.infer<(typeof calendarData)[T]>>;
}[CalendarEventType];
export type PlacesDraftEvent = {
  [T in PlacesEventType]: Draft<T, z.infer<(typeof placesData)[T]>>;
}[PlacesEventType];
export type ProposalDraftEvent = {
  [T in ProposalEventType]: Draft<T, z.infer<(typeof proposalData)[T]>>;
}[ProposalEventType];

/** An event as it is recorded, with its words. */
export interface SealedRecord<Event extends RecordEvent = RecordEvent> {
  event: Event;
  body: RecordBody | null;
}

/** An event as HR reads it. */
export const RecordEventView = z.object({
  id: z.string(),
  seq: z.int(),
  at: z.string(),
  type: z.string(),
  actor: z.object({
    personId: z.nullable(z.string()),
    role: z.string(),
    relation: z.string(),
    onBehalfOf: z.nullable(z.string()),
  }),
  requestId: z.string(),
  /** The proposal that this event carries out. Absent: one person decided. */
  proposal: z.optional(z.string()),
  data: z.record(z.string(), z.unknown()),
  digest: z.nullable(z.string()),
  prev: z.string(),
  hash: z.string(),
  /** Null if there are no words, or they were erased. */
  body: z.nullable(z.record(z.string(), z.unknown())),
});
export type RecordEventView = z.infer<typeof RecordEventView>;
