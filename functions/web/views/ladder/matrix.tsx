import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Competency } from '#shared/contract/ladder-competencies.ts';
import type { Placed } from './elements.tsx';
import { describedLevels, hasWeights, shortTitleOf } from './words.ts';

/** A table of all competencies, with their weights and the expected step at each level that the ladder describes. */
export const Matrix: FC<Placed> = ({ ladder, base }) => {
  const levels = describedLevels(ladder);
  const isWeighted = hasWeights(ladder);
  const columns = levels.length + (isWeighted ? 2 : 1);
  return (
    <section class="scroll matrix" tabindex={0} aria-label="Expected steps">
      <table>
        <caption>The step that is expected in each competency, by level</caption>
        <thead>
          <tr>
            <th scope="col">Competency</th>
            {isWeighted && (
              <th scope="col" class="number">
                Weight
              </th>
            )}
            {levels.map(({ id }) => (
              <th scope="col" class={id === ladder.hireBar ? 'step bar' : 'step'}>
                <a href={`${base}/levels/${id}`}>{id}</a>
                {id === ladder.hireBar && <span class="hint">hire bar</span>}
              </th>
            ))}
          </tr>
        </thead>
        {groupsOf(ladder).map(({ title, competencies }) => (
          <tbody>
            {title && (
              <tr>
                <th class="group" scope="rowgroup" colspan={columns}>
                  {title}
                </th>
              </tr>
            )}
            {competencies.map((competency) => (
              <tr>
                <th scope="row">
                  <a href={`${base}/competencies/${competency.id}`}>{shortTitleOf(competency)}</a>
                </th>
                {isWeighted && <td class="number">{competency.weight}</td>}
                {levels.map(({ id }) => (
                  <td class={`step ${tintOf(ladder, competency.expected[id])}${id === ladder.hireBar ? ' bar' : ''}`}>
                    <Expected ladder={ladder} step={competency.expected[id]} isLong={levels.length < 3} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
};

/** The step, with its name if there is room for it. */
const Expected: FC<{ ladder: PublishedLadder; step: number | undefined; isLong: boolean }> = ({
  ladder,
  step,
  isLong,
}) => {
  if (step === undefined) return <span class="unseen">none</span>;
  const title = ladder.scale.find((one) => one.value === step)?.title;
  return <>{isLong && title ? `${step} ${title}` : step}</>;
};

/** The competencies, grouped by area in the order of the ladder. Without areas there is one group without a title. */
function groupsOf({ areas, competencies }: PublishedLadder): { title: string | null; competencies: Competency[] }[] {
  return [{ id: null, title: null }, ...areas]
    .map(({ id, title }) => ({ title, competencies: competencies.filter((one) => one.area === id) }))
    .filter((group) => group.competencies.length > 0);
}

/** The CSS class of a step: one of five tints, from the lowest step of the scale to the highest. */
function tintOf({ scale }: PublishedLadder, step: number | undefined): string {
  const at = scale.findIndex((one) => one.value === step);
  return at < 0 ? 'no-step' : `tint-${Math.round((at / (scale.length - 1)) * 4) + 1}`;
}
