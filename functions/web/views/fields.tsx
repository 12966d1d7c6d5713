import type { Child, FC } from 'hono/jsx';
import { Instant } from './text.tsx';
import { sentence } from './words.ts';

/** A fault of a form. `field` is the name of its field, or null if it has none. */
export interface FieldFault {
  field: string | null;
  reason: string;
}

/** The values of a form, and its faults. */
export interface Filled {
  values: Record<string, string>;
  /** The values of the form before anybody changed them. */
  initial?: Record<string, string>;
  faults: FieldFault[];
  /** Why the form was refused as a whole. Null if it was not refused. */
  message: string | null;
  /** What others changed meanwhile, newest last, if that is the reason of the refusal. */
  changes: { at: string; what: string; who: string }[];
}

export const empty: Filled = { values: {}, faults: [], message: null, changes: [] };

/** The HTML id of a field. */
export const idOf = (name: string) => `f-${name.replace(/[^A-Za-z0-9-]/g, '-')}`;

/** Fields that a form sends and nobody fills in. */
const unseen = ['key', 'version', 'draft', 'seen', 'was', 'type'];

/** Says at the top of a form why it came back. A screen reader reads it out. Each fault links to its field. */
export const FaultSummary: FC<{ filled: Filled }> = ({ filled: { values, initial = {}, message, faults, changes } }) =>
  message === null ? null : (
    <div class="faults" role="alert" tabindex={-1} autofocus>
      <p>
        <strong>{message}</strong>
        {Object.entries(values).some(([name, value]) => value !== (initial[name] ?? '') && !unseen.includes(name)) &&
          ' What you wrote is still here.'}
      </p>
      {faults.length > 0 && <FaultList faults={faults} />}
      {changes.length > 0 && (
        <ul>
          {changes.map(({ at, what, who }) => (
            <li>
              {what}: {who}, <Instant at={at} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );

/** The labels of the fields with faults, as they are drawn. */
const labels = new WeakMap<FieldFault, string>();

/** From this many fields with the same reason on, the list says it once. */
const fewestAlike = 6;

/**
 * Faults with links to their fields. Each begins with the label of its field, unless its reason says that. Many with one
 * reason are one line, with a link to the first. The list stands before the fields, so it is drawn when they are.
 */
export const FaultList: FC<{ faults: FieldFault[] }> = async ({ faults }) => {
  await null;
  return (
    <ul>
      {linesOf(faults).map(({ first, count }) => (
        <li>
          {count > 1 && `${count} fields have the same fault. The first: `}
          {first.field ? <a href={`#${idOf(first.field)}`}>{named(first)}</a> : named(first)}
        </li>
      ))}
    </ul>
  );
};

/** The lines of the list: the fault of each, and how many it stands for. */
function linesOf(faults: readonly FieldFault[]): { first: FieldFault; count: number }[] {
  return faults.flatMap((first) => {
    const alike = faults.filter(({ field, reason }) => field !== null && reason === first.reason);
    if (first.field === null || alike.length < fewestAlike) return [{ first, count: 1 }];
    return first === alike[0] ? [{ first, count: alike.length }] : [];
  });
}

function named(fault: FieldFault): string {
  const [label, reason] = [labels.get(fault) ?? '', sentence(fault.reason)];
  if (reason.toLowerCase().includes(label.toLowerCase())) return reason;
  return `${/[.?!]$/.test(label) ? label : `${label}:`} ${reason}`;
}

interface FieldProps {
  name: string;
  label: string;
  filled: Filled;
  kind?: 'text' | 'url' | 'date' | 'month' | 'number' | 'long' | 'short';
  hint?: string | undefined;
  /** Whether it must be filled in, or when. */
  required?: Required;
}

/** Whether a field must be filled in: yes, no, or when, in words. */
export type Required = boolean | string;

/** What a label says of a field that can be left empty. */
const Mark: FC<{ required: Required }> = ({ required }) =>
  required === true ? null : <span class="soft">{required === false ? ' (optional)' : ` (needed ${required})`}</span>;

interface LabelledProps {
  name: string;
  label: string;
  filled: Filled;
  hint?: string | undefined;
  /** Whether it must be filled in, or when. The label says it. Left out: the label says nothing. */
  required?: Required | undefined;
  /** Draws the control itself, with the attributes that join it to label, hint and faults. */
  control: (attributes: ControlAttributes) => Child;
}

interface ControlAttributes {
  id: string;
  name: string;
  'aria-describedby'?: string;
  'aria-invalid'?: 'true';
  'aria-required'?: 'true';
}

/** A control with its label, hint and faults. */
export const Labelled: FC<LabelledProps> = ({ name, label, filled, hint, required, control }) => {
  const faults = filled.faults.filter((fault) => fault.field === name);
  const id = idOf(name);
  const described = [hint ? `${id}-hint` : '', faults.length > 0 ? `${id}-fault` : ''].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>
        {label}
        {required !== undefined && <Mark required={required} />}
      </label>
      {hint && (
        <p class="soft" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <Faults of={label} id={`${id}-fault`} faults={faults} />
      {control({
        id,
        name,
        ...(described ? { 'aria-describedby': described } : {}),
        ...(faults.length > 0 ? { 'aria-invalid': 'true' } : {}),
        ...(required === true ? { 'aria-required': 'true' } : {}),
      })}
    </div>
  );
};

/** One field with its label, hint and faults. */
export const Field: FC<FieldProps> = ({ kind = 'text', required = false, ...labelled }) => {
  const value = labelled.filled.values[labelled.name] ?? '';
  const control: LabelledProps['control'] = (attributes) =>
    kind === 'long' || kind === 'short' ? (
      // Browsers drop a line break at the start of a textarea, so add one.
      <textarea {...attributes} class={kind}>{`\n${value}`}</textarea>
    ) : kind === 'number' ? (
      // A text field, because a number field sends nothing if its value is not a number.
      <input {...attributes} type="text" inputmode="decimal" value={value} />
    ) : kind === 'month' ? (
      // Some browsers show a text field instead, and check what is typed by the pattern.
      <input {...attributes} type="month" pattern="[0-9]{4}-[0-9]{2}" value={value} />
    ) : (
      <input {...attributes} type={kind} value={value} />
    );
  return <Labelled {...labelled} required={required} control={control} />;
};

/** The faults of a field, or of a group of fields. `of` is its label, by which the list of all faults calls it. */
export const Faults: FC<{ of: string; id: string; faults: FieldFault[] }> = ({ of, id, faults }) => {
  for (const fault of faults) labels.set(fault, of);
  return faults.length === 0 ? null : (
    <p class="fault" id={id}>
      {faults.map((fault) => sentence(fault.reason)).join(' ')}
    </p>
  );
};

interface ChoiceProps {
  name: string;
  legend: string;
  /** `text` explains an option, below its label. One that `isOff` is not possible now, and its text says why. */
  options: { value: string; label: string; text?: string | undefined; isOff?: boolean }[];
  filled: Filled;
  /** Whether the options are below one another, for long labels. */
  stacked?: boolean;
  children?: Child;
}

/** Radio buttons in a fieldset. */
export const Choice: FC<ChoiceProps> = ({ name, legend, options, filled, stacked = false, children }) => {
  const faults = filled.faults.filter((fault) => fault.field === name);
  const id = idOf(name);
  const isDescribed = options.some((option) => option.text !== undefined);
  return (
    <fieldset {...(faults.length > 0 ? { 'aria-describedby': `${id}-fault` } : {})}>
      <legend>{legend}</legend>
      <Faults of={legend} id={`${id}-fault`} faults={faults} />
      <div class={isDescribed ? 'steps described' : stacked ? 'steps stacked' : 'steps'}>
        {options.map((option, at) => (
          <label>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={filled.values[name] === option.value}
              {...(at === 0 ? { id } : {})}
              {...(option.isOff ? { 'aria-disabled': 'true' as const } : {})}
            />
            {option.text === undefined ? (
              option.label
            ) : (
              <span>
                <strong>{option.label}</strong> <span class="text">{option.text}</span>
              </span>
            )}
          </label>
        ))}
      </div>
      {children}
    </fieldset>
  );
};

/** Fields that most people leave empty. They are folded away until one has a value or a fault. */
export const Folded: FC<{
  summary: Child;
  names: string[];
  filled: Filled;
  /** Whether it is open in any case. */
  isOpen?: boolean;
  children?: Child;
}> = ({ summary, names, filled, isOpen = false, children }) => {
  const isUsed = names.some((name) => filled.values[name] !== undefined && filled.values[name] !== '');
  return (
    <details open={isOpen || isUsed || filled.faults.some(({ field }) => field !== null && names.includes(field))}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
};
