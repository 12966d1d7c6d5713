import type { FC } from 'hono/jsx';
import type { Afterwards } from '#shared/cases/afterwards.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { Day, Instant } from '../parts.tsx';
import { stepLink, transitionTitle } from '../words.ts';

/** What can follow the end of a case, for its engineer. */
export const WhatNext: FC<{ view: CaseView; afterwards: Afterwards }> = ({ view, afterwards }) => {
  const { reopenFrom, appealUntil } = afterwards;
  if (view.outcome === 'promoted') return null;
  const title = transitionTitle(view.transition);
  return (
    <>
      <h2>What next</h2>
      <ul>
        {view.outcome === 'not-promoted' && view.signOffs.some((one) => one.decision === 'decline') && (
          <li>
            <a href="#decisions">Read why, and what would change it</a>.
          </li>
        )}
        {reopenFrom !== null ? (
          <li>
            The next case ({title}) can be opened from <Day at={reopenFrom} />.
          </li>
        ) : (
          <li>
            Another case can be <a href="/open">opened</a> when you want one.
          </li>
        )}
        {view.evidence !== null && view.evidence.length > 0 && (
          <li>What you put into the portfolio of this case can be carried over into the next one.</li>
        )}
        {appealUntil !== null && (
          <li>
            If something in the way this was decided was not right, you can{' '}
            <a href={stepLink(view.id, 'appeal')}>appeal</a> until <Instant at={appealUntil} />.
          </li>
        )}
      </ul>
    </>
  );
};
