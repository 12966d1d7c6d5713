import type { FC } from 'hono/jsx';
import type { Ladder } from '#shared/contract/ladder.ts';
import { ids } from '../../browser/data.ts';
import { outlineOf, pointAt, side } from '../../browser/radar.ts';

interface RadarProps {
  ladder: Ladder;
  /** The expected steps, by competency id. */
  profile: Record<string, number | null>;
  level: string;
}

/**
 * A radar chart with the target profile. The script draws the person's own values over it. The axes have numbers, which
 * stay readable for any number of axes. The table below explains them.
 */
export const RadarChart: FC<RadarProps> = ({ ladder: { scale, competencies }, profile, level }) => {
  const steps = scale.map((step) => step.value);
  const top = Math.max(...steps);
  const axes = competencies.length;
  return (
    <figure class="radar">
      <svg viewBox={`0 0 ${side} ${side}`} role="img" aria-labelledby="radar-title">
        <title id="radar-title">
          The steps expected at {level} and your own values, by competency. The table has the same numbers.
        </title>
        {steps.map((step) => (
          <path class="ring" d={outlineOf(Array(axes).fill(step), top)} />
        ))}
        {competencies.map((_, axis) => {
          const rim = pointAt(axis, axes, 1);
          return <path class="ring" d={`M${side / 2},${side / 2}L${rim.x},${rim.y}`} />;
        })}
        <path
          class="target"
          d={outlineOf(
            competencies.map(({ id }) => profile[id] ?? null),
            top,
          )}
        />
        <path class="own" id={ids.own} d="" />
        <g class="own" id={ids.dots} />
        {competencies.map(({ title }, axis) => {
          const { x, y } = pointAt(axis, axes, 1.13);
          return (
            <text x={x} y={y}>
              <title>{title}</title>
              {axis + 1}
            </text>
          );
        })}
      </svg>
      <figcaption>
        <span class="key own">Your own values</span> <span class="key target">Expected at {level}</span>
        <span class="soft">
          {' '}
          The rings are the steps {Math.min(...steps)} to {top}, from the centre outwards. The numbers are those of the
          table.
        </span>
      </figcaption>
    </figure>
  );
};
