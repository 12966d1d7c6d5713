import type { FC } from 'hono/jsx';
import { Faults, type Filled, idOf } from '../fields.tsx';

interface Option {
  value: string;
  label: string;
}

interface ChecksProps {
  /** The name of the group. Each checkbox has the name `name.value`. */
  name: string;
  legend: string;
  options: Option[];
  filled: Filled;
}

/** A group of checkboxes. */
export const Checks: FC<ChecksProps> = ({ name, legend, options, filled }) => {
  const faults = filled.faults.filter((fault) => fault.field === name);
  const id = idOf(name);
  return (
    <fieldset {...(faults.length > 0 ? { 'aria-describedby': `${id}-fault` } : {})}>
      <legend>{legend}</legend>
      <Faults of={legend} id={`${id}-fault`} faults={faults} />
      <div class="steps">
        {options.map(({ value, label }, at) => (
          <label>
            <input
              type="checkbox"
              name={`${name}.${value}`}
              value="yes"
              checked={filled.values[`${name}.${value}`] === 'yes'}
              {...(at === 0 ? { id } : {})}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
};
