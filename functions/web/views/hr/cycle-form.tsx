import type { Child, FC } from 'hono/jsx';
import { pathStages } from '#shared/contract/names.ts';
import { pathStageTitle } from '#shared/domain/words.ts';
import { Field, type Filled } from '../fields.tsx';
import { windowField } from './cycle-fields.ts';
import { buttonFor, ReasonField } from './reason-field.tsx';

interface FormProps {
  action: string;
  filled: Filled;
  idempotencyKey: string;
  button: string;
  /** The fields that come first. */
  children?: Child;
}

/** The fields of a cycle: its name, its days and its windows. */
export const CycleForm: FC<FormProps> = ({ action, filled, idempotencyKey, button, children }) => (
  <form method="post" action={action} novalidate>
    <input type="hidden" name="key" value={idempotencyKey} />
    {children}
    <Field
      name="name"
      label="Name"
      hint="The name that people see, such as Annual review 2026."
      filled={filled}
      required
    />
    <Field name="from" label="First day" kind="date" filled={filled} required />
    <Field
      name="joinUntil"
      label="Cases can join until"
      kind="date"
      hint="After this day HR can let a case join late, with a reason."
      filled={filled}
      required
    />
    <Field name="to" label="Last day" kind="date" filled={filled} required />
    <h3>Windows</h3>
    <p>
      A stage with a window is due on its last day. Only where the ladder says so are signatures given within it and at
      no other time. Leave both days empty if the ladder’s own deadlines are enough. A window that has ended cannot
      change. Days are days where each engineer works.
    </p>
    {pathStages.map((stage) => (
      <fieldset>
        <legend>{pathStageTitle(stage)}</legend>
        <Field
          name={windowField(stage, 'from')}
          label="From"
          kind="date"
          filled={filled}
          required="if the stage has a window"
        />
        <Field
          name={windowField(stage, 'to')}
          label="To"
          kind="date"
          filled={filled}
          required="if the stage has a window"
        />
      </fieldset>
    ))}
    <ReasonField filled={filled} />
    <p>
      <button type="submit">{buttonFor(filled, button)}</button>
    </p>
  </form>
);
