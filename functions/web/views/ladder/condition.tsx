import type { FC } from 'hono/jsx';
import type { Condition } from '#shared/contract/ladder-criteria.ts';
import { roleTitles } from '#shared/domain/words.ts';
import { OriginMark, type Placed } from './elements.tsx';
import { stepTitle } from './words.ts';

/** The condition of a criterion in words: which ratings it needs, and who must answer which question. */
export const ConditionWords: FC<Placed & { condition: Condition }> = (props) => {
  const { condition } = props;
  if (condition.kind !== 'all' && condition.kind !== 'any')
    return (
      <p>
        <Leaf {...props} condition={condition} />
      </p>
    );
  return (
    <>
      <p>{condition.kind === 'all' ? 'All of these:' : 'One of these:'}</p>
      <Parts {...props} of={condition.of} />
    </>
  );
};

const Parts: FC<Placed & { of: Condition[] }> = ({ of, ...placed }) => (
  <ul>
    {of.map((one) => (
      <li>
        {one.kind === 'all' || one.kind === 'any' ? (
          <>
            {one.kind === 'all' ? 'All of these:' : 'One of these:'}
            <Parts {...placed} of={one.of} />
          </>
        ) : (
          <Leaf {...placed} condition={one} />
        )}
      </li>
    ))}
  </ul>
);

type LeafCondition = Exclude<Condition, { kind: 'all' | 'any' }>;

const Leaf: FC<Placed & { condition: LeafCondition }> = ({ ladder, base, condition }) => {
  switch (condition.kind) {
    case 'every-competency':
      return (
        <>
          Calibration gives <strong>{stepTitle(ladder, condition.atLeast)}</strong>
          {isTop(ladder, condition.atLeast) ? '' : ', or more'} in every competency.
        </>
      );
    case 'competency': {
      const title = ladder.competencies.find((one) => one.id === condition.competency)?.title;
      return (
        <>
          Calibration gives <strong>{stepTitle(ladder, condition.atLeast)}</strong>
          {isTop(ladder, condition.atLeast) ? '' : ', or more'} in{' '}
          <a href={`${base}/competencies/${condition.competency}`}>{title}</a>.
        </>
      );
    }
    case 'attested':
      return (
        <>
          The {roleTitles[condition.by]} answers yes to: “{condition.question}”
          {condition.byOrigin && (
            <>
              {' '}
              Who answers: <OriginMark of={condition.byOrigin} />
            </>
          )}
        </>
      );
  }
};

function isTop({ scale }: Placed['ladder'], step: number): boolean {
  return scale.every((one) => one.value <= step);
}
