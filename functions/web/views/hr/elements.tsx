import type { Child, FC } from 'hono/jsx';
import type { Verification } from '#shared/contract/view.ts';
import { Proof } from '../proof.tsx';
import { Instant } from '../text.tsx';

/** A list that shows its first entries and folds the others away. */
export const LongList: FC<{ items: Child[]; most?: number; id?: string }> = ({ items, most = 12, id }) => (
  <div {...(id ? { id } : {})}>
    <ul class="long">
      {items.slice(0, most).map((item) => (
        <li>{item}</li>
      ))}
    </ul>
    {items.length > most && (
      <details>
        <summary>{items.length - most} more</summary>
        <ul class="long">
          {items.slice(most).map((item) => (
            <li>{item}</li>
          ))}
        </ul>
      </details>
    )}
  </div>
);

/** A message about why nothing was done. */
export const NotDone: FC<{ reason: string | null; children?: Child }> = ({ reason, children }) =>
  reason === null ? null : (
    <div class="faults" role="alert" tabindex={-1} autofocus>
      <p>
        <strong>{reason}</strong>
      </p>
      {children}
    </div>
  );

interface ChainProps {
  events: { at: string; hash: string; said: Child }[];
  proof: Verification;
}

/** The history of a record, newest first, and whether its hash chain holds. */
export const Chain: FC<ChainProps> = ({ events, proof }) => (
  <>
    <Proof proof={proof} tell="the operators of Rungs" />
    <ol class="history" reversed>
      {events.toReversed().map(({ at, hash, said }) => (
        <li>
          {said}
          <br />
          <span class="soft">
            <Instant at={at} />, hash <code>{hash.slice(0, 12)}</code>
          </span>
        </li>
      ))}
    </ol>
  </>
);

/** A count with its noun in singular or plural. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
