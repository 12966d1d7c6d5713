import type { MailWindow } from '../../contract/mail-windows.ts';
import type { Notice } from '../../contract/notices.ts';

/** One recipient gets at most one mail of a kind about a case in this time, in milliseconds. */
const windowMs = 15 * 60 * 1000;

/** A mail says at most this many notices in words, and gives the number of the others. */
const saidAtMost = 20;

/** Whether the next mail can be sent. */
export function isOver({ sentAt }: Pick<MailWindow, 'sentAt'>, now: Date): boolean {
  return Date.parse(sentAt) + windowMs <= now.getTime();
}

export function isWaitedFor({ waiting }: MailWindow): boolean {
  return waiting.length > 0;
}

/** The window with one more notice that waits. Null if the mail of this notice can be sent at once. */
export function withWaiting(window: MailWindow | null, notice: Notice, now: Date): MailWindow | null {
  if (!window || (isOver(window, now) && !isWaitedFor(window))) return null;
  return withOneMore(window, notice);
}

/** The same window with a notice among those that wait, or counted if these are as many as a mail says. */
export function withOneMore<W extends Pick<MailWindow, 'waiting' | 'more'>>(window: W, { id }: Pick<Notice, 'id'>): W {
  if (window.waiting.length >= saidAtMost) return { ...window, more: window.more + 1 };
  return { ...window, waiting: [...window.waiting, id] };
}

/** The window after a mail. `said` is the window that the mail was made from: what came after it still waits. */
export function afterMail(window: MailWindow, said: MailWindow, now: Date): MailWindow {
  return {
    ...window,
    sentAt: now.toISOString(),
    waiting: window.waiting.filter((id) => !said.waiting.includes(id)),
    more: window.more - said.more,
  };
}
