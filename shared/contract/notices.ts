import { Outcome } from './case.ts';
import { hrDesk } from './names.ts';
import { PersonId, PublicPerson } from './people.ts';
import { CaseId, CaseStage } from './workflow.ts';
import * as z from './zod.ts';

/** What people are told. A notice names a template and facts; the sentences are made from them when somebody reads it. */

export const NoticeTemplate = z.enum([
  'case-opened',
  'step-open',
  'reminder',
  'escalation',
  'deadline-extended',
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
/** The id of the event it tells of: nobody is told of one event twice. */
const NoticeId = z.string().check(z.regex(/^ev_[0-9A-HJKMNP-TV-Z]{26}$/, 'use the id of a notice'));

/** Ids, stages, dates and outcomes; nothing that somebody wrote fits in here, and no figure. */
export const NoticeFacts = z.strictObject({
  engineerId: PersonId,
  transition: z.string(),
  stage: z.nullable(CaseStage),
  /** When it is due, or until when something can be done. */
  dueAt: z.nullable(Instant),
  outcome: z.nullable(Outcome),
  /** Whom it names beside the engineer. */
  people: z.array(PersonId),
});
export type NoticeFacts = z.infer<typeof NoticeFacts>;

/** One person, or the desk of HR, is told one thing. */
export const Notice = z.strictObject({
  id: NoticeId,
  to: z.union([PersonId, z.literal(hrDesk)]),
  template: NoticeTemplate,
  caseId: CaseId,
  at: Instant,
  data: NoticeFacts,
  /** When it was handed to the mail; null before, and where there is no mail. */
  mailedAt: z.nullable(Instant),
});
export type Notice = z.infer<typeof Notice>;

/** A notice as whoever it is for reads it. */
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
  /** The `next` of the page before. */
  cursor: z.optional(NoticeId),
});
export type NoticesQuery = z.infer<typeof NoticesQuery>;

/** The newest notice that was read; those before it count as read too. */
export const ReadUpTo = z.strictObject({ upTo: NoticeId });
