import type { FC } from 'hono/jsx';
import { type Filled, Labelled } from './fields.tsx';

interface Option {
  value: string;
  label: string;
}

interface SelectProps {
  name: string;
  label: string;
  /** Options under headings. Options under an empty heading are not grouped. */
  groups: { heading: string; options: Option[] }[];
  filled: Filled;
  hint?: string | undefined;
}

/** A select field. The current value is offered even if it is no longer one of the options. */
export const Select: FC<SelectProps> = ({ groups, ...labelled }) => {
  const value = labelled.filled.values[labelled.name] ?? '';
  const isKnown = groups.some(({ options }) => options.some((one) => one.value === value));
  return (
    <Labelled
      {...labelled}
      control={(attributes) => (
        <select {...attributes}>
          {!isKnown && <Choices options={[{ value, label: value }]} chosen={value} />}
          {groups.map(({ heading, options }) =>
            heading === '' ? (
              <Choices options={options} chosen={value} />
            ) : (
              <optgroup label={heading}>
                <Choices options={options} chosen={value} />
              </optgroup>
            ),
          )}
        </select>
      )}
    />
  );
};

const Choices: FC<{ options: Option[]; chosen: string }> = ({ options, chosen }) => (
  <>
    {options.map(({ value, label }) => (
      <option value={value} selected={value === chosen}>
        {label}
      </option>
    ))}
  </>
);
