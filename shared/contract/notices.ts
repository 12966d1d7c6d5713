import { Outcome } from './case.ts';
import { ConfirmationId } from './confirmations.ts';
import { pageFields } from './cursor.ts';
import { ImportId } from './import-id.ts';
import { hrDesk, proposalKinds, proposalMatters } from './names.ts';
import { PersonId, PublicPerson } from './people.ts';
import { ProposalId } from './proposal-id.ts';
import { Sender } from './sender.ts';
import { CaseId, CaseStage } from './workflow.ts';
import * as z from './zod.ts';

/**
 * What people are told. A notice names a template and facts. The sentences are made from them when somebody reads it.
 */

export const NoticeTemplate = z.enum([
  'case-opened',
  'step-open',
  'reminder',
  'escalation',
  'deadline-extended',
  'window-closed',
  'window-moved',
  'panel-appointed',
  'part-given',
  'part-taken',
  'part-vacant',
  'objection-raised',
  'objection-answered',
  'delegated',
  'delegation-ended',
  'delegate-lost',
  'confirmation-asked',
  'confirmer-owed',
  'confirmation-answered',
  'consensus-owed',
  'waiver-given',
  'waiver-answered',
  'waiver-lost',
  'returned',
  'recalled',
  'exception-over',
  'question-asked',
  'question-answered',
  'outcome',
  'closed',
  'corrected',
  'lapsed',
  'cancelled',
  'withdrawn',
  'stopped',
  'resumed',
  'overtaken',
  'appeal-lodged',
  'appeal-decided',
]);
export type NoticeTemplate = z.infer<typeof NoticeTemplate>;

const Instant = z.iso.datetime();
/** The id of the event that it is about. So nobody is told twice about one event. */
export const NoticeId = z.string().check(z.regex(/^ev_[0-9A-HJKMNP-TV-Z]{26}$/, 'use the id of a notice'));

/** Ids, stages, dates and outcomes. A notice never holds what somebody wrote, and no rating or score. */
export const NoticeFacts = z.strictObject({
  engineerId: PersonId,
  transition: z.string(),
  stage: z.nullable(CaseStage),
  /** When the step is due, or until when something can be done. */
  dueAt: z.nullable(Instant),
  /** When the case ends by itself if the step is not taken. */
  lapsesAt: z.optional(Instant),
  /** The IANA time zone of the engineer's ODC: `dueAt` is on a day in it. */
  timeZone: z.string(),
  outcome: z.nullable(Outcome),
  /** The outcome before it was corrected. */
  was: z.optional(Outcome),
  /** A requirement of the portfolio was waived. */
  waived: z.optional(z.literal(true)),
  /** The people it names, besides the engineer. */
  people: z.array(PersonId),
  /**
   * Of a notice to the desk of HR: whom it does not concern, because they cannot take the step: people of HR, or the machine
   * that proposed it.
   */
  except: z.optional(z.array(Sender)),
  /** Of a notice to the desk of HR: the ODCs that it concerns. Left out: it is not for people who are limited to units. */
  units: z.optional(z.array(z.string())),
});
export type NoticeFacts = z.infer<typeof NoticeFacts>;

/** What people are told of changes that take two people. */
export const ChangeTemplate = z.enum([
  'change-proposed',
  'change-confirmed',
  'change-refused',
  'change-expired',
  'change-applied',
]);
export type ChangeTemplate = z.infer<typeof ChangeTemplate>;

/** The record that such a change is about. Like every notice it holds nothing that somebody wrote. */
const ChangeFacts = z.strictObject({
  kind: z.enum(proposalKinds),
  /** The id of the person or cycle, or the name of the ODC. */
  of: z.string(),
  matters: z.array(z.enum(proposalMatters)),
  /** Who proposed it. */
  by: Sender,
  /** The engineer of the case that it is about. */
  about: z.optional(PersonId),
  /** The file of people that it came with. */
  import: z.optional(ImportId),
  except: NoticeFacts.shape.except,
  units: NoticeFacts.shape.units,
});

/** The operator gave somebody the role of HR or let them sign in, because nobody of HR could. */
export const recoveryTemplate = 'hr-recovered';

/** What an identity system pushed of a person waits for HR. */
export const pushedTemplate = 'pushed-waits';

/** One person of HR or a machine has changed the mail address of a person alone. */
export const addressTemplate = 'address-changed';

/** A person, or the desk of HR. */
export const Recipient = z.union([PersonId, z.literal(hrDesk)]);

const sent = {
  id: NoticeId,
  to: Recipient,
  at: Instant,
};
const ofCase = { ...sent, template: NoticeTemplate, caseId: CaseId, data: NoticeFacts };
/** A person who is asked about their team has no part in the case, so their notice holds nothing of it. */
const ofConfirmation = {
  ...sent,
  template: z.literal('confirmation-asked'),
  question: ConfirmationId,
  data: z.strictObject(z.pick(NoticeFacts, { engineerId: true, dueAt: true, timeZone: true }).shape),
};
const ofChange = { ...sent, template: ChangeTemplate, proposalId: ProposalId, data: ChangeFacts };
const ofRecovery = {
  ...sent,
  template: z.literal(recoveryTemplate),
  /** `letIn`: the operator changed how they sign in. Left out: the operator gave them the role. */
  data: z.strictObject({ recovered: PersonId, letIn: z.optional(z.literal(true)) }),
};
const ofPushed = { ...sent, template: z.literal(pushedTemplate), data: z.strictObject({ pushed: PersonId }) };
const ofAddress = {
  ...sent,
  template: z.literal(addressTemplate),
  data: z.strictObject({ readdressed: PersonId, by: Sender }),
};
/** When it was handed over to be mailed. Null before that, and if there is no mail. */
const mailing = { mailedAt: z.nullable(Instant) };

/** One message about a case to one person or to the desk of HR. */
export const CaseNotice = z.strictObject({ ...ofCase, ...mailing });
export type CaseNotice = z.infer<typeof CaseNotice>;

/** One message about a change of a record that takes two people. */
export const ChangeNotice = z.strictObject({ ...ofChange, ...mailing });
export type ChangeNotice = z.infer<typeof ChangeNotice>;

/** A person of another team is asked for a confirmation. */
export const ConfirmationNotice = z.strictObject({ ...ofConfirmation, ...mailing });
export type ConfirmationNotice = z.infer<typeof ConfirmationNotice>;

/** Everybody of HR is told that the operator named somebody of HR. */
const RecoveryNotice = z.strictObject({ ...ofRecovery, ...mailing });
export type RecoveryNotice = z.infer<typeof RecoveryNotice>;

/** HR is told that something waits which an identity system pushed. */
const PushedNotice = z.strictObject({ ...ofPushed, ...mailing });
export type PushedNotice = z.infer<typeof PushedNotice>;

/** A person is told at their old and at their new mail address that it has changed. */
const AddressNotice = z.strictObject({ ...ofAddress, ...mailing });
export type AddressNotice = z.infer<typeof AddressNotice>;

export const Notice = z.union([
  CaseNotice,
  ConfirmationNotice,
  ChangeNotice,
  RecoveryNotice,
  PushedNotice,
  AddressNotice,
]);
export type Notice = z.infer<typeof Notice>;

/** A notice as its recipient reads it. */
export const NoticeView = z.union([
  z.object({ ...ofCase, unread: z.boolean() }),
  z.object({ ...ofConfirmation, unread: z.boolean() }),
  z.object({ ...ofChange, unread: z.boolean() }),
  z.object({ ...ofRecovery, unread: z.boolean() }),
  z.object({ ...ofPushed, unread: z.boolean() }),
  z.object({ ...ofAddress, unread: z.boolean() }),
]);
export type NoticeView = z.infer<typeof NoticeView>;

export const NoticeList = z.object({
  items: z.array(NoticeView),
  /** Everyone whom the notices name, by id. */
  people: z.record(z.string(), z.partial(PublicPerson, { level: true })),
  /** How many are unread, a hundred at most. */
  unread: z.int(),
  next: z.nullable(z.string()),
});
export type NoticeList = z.infer<typeof NoticeList>;

export const NoticesQuery = z.strictObject(pageFields(50, 20));
export type NoticesQuery = z.infer<typeof NoticesQuery>;

/** The newest notice that was read; those before it count as read too. */
export const ReadUpTo = z.strictObject({ upTo: NoticeId });
