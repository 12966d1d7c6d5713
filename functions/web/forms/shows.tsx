import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { Faults, type Filled, idOf } from '../views/fields.tsx';
import { groupOf } from './form.ts';

/** A checkbox for each dimension that a piece of evidence can show. Competencies without a ticked box are folded away. */
export const Shows: FC<{ ladder: PublishedLadder; filled: Filled }> = ({ ladder, filled }) => {
  const faults = filled.faults.filter((fault) => fault.field === 'shows');
  return (
    <fieldset {...(faults.length > 0 ? { 'aria-describedby': `${idOf('shows')}-fault` } : {})}>
      <legend>
        What it shows <span class="soft">(optional)</span>
      </legend>
      <p class="soft">Tick the dimensions that this is an example of, 20 at most.</p>
      <Faults of="What it shows" id={`${idOf('shows')}-fault`} faults={faults} />
      {ladder.competencies.map(({ title, dimensions }, at) => (
        <details open={dimensions.some(({ id }) => filled.values[nameOf(id)])}>
          <summary {...(at === 0 ? { id: idOf('shows') } : {})}>{title}</summary>
          <div class="steps stacked">
            {dimensions.map((dimension) => (
              <label>
                <input
                  type="checkbox"
                  name={nameOf(dimension.id)}
                  value="yes"
                  checked={Boolean(filled.values[nameOf(dimension.id)])}
                />
                {dimension.title}
              </label>
            ))}
          </div>
        </details>
      ))}
    </fieldset>
  );
};

const nameOf = (dimension: string) => `shows.${dimension}`;

/** The ticked dimensions, in the form of the command. */
export function shownIn(values: Record<string, string>): string[] {
  return Object.keys(groupOf(values, 'shows'));
}

/** The values of the checkboxes for these dimensions. */
export function ticked(shows: readonly string[]): Record<string, string> {
  return Object.fromEntries(shows.map((id) => [nameOf(id), 'yes']));
}
