import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { LeadField, SignInKey } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Places } from '#shared/contract/places.ts';
import type { ProposalListing } from '#shared/contract/proposals.ts';
import type { Verification } from '#shared/contract/view.ts';
import type { SignInHistory } from '#shared/directory/sign-ins.ts';
import type { NameOf } from '#shared/records/names.ts';
import { FaultSummary, type Filled } from '../fields.tsx';
import { Layout } from '../layout.tsx';
import { Done } from '../text.tsx';
import { ChangeHistory, MergedNote, type RecordChange } from './changes.tsx';
import { OpenProposals } from './open-proposals.tsx';
import { PersonForm } from './person-form.tsx';
import { PersonSignIns } from './sign-ins.tsx';

interface PersonProps {
  person: Person;
  shown: Person;
  ladders: PublishedLadder[];
  leads: Record<LeadField, Person[]>;
  places: Places;
  changes: RecordChange[];
  proof: Verification;
  filled: Filled;
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
        <PersonForm
          {...props}
          action={`/hr/people/${shown.id}`}
          button="Save"
          leads={othersThan(shown.id, props.leads)}
        >
          <input type="hidden" name="version" value={String(shown.version)} />
          <input type="hidden" name="was" value={props.was} />
        </PersonForm>
      )}
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

/** The possible leads without the person, because nobody leads themselves. */
function othersThan(id: string, leads: Record<LeadField, Person[]>): Record<LeadField, Person[]> {
  const entries = Object.entries(leads).map(([line, people]) => [line, people.filter((one) => one.id !== id)]);
  return Object.fromEntries(entries);
}
