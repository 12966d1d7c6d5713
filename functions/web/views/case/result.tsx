import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { CriterionResult, Score } from '#shared/contract/score.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { verdictTitles } from '#shared/domain/words.ts';
import { repairsSeen } from './repairs.ts';

/** The result of the calibration: the criteria and the scores, with their reasons. */
export const Result: FC<{ view: CaseView; ladder: PublishedLadder }> = ({ view, ladder }) => {
  const { criteria, score } = view;
  return criteria === null && score === null ? null : (
    <section>
      <h2>Criteria</h2>
      {criteria && <CriteriaList criteria={criteria} repairs={repairsSeen(view, ladder)} />}
      {score && <Findings of={score.findings} />}
      {score && <ScoreTable score={score} />}
    </section>
  );
};

/** Values below the profile of the track. They stand outside the scores, which are folded away. */
const Findings: FC<{ of: Score['findings'] }> = ({ of }) =>
  of.length === 0 ? null : (
    <div class="card">
      <p>Below the profile of the track:</p>
      <ul>
        {of.map(({ sentence }) => (
          <li>{sentence}</li>
        ))}
      </ul>
    </div>
  );

interface CriteriaProps {
  criteria: CriterionResult[];
  /** For each criterion id, the changes that would meet it. */
  repairs: Record<string, string[]>;
}

const CriteriaList: FC<CriteriaProps> = ({ criteria, repairs }) => (
  <ul class="cards">
    {criteria.map((one) => (
      <li class="card">
        <p>
          <span class={`tag ${one.verdict}`}>{verdictTitles[one.verdict]}:</span> {one.title}
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

/** The value of every competency and the overall value, with explanations. */
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
        <p class="soft">Only the criteria decide. The overall value and the band are for orientation.</p>
      </li>
    </ul>
  </details>
);
