import type { FC } from 'hono/jsx';
import { Field, type Filled } from '../fields.tsx';

interface ReasonProps {
  filled: Filled;
  /** When the reason is needed. Without it the field is there only after a refusal has asked for it. */
  hint?: string;
}

/** The reason of a change that a second person of HR has to confirm. */
export const ReasonField: FC<ReasonProps> = ({ filled, hint }) => {
  const isAsked = filled.faults.some(({ field }) => field === 'reason') || (filled.values.reason ?? '') !== '';
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
