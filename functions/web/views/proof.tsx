import type { FC } from 'hono/jsx';
import type { Verification } from '#shared/contract/view.ts';
import { sentence } from './words.ts';

/** Whether a record holds. `tell` is the person to tell if it does not. */
export const Proof: FC<{ proof: Verification; tell?: string }> = ({ proof, tell = 'HR' }) => (
  <div class="card">
    {proof.verified ? (
      <>
        <p>
          <span class="tag pass">The record holds.</span> It was checked just now, event by event.
        </p>
        <p class="soft">
          You see {proof.events} {proof.events === 1 ? 'event' : 'events'}. Each has a hash of itself and of the event
          before it. So nobody can change, remove or add an event later without it showing.
        </p>
      </>
    ) : (
      <>
        <p>
          <span class="tag fail">The record does not hold.</span> Please tell {tell}.
        </p>
        <ul>
          {proof.faults.map((fault) => (
            <li>{sentence(fault)}</li>
          ))}
        </ul>
      </>
    )}
    {proof.erased > 0 && (
      <p class="soft">The texts of {proof.erased} were erased. The record still shows that they existed.</p>
    )}
  </div>
);
