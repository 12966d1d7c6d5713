import { Outcome } from './case.ts';
import { Cursor } from './cursor.ts';
import { hrDesk } from './names.ts';
import { PersonId, PublicPerson } from './people.ts';
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
  'consensus-owed',
  'returned',
  'outcome',
  'closed',
  'lapsed',
  'cancelled',
  'withdrawn',
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
  /** The IANA time zone of the engineer's ODC: `dueAt` is on a day in it. */
  timeZone: z.string(),
  outcome: z.nullable(Outcome),
  /** The people it names, besides the engineer. */
  people: z.array(PersonId),
});
export type NoticeFacts = z.infer<typeof NoticeFacts>;

/** One message to one person or to the desk of HR. */
export const Notice = z.strictObject({
  id: NoticeId,
  to: z.union([PersonId, z.literal(hrDesk)]),
  template: NoticeTemplate,
  caseId: CaseId,
  at: Instant,
  data: NoticeFacts,
  /** When it was handed over to be mailed. Null before that, and if there is no mail. */
  mailedAt: z.nullable(Instant),
});
export type Notice = z.infer<typeof Notice>;

/** A notice as its recipient reads it. */
export const NoticeView = z.object({
  ...z.pick(Notice, { id: true, to: true, template: true, caseId: true, at: true, data: true }).shape,
  unread: z.boolean(),
});
export type NoticeView = z.infer<typeof NoticeView>;

export const NoticeList = z.object({
  items: z.array(NoticeView),
  /** Everyone whom the notices name, by id. */
  people: z.record(z.string(), PublicPerson),
  /** How many are unread, a hundred at most. */
  unread: z.int(),
  next: z.nullable(z.string()),
});
export type NoticeList = z.infer<typeof NoticeList>;

export const NoticesQuery = z.strictObject({
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(50)), 20),
  cursor: z.optional(Cursor),
});
export type NoticesQuery = z.infer<typeof NoticesQuery>;

/** The newest notice that was read; those before it count as read too. */
export const ReadUpTo = z.strictObject({ upTo: NoticeId });
