import { PersonChain } from './chains.ts';
import { Slug } from './ladder-fields.ts';
import { proposalMatters } from './names.ts';
import { Leave, Person, PersonId } from './people.ts';
import { type Draft, envelope } from './record-event.ts';
import { waitingFields } from './scim.ts';
import { CaseId } from './workflow.ts';
import * as z from './zod.ts';

const Day = z.iso.date();

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
  hrUnits: true,
  techLeadId: true,
  odcLeadId: true,
  headOfDepartmentId: true,
  deliveryDirectorId: true,
  active: true,
  leave: true,
});
export type PersonFacts = z.infer<typeof PersonFacts>;

/** The same as an event records it. Left out: the event is from before leave was kept. */
const Recorded = z.extend(PersonFacts, { leave: z.optional(z.array(Leave)) });

/**
 * What an identity system pushed and HR decides on: `fields` says what waits now, and `techLeadId` and `active` what they would
 * be. What names the person is in the body (`waits`). No field: the system took back what waited. The record stays as it is.
 */
export const PushWaits = z.strictObject({
  fields: z.array(z.enum(waitingFields)),
  techLeadId: z.optional(z.nullable(PersonId)),
  active: z.optional(z.boolean()),
});

/** HR set these fields aside. Why is in the body (`reason`). */
export const PushSetAside = z.strictObject({ fields: z.array(z.enum(waitingFields)) });

const personData = {
  'person-added': Recorded,
  'person-changed': Recorded,
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
  'push-waits': PushWaits,
  'push-set-aside': PushSetAside,
} as const;

/**
 * Whom a change concerns that no proposal of its own tells of, and why it took two people, such as one that came with a file. No
 * matter: one person or a machine has changed the mail address alone.
 */
export const PersonTold = z.strictObject({ to: z.array(PersonId), matters: z.array(z.enum(proposalMatters)) });
export type PersonTold = z.infer<typeof PersonTold>;

export type PersonEventType = keyof typeof personData;

function personEvent<T extends PersonEventType>(type: T) {
  return z.strictObject({
    ...envelope,
    chain: PersonChain,
    told: z.optional(PersonTold),
    type: z.literal(type),
    data: personData[type],
  });
}

export const PersonEvent = z.discriminatedUnion('type', [
  personEvent('person-added'),
  personEvent('person-changed'),
  personEvent('person-promoted'),
  personEvent('person-promotion-undone'),
  personEvent('person-changed-track'),
  personEvent('push-waits'),
  personEvent('push-set-aside'),
]);
export type PersonEvent = z.infer<typeof PersonEvent>;

export type PersonDraftEvent = {
  [T in PersonEventType]: Draft<T, z.infer<(typeof personData)[T]>>;
}[PersonEventType];
