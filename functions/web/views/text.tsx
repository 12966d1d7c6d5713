import type { FC } from 'hono/jsx';

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const minute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** A day in words, such as 5 December 2026. */
export const dayWords = (at: string): string => day.format(new Date(at));

/** A day in words, inside a `time` element. */
export const Day: FC<{ at: string }> = ({ at }) => <time datetime={at}>{dayWords(at)}</time>;

/** An instant in UTC, inside a `time` element. */
export const Instant: FC<{ at: string }> = ({ at }) => (
  <time datetime={at}>{`${minute.format(new Date(at))} UTC`}</time>
);

/** Until when something lasts. If it ends at midnight UTC, only the day is named, otherwise the instant. */
export function untilWords(at: string): string {
  return at.endsWith('T00:00:00.000Z')
    ? `to the end of ${dayWords(new Date(Date.parse(at) - 1).toISOString())}`
    : `until ${minute.format(new Date(at))} UTC`;
}

/** A text that a person wrote, with its line breaks. */
export const Said: FC<{ children: string; soft?: boolean }> = ({ children, soft = false }) => (
  <p class={soft ? 'said soft' : 'said'}>{children}</p>
);
