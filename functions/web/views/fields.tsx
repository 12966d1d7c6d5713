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
      {faults.length > 0 && (
        <ul>
          {faults.map(({ field, reason }) => (
            <li>{field ? <a href={`#${idOf(field)}`}>{sentence(reason)}</a> : sentence(reason)}</li>
          ))}
        </ul>
      )}
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

/**
 * A drawn page in which each fault of the summary begins with the name of its field: its label, or the legend of its group.
 * They are taken from the page, because the fields come after the summary. A reason that names its field stays as it is.
 */
export function withNamedFaults(html: string): string {
  const [before, ...rest] = html.split('<div class="faults"');
  if (rest.length === 0) return html;
  const after = rest.join('<div class="faults"');
  const end = after.indexOf('</div>');
  const named = after.slice(0, end).replace(/<li><a href="#(f-[^"]*)">([^<]*)/g, (link, id, reason) => {
    const name = nameOfField(after, id);
    return name === '' || reason.toLowerCase().includes(name.toLowerCase())
      ? link
      : `<li><a href="#${id}">${/[.?!]$/.test(name) ? name : `${name}:`} ${reason}`;
  });
  return `${before}<div class="faults"${named}${after.slice(end)}`;
}

function nameOfField(html: string, id: string): string {
  const label = `<label for="${id}">`;
  const at = html.includes(label) ? html.indexOf(label) + label.length : legendOf(html, html.indexOf(` id="${id}"`));
  const words = html.slice(at, html.indexOf('</l', at));
  return words
    .replace(/<span class="soft">.*?<\/span>/g, '')
    .replace(/<[^>]*>/g, '')
    .trim();
}

/**
 * Where the text of the legend of a group begins: of the one whose id stands at a place, or of the one around it. The end
 * of the page if there is none.
 */
function legendOf(html: string, place: number): number {
  const tag = place < 0 ? -1 : html.lastIndexOf('<', place);
  const isGroup = tag >= 0 && html.startsWith('<fieldset', tag);
  let legend = isGroup ? html.indexOf('<legend', place) : html.lastIndexOf('<legend', tag);
  while (legend >= 0 && tag >= 0) {
    const between = html.slice(legend, tag);
    if (isGroup || between.split('</fieldset>').length <= between.split('<fieldset').length)
      return html.indexOf('>', legend) + 1;
    legend = legend === 0 ? -1 : html.lastIndexOf('<legend', legend - 1);
  }
  return html.length;
}

interface FieldProps {
  name: string;
  label: Child;
  filled: Filled;
  kind?: 'text' | 'url' | 'date' | 'number' | 'long' | 'short';
  hint?: string | undefined;
  /** Whether it must be filled in, or when. */
  required?: Required;
}

/** Whether a field must be filled in: yes, no, or when, in words. */
export type Required = boolean | string;

/** What a label says of a field that can be left empty. */
export const Mark: FC<{ required: Required }> = ({ required }) =>
  required === true ? null : <span class="soft">{required === false ? ' (optional)' : ` (needed ${required})`}</span>;

/** One field with its label, hint and faults. */
export const Field: FC<FieldProps> = ({ name, label, filled, kind = 'text', hint, required = false }) => {
  const faults = filled.faults.filter((fault) => fault.field === name);
  const id = idOf(name);
  const described = [hint ? `${id}-hint` : '', faults.length > 0 ? `${id}-fault` : ''].filter(Boolean).join(' ');
  const common = {
    id,
    name,
    ...(described ? { 'aria-describedby': described } : {}),
    ...(faults.length > 0 ? { 'aria-invalid': 'true' as const } : {}),
    ...(required === true ? { 'aria-required': 'true' as const } : {}),
  };
  const value = filled.values[name] ?? '';
  return (
    <div class="field">
      <label for={id}>
        {label}
        <Mark required={required} />
      </label>
      {hint && (
        <p class="soft" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <Faults id={`${id}-fault`} faults={faults} />
      {kind === 'long' || kind === 'short' ? (
        // Browsers drop a line break at the start of a textarea, so add one.
        <textarea {...common} class={kind}>{`\n${value}`}</textarea>
      ) : kind === 'number' ? (
        // A text field, because a number field sends nothing if its value is not a number.
        <input {...common} type="text" inputmode="decimal" value={value} />
      ) : (
        <input {...common} type={kind} value={value} />
      )}
    </div>
  );
};

/** The faults of a field. */
export const Faults: FC<{ id: string; faults: FieldFault[] }> = ({ id, faults }) =>
  faults.length === 0 ? null : (
    <p class="fault" id={id}>
      {faults.map((fault) => sentence(fault.reason)).join(' ')}
    </p>
  );

interface ChoiceProps {
  name: string;
  legend: Child;
  /** `text` explains an option, below its label. */
  options: { value: string; label: string; text?: string | undefined }[];
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
      <Faults id={`${id}-fault`} faults={faults} />
      <div class={isDescribed ? 'steps described' : stacked ? 'steps stacked' : 'steps'}>
        {options.map((option, at) => (
          <label>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={filled.values[name] === option.value}
              {...(at === 0 ? { id } : {})}
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
export const Folded: FC<{ summary: Child; names: string[]; filled: Filled; children?: Child }> = ({
  summary,
  names,
  filled,
  children,
}) => {
  const isUsed = names.some((name) => filled.values[name] !== undefined && filled.values[name] !== '');
  return (
    <details open={isUsed || filled.faults.some(({ field }) => field !== null && names.includes(field))}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
};
