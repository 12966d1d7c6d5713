import type { FC } from 'hono/jsx';
import type { Afterwards } from '#shared/cases/afterwards.ts';
import { isMadeByHr, isPromotion } from '#shared/contract/names.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { Day, Moment } from '../text.tsx';
import { stepLink, transitionTitle } from '../words.ts';

/** What the engineer can do after the end of a case. */
export const WhatNext: FC<{ view: CaseView; afterwards: Afterwards }> = ({ view, afterwards }) => {
  const { reopenFrom, appealUntil } = afterwards;
  if (isPromotion(view.outcome)) return null;
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
            You can <a href="/open">open another case</a> whenever you want.
          </li>
        )}
        {view.evidence !== null && view.evidence.length > 0 && (
          <li>You can carry the evidence of this case over into the next one.</li>
        )}
        {appealUntil !== null && (
          <li>
            {isMadeByHr(view.outcome) ? 'If the case should not have ended' : 'If the case was not decided properly'},
            you can <a href={stepLink(view.id, 'appeal')}>appeal</a> until <Moment at={appealUntil} of={view} />, as
            long as you have not opened another case since.
          </li>
        )}
      </ul>
    </>
  );
};
