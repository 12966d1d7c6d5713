import type { FC } from 'hono/jsx';
import type { CaseView } from '#shared/contract/view.ts';
import { groundTitles, outcomeTitles } from '#shared/domain/words.ts';
import { Day, Said } from '../text.tsx';
import { may } from './may.ts';
import { nameIn } from './names.ts';

/** The appeal against the outcome, and its decision. */
export const Appeal: FC<{ view: CaseView }> = ({ view }) => {
  const { appeal } = view;
  if (!appeal) return null;
  return (
    <section id="appeal">
      <h2>Appeal</h2>
      <div class="card">
        <p>
          <strong>{groundTitles[appeal.ground]}</strong>
          {appeal.against && `: ${nameIn(view, appeal.against)}`}
        </p>
        <p class="soft">
          Made on <Day at={appeal.at} />, against the outcome: {outcomeTitles[appeal.outcome ?? 'not-promoted']}
        </p>
        <Said>{appeal.statement}</Said>
      </div>
      {appeal.decision === null ? (
        <p class="soft">
          {may(view, 'decide-appeal')
            ? 'You took no part in the case, and no step in it as HR, so you can decide the appeal.'
            : 'A person of HR who took no part in the case decides it.'}
        </p>
      ) : (
        <div class="card">
          <p>
            <strong>{appeal.decision === 'upheld' ? 'The appeal was upheld' : 'The appeal was dismissed'}</strong>
          </p>
          <Said>{appeal.reason}</Said>
          {appeal.anew && (
            <p class="soft">The calibration is done again, by people who took no part in the first one.</p>
          )}
        </div>
      )}
    </section>
  );
};
