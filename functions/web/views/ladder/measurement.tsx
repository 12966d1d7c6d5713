import type { FC } from 'hono/jsx';
import type { Competency } from '#shared/contract/ladder-competencies.ts';
import { descriptorsOf } from '#shared/domain/ladder/descriptors.ts';
import { Heading, OriginMark, type Placed } from './elements.tsx';

interface MeasurementProps extends Placed {
  competency: Competency;
}

/** A table of every dimension with its described steps. If the descriptions differ by level, one table for each level. */
export const Measurement: FC<MeasurementProps> = (props) => {
  const { ladder, competency, depth = 2, prefix = '' } = props;
  const { dimensions } = competency;
  const levels = ladder.levels.filter((level) => dimensions.some((one) => one.descriptorsAt[level.id]));
  const isShared = dimensions.some((one) => Object.keys(one.descriptors).length > 0);
  if (!isShared && levels.length === 0)
    return (
      <section>
        <Heading depth={depth} id={`${prefix}measurement`}>
          What is rated
        </Heading>
        <ul>
          {dimensions.map((one) => (
            <li>{one.title}</li>
          ))}
        </ul>
      </section>
    );
  return (
    <section>
      <Heading depth={depth} id={`${prefix}measurement`}>
        What is rated
      </Heading>
      {isShared && <Steps {...props} level={null} isFirst />}
      {levels.map(({ id }, at) => (
        <Steps {...props} level={id} isFirst={!isShared && at === 0} />
      ))}
    </section>
  );
};

interface StepsProps extends MeasurementProps {
  level: string | null;
  /** Whether this is the first table. Only it has the anchors of the dimensions. */
  isFirst: boolean;
}

/** One table of dimensions and steps. On a narrow screen the cells are stacked, each with the name of its step. */
const Steps: FC<StepsProps> = ({ ladder, competency, level, isFirst, prefix = '' }) => {
  const rows = competency.dimensions.filter((one) => Object.keys(descriptorsOf(one, level)).length > 0);
  const levels = level === null ? ladder.levels : ladder.levels.filter((one) => one.id === level);
  // If all levels share the texts, nearly every step is expected at some level, so marking them would be useless.
  const isMarked = level !== null;
  const expectedAt = (step: number) => levels.filter((one) => competency.expected[one.id] === step).map(({ id }) => id);
  return (
    <table class="stack">
      <caption>
        {level === null ? `${competency.title}: what each step looks like` : `${competency.title} at ${level}`}
      </caption>
      <thead>
        <tr>
          <th scope="col">Dimension</th>
          {ladder.scale.map(({ value, title }) => (
            <th scope="col">
              {value} {title}
              {expectedAt(value).length > 0 && <span class="hint">expected at {expectedAt(value).join(', ')}</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((dimension) => (
          <tr {...(isFirst ? { id: `${prefix}dimension-${dimension.id}` } : {})}>
            <th scope="row">
              {dimension.title} {dimension.origin === 'ours' && <OriginMark of="ours" />}
            </th>
            {ladder.scale.map(({ value, title }) => (
              <td
                data-label={`${value} ${title}`}
                {...(isMarked && expectedAt(value).length > 0 ? { class: 'expected' } : {})}
              >
                {descriptorsOf(dimension, level)[value] ?? ''}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
