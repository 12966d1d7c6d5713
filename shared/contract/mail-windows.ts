import {
  addressTemplate,
  ChangeTemplate,
  NoticeId,
  NoticeTemplate,
  pushedTemplate,
  Recipient,
  recoveryTemplate,
} from './notices.ts';
import * as z from './zod.ts';

/**
 * The time after a mail to one recipient, about one case or record, of one kind. Notices of this kind that come before it
 * is over wait, and go into one mail after it.
 */
export const MailWindow = z.strictObject({
  to: Recipient,
  /**
   * The id of the case, or the kind and the id of the record that a proposal or a recovery changes. Nobody reads it: the person
   * of another team who is asked a question does not learn of the case.
   */
  about: z.string().check(z.minLength(1)),
  template: z.union([
    NoticeTemplate,
    ChangeTemplate,
    z.literal(recoveryTemplate),
    z.literal(pushedTemplate),
    z.literal(addressTemplate),
  ]),
  /** When the last mail was sent. */
  sentAt: z.iso.datetime(),
  /** The notices that wait, oldest first. */
  waiting: z.array(NoticeId),
  /** How many more wait. The mail gives only their number. */
  more: z.int().check(z.minimum(0)),
  version: z.int().check(z.minimum(1)),
});
export type MailWindow = z.infer<typeof MailWindow>;
