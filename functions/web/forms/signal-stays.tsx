import type { FC } from 'hono/jsx';
import type { Competency } from '#shared/contract/ladder-competencies.ts';
import { Faults, type Filled, idOf } from '../views/fields.tsx';
import { Said } from '../views/text.tsx';
import type { Again } from './again.ts';

/** Whether a return unlocked no rating of a competency. Then its anti-signals stay as they were too. */
export function isLocked({ dimensions }: Competency, again: Again | null): boolean {
  return again !== null && dimensions.every(({ id }) => again.asked[id] === undefined);
}

interface Stay {
  /** The name of its first field. */
  field: string;
  title: string;
  said: string;
}

/** Anti-signals that a return did not unlock. They are shown, and their fields are sent unchanged in hidden ones. */
export const SignalStays: FC<{ signals: Stay[]; fields: (id: Stay) => string[]; filled: Filled }> = ({
  signals,
  fields,
  filled,
}) => {
  const faultsOf = ({ field }: Stay) => filled.faults.filter((fault) => fault.field === field);
  const sent = filled.initial ?? filled.values;
  return signals.length === 0 ? null : (
    <details open={signals.some((one) => faultsOf(one).length > 0)}>
      <summary>Anti-signals that stay as they were ({signals.length})</summary>
      <ul>
        {signals.map((one) => (
          <li id={idOf(one.field)}>
            {one.title}
            <Faults of={one.title} id={`${idOf(one.field)}-fault`} faults={faultsOf(one)} />
            <Said soft>{one.said}</Said>
            {fields(one).map((name) => (
              <input type="hidden" name={name} value={sent[name] ?? ''} />
            ))}
          </li>
        ))}
      </ul>
    </details>
  );
};
