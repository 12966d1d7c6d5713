import type { Outside } from '#shared/cases/outside.ts';
import { letterOf, mailed, tell } from '#shared/cases/telling.ts';
import type { Notice } from '#shared/contract/notices.ts';
import type { Log } from '../runtime/logger.ts';
import type { SendMail } from '../runtime/mail.ts';

/** What telling people needs. */
export interface Notifying {
  outside: Outside;
  log: Log;
  /** Where people reach the product: links in mails lead there. */
  origin: string;
  /** Null where no mail is sent: the lists in the product are all then. */
  mail: SendMail | null;
  /** Where the desk of HR reads its mail. */
  deskAddress?: string | undefined;
}

/**
 * Tells people of one event: in their lists once, and by mail. Throws when a mail could not be handed over, after trying the
 * others; done again, it hands over those that are left. One that was handed over and could not be marked goes twice.
 */
export async function notify(notifying: Notifying, caseId: string, seq: number): Promise<void> {
  const notices = await tell(notifying.outside, caseId, seq);
  const results = await Promise.allSettled(notices.map((notice) => post(notifying, notice)));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

async function post({ outside, log, origin, mail, deskAddress }: Notifying, notice: Notice): Promise<void> {
  if (!mail) return;
  const letter = await letterOf(outside, notice, origin, deskAddress);
  if (!letter) return;
  if (await mail(letter)) return mailed(outside, notice);
  // Asking again would not help; it is in their list all the same.
  log.error('mail-refused', { caseId: notice.caseId, notice: notice.id, to: notice.to });
}
