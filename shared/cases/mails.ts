import type { MailWindow } from '../contract/mail-windows.ts';
import type { Notice } from '../contract/notices.ts';
import { changeStillHolds, isLate, stillHolds } from '../domain/notices/late.ts';
import { afterMail, isOver, isWaitedFor, withOneMore, withWaiting } from '../domain/notices/mails.ts';
import { headIn } from '../store/cases.ts';
import { getMany } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import {
  closeMailWindow,
  keepMailWindow,
  loadMailWindow,
  type MailName,
  openMailWindows,
} from '../store/mail-windows.ts';
import { noticesById } from '../store/notices.ts';
import { proposalIn } from '../store/proposals.ts';
import type { Outside } from './outside.ts';
import { ladderOf } from './reading.ts';
import { withRetries } from './retry.ts';
import { type Told, withPeople } from './telling.ts';

/**
 * Who gets a mail when. A mail opens a window of 15 minutes for its recipient, its kind, and the case or record that it is
 * about. What they would be mailed meanwhile waits, and goes into one mail: the sweep changes a window that is over, and
 * the stream brings this change to the relay, which sends the mail.
 */

const what = 'The window of a mail';

/**
 * The window of the mail of a notice. `caseId` is the case whose event it tells of. A notice of a proposal is about the
 * record: a person who proposes the same change again and again makes a new proposal each time. All changes of one file of
 * people are told in few mails.
 */
function nameOf(notice: Notice, caseId: string | null): MailName {
  const { to, template } = notice;
  if ('proposalId' in notice) {
    const { kind, of, import: file } = notice.data;
    return { to, template, about: file ?? `${kind}:${of}` };
  }
  if ('recovered' in notice.data) return { to, template, about: `recovery:${notice.data.recovered}` };
  // One system can push the changes of hundreds of people in a minute.
  if ('pushed' in notice.data) return { to, template, about: 'pushed' };
  if ('readdressed' in notice.data) return { to, template, about: `address:${notice.data.readdressed}` };
  const about = 'caseId' in notice ? notice.caseId : caseId;
  if (about === null) throw new Error('A question is asked without a case');
  return { to, template, about };
}

/**
 * Puts a notice among those that wait for the next mail. It then counts as handed over. Returns false if its mail can be
 * sent at once.
 */
export function waits({ table, clock }: Outside, notice: Notice, caseId: string | null): Promise<boolean> {
  return withRetries(what, async () => {
    const window = await loadMailWindow(table, nameOf(notice, caseId));
    const now = clock.now();
    const next = withWaiting(window, notice, now);
    if (!next) return false;
    return (await keepMailWindow(table, window, next, { ...notice, mailedAt: now.toISOString() })) || null;
  });
}

/**
 * Puts a notice among those that wait, in a window that is over, so that the next sweep has it mailed. It counts as handed
 * over.
 */
export async function leftToSweep({ table, clock }: Outside, notice: Notice): Promise<void> {
  await withRetries(what, async () => {
    const name = nameOf(notice, null);
    const window = await loadMailWindow(table, name);
    const next = withOneMore({ ...name, sentAt: longAgo, waiting: [], more: 0, ...window }, notice);
    const handed = { ...notice, mailedAt: clock.now().toISOString() };
    return (await keepMailWindow(table, window, next, handed)) || null;
  });
}

const longAgo = new Date(0).toISOString();

/** Stores that a notice was mailed, and that the next mail of its kind has to wait. */
export async function mailed({ table, clock }: Outside, notice: Notice, caseId: string | null): Promise<void> {
  const sentAt = clock.now().toISOString();
  const marked = { ...notice, mailedAt: sentAt };
  const name = nameOf(notice, caseId);
  await withRetries(what, async () => {
    const window = await loadMailWindow(table, name);
    const next = { ...name, waiting: [], more: 0, ...window, sentAt };
    return (await keepMailWindow(table, window, next, marked)) || null;
  });
}

/** What waits for the next mail of a window that is over. Null if nothing does, or if the window is not over. */
export async function dueMail(outside: Outside, name: string): Promise<(Told & { window: MailWindow }) | null> {
  const { table, clock } = outside;
  const window = await loadMailWindow(table, name);
  if (!window || !isWaitedFor(window) || !isOver(window, clock.now())) return null;
  const waiting = await noticesById(table, window.to, window.waiting);
  const hasLate = waiting.some(({ at }) => isLate(at, clock.now()));
  return { window, ...(await withPeople(outside, hasLate ? await holding(outside, window, waiting) : waiting)) };
}

/** Those of the notices that still hold. They waited long, because no mail could be sent. */
async function holding(outside: Outside, { about }: MailWindow, notices: readonly Notice[]): Promise<Notice[]> {
  const { table, clock } = outside;
  const proposals = notices.flatMap((one) => ('proposalId' in one ? [one.proposalId] : []));
  const found = await getMany(table, [keys.head(about), ...proposals.map((id) => keys.proposal(id))]);
  const head = headIn(found, about);
  const ladder = head && (await ladderOf(outside, head.ladder));
  return notices.filter((one) => {
    // Whoever was given the role of HR without two people of HR is told in any case, and so is whose address has changed.
    if (one.template === 'hr-recovered' || one.template === 'pushed-waits' || one.template === 'address-changed')
      return true;
    if (!('proposalId' in one)) return head && ladder && stillHolds(one, head, ladder, clock.now().toISOString());
    const proposal = proposalIn(found, one.proposalId);
    return proposal && changeStillHolds(one, proposal);
  });
}

/** Stores that the notices that waited in a window were mailed. Notices that came meanwhile wait for the next mail. */
export async function dueMailSent({ table, clock }: Outside, said: MailWindow): Promise<void> {
  await withRetries(what, async () => {
    const window = await loadMailWindow(table, said);
    if (!window) return true;
    return (await keepMailWindow(table, window, afterMail(window, said, clock.now()))) || null;
  });
}

/** Closes every window that is over, and changes those for which notices wait, so that the relay mails them. */
export async function wakeMails({ table, clock }: Outside): Promise<void> {
  const now = clock.now();
  for await (const windows of openMailWindows(table)) {
    for (const window of windows.filter((one) => isOver(one, now))) {
      if (isWaitedFor(window)) await keepMailWindow(table, window, window);
      else await closeMailWindow(table, window);
    }
  }
}
