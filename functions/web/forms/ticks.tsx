import type { Child, FC } from 'hono/jsx';
import { Faults, type Filled, idOf } from '../views/fields.tsx';
import { groupOf, type Values } from './form.ts';

interface TicksProps {
  /** The prefix of the checkboxes' names. */
  group: string;
  legend: string;
  options: { value: string; label: Child }[];
  filled: Filled;
}

/** Checkboxes in a fieldset. Faults are shown for the whole group, or beside a checkbox. */
export const Ticks: FC<TicksProps> = ({ group, legend, options, filled }) => {
  const faultsOf = (field: string) => filled.faults.filter((fault) => fault.field === field);
  const id = idOf(group);
  return (
    <fieldset id={id} {...(faultsOf(group).length > 0 ? { 'aria-describedby': `${id}-fault` } : {})}>
      <legend>{legend}</legend>
      <Faults of={legend} id={`${id}-fault`} faults={faultsOf(group)} />
      <div class="steps stacked">
        {options.map(({ value, label }) => {
          const name = `${group}.${value}`;
          const faults = faultsOf(name);
          return (
            <div>
              <label>
                <input
                  type="checkbox"
                  id={idOf(name)}
                  name={name}
                  value="yes"
                  checked={Boolean(filled.values[name])}
                  {...(faults.length > 0 ? { 'aria-describedby': `${idOf(name)}-fault` } : {})}
                />
                <span>{label}</span>
              </label>
              <Faults of={legend} id={`${idOf(name)}-fault`} faults={faults} />
            </div>
          );
        })}
      </div>
    </fieldset>
  );
};

/** The ticked values of a group, in the order of the form. */
export function tickedOf(values: Values, group: string): string[] {
  return Object.keys(groupOf(values, group));
}
