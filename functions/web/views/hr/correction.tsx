import type { FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { ProposalListing } from '#shared/contract/proposal.ts';
import { outcomeTitles } from '#shared/domain/words.ts';
import type { Correctable } from '#shared/proposals/outcome-change.ts';
import { FaultSummary, Field, type Filled } from '../fields.tsx';
import { Layout } from '../layout.tsx';
import { OpenProposals } from './open-proposals.tsx';
import { correctionEffect } from './proposal-words.ts';

interface CorrectionProps {
  person: Person;
  found: Correctable;
  /** The proposals for the same record that are open. */
  open: ProposalListing[];
  idempotencyKey: string;
  filled: Filled;
}

/** Asks why the outcome of a case is wrong, and says what the correction does. */
export const CorrectionPage: FC<CorrectionProps> = ({ person, found, open, idempotencyKey, filled }) => (
  <Layout title={`${filled.message === null ? '' : 'Not done yet: '}Correct an outcome`} person={person}>
    <p>
      <a href={`/cases/${found.id}`}>Back to the case</a>
    </p>
    <h1>Correct the outcome of the case of {found.engineer}</h1>
    <FaultSummary filled={filled} />
    <OpenProposals open={open} />
    <p>
      The outcome is: {outcomeTitles[found.outcome]}. After the correction it is: {outcomeTitles[found.to]}.
    </p>
    <p>
      {correctionEffect(found.to)}{' '}
      {found.to === 'promoted'
        ? 'This is possible only if everything that the ladder requires is met.'
        : 'They can appeal.'}{' '}
      A second person, who did nothing in the case, has to confirm it. Then everybody who took part is told, and the
      record keeps both outcomes.
    </p>
    <form method="post" action={`/hr/corrections/${found.id}`}>
      <input type="hidden" name="key" value={idempotencyKey} />
      <input type="hidden" name="version" value={String(found.version)} />
      <input type="hidden" name="to" value={found.to} />
      <Field
        name="reason"
        label="Why the outcome is wrong"
        kind="long"
        hint="Everybody who reads the case reads this."
        filled={filled}
        required
      />
      <button type="submit">Propose the correction</button>
    </form>
  </Layout>
);
