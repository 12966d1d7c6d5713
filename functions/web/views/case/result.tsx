import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { CriterionResult, Score } from '#shared/contract/score.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { repairsSeen } from './repairs.ts';

const verdicts = { pass: 'Met', fail: 'Not met', unknown: 'Unknown' } as const;

/** What the calibration comes to: the criteria with their reasons, and the score with its own. */
export const Result: FC<{ view: CaseView; ladder: PublishedLadder }> = ({ view, ladder }) => {
  const { criteria, score } = view;
  return criteria === null && score === null ? null : (
    <section>
      <h2>Criteria</h2>
      {criteria && <CriteriaList criteria={criteria} repairs={repairsSeen(view, ladder)} />}
      {score && <ScoreTable score={score} />}
    </section>
  );
};

interface CriteriaProps {
  criteria: CriterionResult[];
  /** By criterion id, what would meet it. */
  repairs: Record<string, string[]>;
}

const CriteriaList: FC<CriteriaProps> = ({ criteria, repairs }) => (
  <ul class="cards">
    {criteria.map((one) => (
      <li class="card">
        <p>
          <span class={`tag ${one.verdict}`}>{verdicts[one.verdict]}:</span> {one.title}
        </p>
        <p class="soft">{one.reason}</p>
        {(repairs[one.id] ?? []).length > 0 && (
          <details>
            <summary>
              What would change it<span class="unseen">: {one.title}</span>
            </summary>
            <ul>
              {repairs[one.id]?.map((sentence) => (
                <li>{sentence}</li>
              ))}
            </ul>
          </details>
        )}
      </li>
    ))}
  </ul>
);

/** The value of every competency and of the whole, each with how it came about. */
const ScoreTable: FC<{ score: Score }> = ({ score: { competencies, overall } }) => (
  <details>
    <summary>
      Scores{overall.value !== null && `: ${overall.value.toFixed(1)} overall`}
      {overall.band && `, in the band of ${overall.band}`}
    </summary>
    <ul class="cards">
      {competencies.map((one) => (
        <li class="card">
          <p>
            {one.title}: <strong>{one.value ?? 'no value yet'}</strong>
          </p>
          <p class="soft">{one.explanation}</p>
        </li>
      ))}
      <li class="card">
        <p>
          Overall: <strong>{overall.value?.toFixed(1) ?? 'no value yet'}</strong>
        </p>
        <p class="soft">{overall.explanation}</p>
        <p class="soft">The criteria decide. Overall and band are for orientation.</p>
      </li>
    </ul>
  </details>
);
