import { dueMail, dueMailSent, mailed, waits } from '#shared/cases/mails.ts';
import type { Outside } from '#shared/cases/outside.ts';
import { letterOf, type Posting, type Told, tell } from '#shared/cases/telling.ts';
import type { NewEvent } from '#shared/cases/told.ts';
import type { Notice } from '#shared/contract/notices.ts';
import { tellOfChange, tellOfPerson, tellOfSignIn } from '#shared/proposals/telling.ts';
import type { Log } from '../runtime/logger.ts';
import type { SendMail } from '../runtime/mail.ts';

export interface Notifying {
  outside: Outside;
  log: Log;
  /** The public address of the product, for links in mails. */
  origin: string;
  /** Null: no mails are sent, so people only see notices in the product. */
  mail: SendMail | null;
  /** The mail address of the desk of HR. */
  deskAddress?: string | undefined;
}

/**
 * Tells people about one event: once in their list of notices, and by mail. It tries all mails and throws if one
 * failed. A second call sends only the mails that are left. If a mail was sent but could not be marked as sent, it is
 * sent twice.
 */
export async function notify(notifying: Notifying, event: NewEvent): Promise<void> {
  const { outside } = notifying;
  const { notices, ...known } = await toldOf(outside, event);
  const results = await Promise.allSettled(notices.map((notice) => post(notifying, event, notice, known)));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

function toldOf(outside: Outside, event: NewEvent): Promise<Told> {
  if ('caseId' in event) return tell(outside, event.caseId, event.seq);
  if ('proposalId' in event) return tellOfChange(outside, event.proposalId, event.seq);
  return 'personId' in event
    ? tellOfPerson(outside, event.personId, event.seq)
    : tellOfSignIn(outside, event.signInsOf, event.seq);
}

async function post(
  notifying: Notifying,
  event: NewEvent,
  notice: Notice,
  known: Omit<Told, 'notices'>,
): Promise<void> {
  const { outside, log, mail } = notifying;
  if (!mail) return;
  const told = { notices: [notice], ...known };
  if (known.before?.personId === notice.to) {
    // At once, and once more if this event is read again: a person whose address somebody took hears of it where they read, also
    // if they have left.
    const before = letterOf(told, postingOf(notifying), { address: known.before.email });
    if (before) await mail(before);
  }
  const letter = letterOf(told, postingOf(notifying));
  if (!letter) return;
  const caseId = 'caseId' in event ? event.caseId : null;
  if (await waits(outside, notice, caseId)) return;
  if (await mail(letter)) return mailed(outside, notice, caseId);
  // Trying again would not help. The person still sees the notice in the product.
  log.error('mail-refused', { ...aboutOf(notice), notice: notice.id, to: notice.to });
}

function postingOf({ outside: { companyZone, clock }, origin, deskAddress }: Notifying): Posting {
  return { origin, deskAddress, companyZone, now: clock.now() };
}

function aboutOf(notice: Notice) {
  if ('caseId' in notice) return { caseId: notice.caseId };
  if ('question' in notice) return { question: notice.question };
  return 'proposalId' in notice ? { proposalId: notice.proposalId } : notice.data;
}

/**
 * Sends the mail of the notices that wait in a window, if the window is over; without mail they wait no more. Throws if it
 * failed.
 */
export async function notifyLater(notifying: Notifying, name: string): Promise<void> {
  const { outside, log, mail } = notifying;
  const due = await dueMail(outside, name);
  if (!due) return;
  const { window, ...told } = due;
  const letter = mail && letterOf(told, postingOf(notifying), { more: window.more });
  if (letter && !(await mail(letter)))
    log.error('mail-refused', { about: window.about, notice: window.waiting[0], to: window.to });
  await dueMailSent(outside, window);
}
