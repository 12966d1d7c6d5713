import type { FC } from 'hono/jsx';
import type { CycleView } from '#shared/contract/cycles.ts';
import type { Person } from '#shared/contract/people.ts';
import type { ProposalListing } from '#shared/contract/proposal.ts';
import { namesOf } from '#shared/records/names.ts';
import { FaultSummary, type Filled } from '../fields.tsx';
import { Layout } from '../layout.tsx';
import { OpenCases } from './cycle.tsx';
import { OpenProposals } from './open-proposals.tsx';
import { ReasonField } from './reason-field.tsx';

interface CloseProps {
  person: Person;
  cycle: CycleView;
  /** The proposals for the same record that are open. */
  open: ProposalListing[];
  idempotencyKey: string;
  filled: Filled;
}

/** Asks for confirmation before a cycle is closed, and shows its open cases. */
export const CloseCyclePage: FC<CloseProps> = ({ person, cycle, open, idempotencyKey, filled }) => (
  <Layout title={`${filled.message === null ? '' : 'Not done yet: '}Close ${cycle.name}`} person={person}>
    <p>
      <a href={`/hr/cycles/${cycle.id}`}>Back to the cycle</a>
    </p>
    <h1>Close {cycle.name}</h1>
    <FaultSummary filled={filled} />
    <OpenProposals open={open} />
    <p>
      After that no case can join it, and nobody can change it or open it again. Open cases are not closed with it: they
      continue.
    </p>
    <h2>Open cases</h2>
    <OpenCases cycle={cycle} nameOf={namesOf(cycle.openCases.map((one) => one.engineer))} />
    {cycle.closedAt === null && (
      <form method="post" action={`/hr/cycles/${cycle.id}/close`}>
        <input type="hidden" name="key" value={idempotencyKey} />
        <input type="hidden" name="version" value={String(cycle.version)} />
        <ReasonField filled={filled} />
        <button type="submit">Close the cycle</button>
      </form>
    )}
  </Layout>
);
