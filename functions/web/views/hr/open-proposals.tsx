import type { FC } from 'hono/jsx';
import type { ProposalListing } from '#shared/contract/proposal.ts';
import { Instant } from '../text.tsx';

/** Says before a change is proposed that another one of the same record waits for a second person. */
export const OpenProposals: FC<{ open: ProposalListing[] }> = ({ open }) =>
  open.length === 0 ? null : (
    <div class="card">
      <p>
        {open.length === 1 ? 'A change of this record waits' : `${open.length} changes of this record wait`} for a
        second person already. As soon as one change is made, those proposed before it cannot be confirmed any more.
      </p>
      <ul>
        {open.map(({ id, at }) => (
          <li>
            <a href={`/hr/proposals/${id}`}>
              Proposed on <Instant at={at} />
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
