import type { Child, FC } from 'hono/jsx';
import type { Cursor } from '#shared/contract/cursor.ts';
import type { CaseSummary } from '#shared/contract/view.ts';
import { dayOfInstant, dayWords, dueWords, minuteWords } from '#shared/domain/calendar/words.ts';
import { localDay, startOfDay } from '#shared/domain/calendar/zone.ts';
import { readerZone } from './zone.ts';

/** The link to the next page of a list, which `path` shows. Nothing if there is none. */
export const More: FC<{ path: string; next: Cursor | null; children?: Child }> = ({ path, next, children = 'More' }) =>
  next === null ? null : (
    <p>
      <a href={`${path}?cursor=${next}`}>{children}</a>
    </p>
  );

/** A day, or the day of a past instant for the reader, inside a `time` element. */
export const Day: FC<{ at: string }> = ({ at }) => (
  <time datetime={at}>{at.includes('T') ? dayOfInstant(at, readerZone()) : dayWords(at)}</time>
);

/** A past instant in the zone of the reader, inside a `time` element. */
export const Instant: FC<{ at: string }> = ({ at }) => <time datetime={at}>{minuteWords(at, readerZone())}</time>;

/** An instant of a case that is ahead, in the zone of the case. */
export const Moment: FC<{ at: string; of: Pick<CaseSummary, 'timeZone'> }> = ({ at, of: { timeZone } }) => (
  <time datetime={at}>{minuteWords(at, timeZone)}</time>
);

/** When something is due, whether that is over, and in which zone it is a day. */
interface DueOf {
  of: Pick<CaseSummary, 'dueAt' | 'overdue' | 'timeZone'>;
}

/** When something is due: `due 5 December 2026`, or that it is overdue. Nothing if nothing is due. */
export const Due: FC<DueOf> = ({ of }) =>
  of.dueAt === null ? null : of.overdue ? (
    <span class="unknown">
      overdue, was due <DayDue at={of.dueAt} of={of} />
    </span>
  ) : (
    <>
      due <DayDue at={of.dueAt} of={of} />
    </>
  );

/** A line of its own: `Due on 5 December 2026`, or that it is overdue. Nothing if nothing is due. */
export const DueLine: FC<DueOf> = ({ of }) =>
  of.dueAt === null ? null : (
    <p class={of.overdue ? 'unknown' : 'soft'}>
      {of.overdue ? 'Overdue, was due on ' : 'Due on '}
      <DayDue at={of.dueAt} of={of} />
    </p>
  );

/** A due day inside a sentence: `5 December 2026`, or `5 December 2026 (overdue)`. Nothing if nothing is due. */
export const DueDay: FC<DueOf> = ({ of }) =>
  of.dueAt === null ? null : (
    <>
      <DayDue at={of.dueAt} of={of} />
      {of.overdue && <span class="unknown"> (overdue)</span>}
    </>
  );

/** A due day in the zone of its case, inside a `time` element. */
const DayDue: FC<{ at: string } & Pick<DueOf, 'of'>> = ({ at, of: { timeZone } }) => (
  <time datetime={at}>{dueWords(at, timeZone, readerZone())}</time>
);

/** Until when something lasts, in a zone. If it ends at midnight there, only the day is named, otherwise the instant. */
export function untilWords(at: string, timeZone: string): string {
  return startOfDay(localDay(at, timeZone), timeZone) === at
    ? `to the end of ${dayOfInstant(new Date(Date.parse(at) - 1).toISOString(), timeZone)}`
    : `until ${minuteWords(at, timeZone)}`;
}

/** A message about what was just done. */
export const Done: FC<{ children?: Child }> = ({ children }) => (
  <p class="done" role="status">
    {children}
  </p>
);

/** A text that a person wrote, with its line breaks. */
export const Said: FC<{ children: string; soft?: boolean }> = ({ children, soft = false }) => (
  <p class={soft ? 'said soft' : 'said'}>{children}</p>
);
