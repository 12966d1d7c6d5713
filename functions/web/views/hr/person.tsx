import type { FC } from 'hono/jsx';
import type { Choices } from '#shared/cases/naming.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { LeadField, SignInKey } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Places } from '#shared/contract/places.ts';
import type { ProposalListing } from '#shared/contract/proposal.ts';
import type { Verification } from '#shared/contract/view.ts';
import type { SignInHistory } from '#shared/directory/sign-ins.ts';
import type { NameOf } from '#shared/records/names.ts';
import { FaultSummary, type Filled } from '../fields.tsx';
import { Layout } from '../layout.tsx';
import type { Picking } from '../picking.ts';
import { Done } from '../text.tsx';
import { ChangeHistory, MergedNote, type RecordChange } from './changes.tsx';
import { OpenProposals } from './open-proposals.tsx';
import { PersonForm } from './person-form.tsx';
import { PersonSignIns } from './sign-ins.tsx';

interface PersonProps {
  person: Person;
  shown: Person;
  ladders: PublishedLadder[];
  leads: Record<LeadField, Choices>;
  picking: Picking;
  places: Places;
  changes: RecordChange[];
  proof: Verification;
  filled: Filled;
  version: string;
  /** The values when the page was drawn. They tell which fields the person changed, so that changes of others are kept. */
  was: string;
  /** The proposals for the same record that are open. */
  open: ProposalListing[];
  idempotencyKey: string;
  isDone: boolean;
  signIns: SignInHistory | null;
  nameOf: NameOf;
  signInKey: SignInKey;
}

/** HR's page of one person. */
export const PersonPage: FC<PersonProps> = (props) => {
  const { person, shown, open, changes, proof, filled, isDone } = props;
  const isRefused = filled.message !== null;
  return (
    <Layout title={`${isRefused ? 'Not done yet: ' : ''}${shown.name}`} person={person}>
      <p>
        <a href="/people">People</a>
      </p>
      <h1>{shown.name}</h1>
      {isDone && !isRefused && <Done>The change is saved.</Done>}
      <FaultSummary filled={filled} />
      <MergedNote filled={filled} />
      <OpenProposals open={open} />
      {shown.id === person.id ? (
        <p>You cannot change your own record. Ask another person of HR.</p>
      ) : (
        <PersonForm {...props} action={`/hr/people/${shown.id}`} button="Save">
          <input type="hidden" name="version" value={props.version} />
          <input type="hidden" name="was" value={props.was} />
        </PersonForm>
      )}
      <h2>Cases</h2>
      <ul>
        <li>
          <a href={`/cases?state=any&engineerId=${shown.id}`}>Their own cases</a>
        </li>
        <li>
          <a href={`/cases?turn=${shown.id}`}>Cases that wait for them</a>
        </li>
        <li>
          <a href={`/cases?leadId=${shown.id}`}>Cases whose calibration they lead</a>
        </li>
      </ul>
      <PersonSignIns
        shown={shown}
        viewer={person}
        history={props.signIns}
        nameOf={props.nameOf}
        signInKey={props.signInKey}
      />
      <ChangeHistory changes={changes} proof={proof} />
    </Layout>
  );
};
