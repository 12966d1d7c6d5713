import type { Child, FC } from 'hono/jsx';

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const minute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** A day, such as 5 December 2026. */
export const Day: FC<{ at: string }> = ({ at }) => <time datetime={at}>{day.format(new Date(at))}</time>;

/** An instant, in UTC and saying so. */
export const Instant: FC<{ at: string }> = ({ at }) => (
  <time datetime={at}>{`${minute.format(new Date(at))} UTC`}</time>
);

/** What was filled in, and what is wrong with it, by field name. */
export interface Filled {
  values: Record<string, string>;
  faults: { path: string; reason: string }[];
  /** What stands against the whole, beside single fields. */
  message: string | null;
}

export const empty: Filled = { values: {}, faults: [], message: null };

const idOf = (name: string) => `f-${name.replace(/[^A-Za-z0-9-]/g, '-')}`;

/** The faults of a form at its top, each a link to its field. */
export const FaultSummary: FC<{ filled: Filled }> = ({ filled: { message, faults } }) =>
  message === null ? null : (
    <div class="faults" role="alert">
      <p>
        <strong>{message}</strong> What you wrote is still here.
      </p>
      {faults.length > 0 && (
        <ul>
          {faults.map((fault) => (
            <li>
              <a href={`#${idOf(fault.path)}`}>{fault.reason}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );

interface FieldProps {
  name: string;
  label: string;
  filled: Filled;
  kind?: 'text' | 'url' | 'date' | 'number' | 'long' | 'short';
  hint?: string;
  required?: boolean;
}

/** One labelled field with its fault beside it. */
export const Field: FC<FieldProps> = ({ name, label, filled, kind = 'text', hint, required = false }) => {
  const faults = filled.faults.filter((fault) => fault.path === name);
  const id = idOf(name);
  const described = [hint ? `${id}-hint` : '', faults.length > 0 ? `${id}-fault` : ''].filter(Boolean).join(' ');
  const common = {
    id,
    name,
    ...(described ? { 'aria-describedby': described } : {}),
    ...(faults.length > 0 ? { 'aria-invalid': 'true' as const } : {}),
    ...(required ? { 'aria-required': 'true' as const } : {}),
  };
  const value = filled.values[name] ?? '';
  return (
    <div class="field">
      <label for={id}>
        {label}
        {required ? '' : ' (if you like)'}
      </label>
      {hint && (
        <p class="soft" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <Faults id={`${id}-fault`} faults={faults} />
      {kind === 'long' || kind === 'short' ? (
        <textarea {...common} class={kind}>
          {value}
        </textarea>
      ) : (
        <input {...common} type={kind} value={value} {...(kind === 'number' ? { step: 'any' } : {})} />
      )}
    </div>
  );
};

const Faults: FC<{ id: string; faults: Filled['faults'] }> = ({ id, faults }) =>
  faults.length === 0 ? null : (
    <p class="fault" id={id}>
      {faults.map((fault) => fault.reason).join('; ')}
    </p>
  );

interface ChoiceProps {
  name: string;
  legend: Child;
  options: { value: string; label: string }[];
  filled: Filled;
  children?: Child;
}

/** One of a few, as radio buttons in a fieldset. */
export const Choice: FC<ChoiceProps> = ({ name, legend, options, filled, children }) => {
  const faults = filled.faults.filter((fault) => fault.path === name);
  const id = idOf(name);
  return (
    <fieldset id={id} {...(faults.length > 0 ? { 'aria-describedby': `${id}-fault` } : {})}>
      <legend>{legend}</legend>
      <Faults id={`${id}-fault`} faults={faults} />
      <div class="steps">
        {options.map((option) => (
          <label>
            <input type="radio" name={name} value={option.value} checked={filled.values[name] === option.value} />
            {option.label}
          </label>
        ))}
      </div>
      {children}
    </fieldset>
  );
};
