import type { FC } from 'hono/jsx';
import type { CaseView } from '#shared/contract/view.ts';
import { stageTitles } from '#shared/domain/words.ts';
import { DueDay } from '../text.tsx';

/** That the case ends by itself if the engineer does nothing, and by when. After a lapse: which step was not taken. */
export const Lapse: FC<{ view: CaseView }> = ({ view: { lapse, outcome, relations, timeZone } }) => {
  if (!lapse) return null;
  const day = <DueDay of={{ dueAt: lapse.at, overdue: false, timeZone }} />;
  const step = stageTitles[lapse.stage];
  return outcome === null ? (
    <p>
      If {relations.includes('engineer') ? 'you have' : 'the engineer has'} not finished this step ({step}) by {day},
      the case ends by itself.
    </p>
  ) : (
    <p>
      The case ended on {day}, because this step was not taken: {step}.
    </p>
  );
};
