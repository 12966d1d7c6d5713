import type { FC } from 'hono/jsx';
import { Field, type Filled } from '../fields.tsx';

interface ReasonProps {
  filled: Filled;
  /** When the reason is needed. Without it the field is there only after a refusal has asked for it. */
  hint?: string;
}

const asksWhy = ({ faults }: Filled) => faults.some(({ field }) => field === 'reason');

/** The button of a change. Once the form asks for the reason, sending it proposes the change. */
export const buttonFor = (filled: Filled, button: string): string => (asksWhy(filled) ? 'Propose' : button);

/** The reason of a change that a second person of HR has to confirm. */
export const ReasonField: FC<ReasonProps> = ({ filled, hint }) => {
  const isAsked = asksWhy(filled) || (filled.values.reason ?? '') !== '';
  if (hint === undefined && !isAsked) return null;
  return (
    <Field
      name="reason"
      label="Why, for the second person"
      kind="long"
      hint={hint}
      filled={filled}
      required={isAsked || 'if another person of HR has to confirm'}
    />
  );
};
