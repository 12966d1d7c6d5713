import type { FC } from 'hono/jsx';
import type { CriterionResult, Score } from '#shared/contract/score.ts';

const verdicts = { pass: 'Met', fail: 'Not met', unknown: 'Unknown' } as const;

/** The criteria, each with its verdict and why. */
export const CriteriaList: FC<{ criteria: CriterionResult[] }> = ({ criteria }) => (
  <ul class="cards">
    {criteria.map((one) => (
      <li class="card">
        <p>
          <span class={`tag ${one.verdict}`}>{verdicts[one.verdict]}:</span> {one.title}
        </p>
        <p class="soft">{one.reason}</p>
      </li>
    ))}
  </ul>
);

/** The value of every competency and of the whole, each with how it came about. */
export const ScoreTable: FC<{ score: Score }> = ({ score }) => (
  <details>
    <summary>
      Scores{score.overall.value === null ? '' : `: ${score.overall.value.toFixed(1)} overall`}
      {score.overall.band ? `, in the band of ${score.overall.band}` : ''}
    </summary>
    <dl>
      {score.competencies.map((one) => (
        <>
          <dt>{one.title}</dt>
          <dd>
            <strong>{one.value ?? 'no value yet'}</strong>
            <br />
            <small>{one.explanation}</small>
          </dd>
        </>
      ))}
      <dt>Overall</dt>
      <dd>
        <strong>{score.overall.value?.toFixed(1) ?? 'no value yet'}</strong>
        <br />
        <small>{score.overall.explanation} The criteria decide; overall and band are for orientation.</small>
      </dd>
    </dl>
  </details>
);
