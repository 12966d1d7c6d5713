import type { FC } from 'hono/jsx';
import type { MoveView } from '#shared/contract/moves.ts';
import type { SignInKey } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { ProposalListing } from '#shared/contract/proposal.ts';
import type { RecordEventView } from '#shared/contract/records.ts';
import type { RefusedSignIn, SignIn } from '#shared/contract/sign-ins.ts';
import type { SignInHistory } from '#shared/directory/sign-ins.ts';
import type { NameOf } from '#shared/records/names.ts';
import { FaultSummary, Field, type Filled } from '../fields.tsx';
import { Layout } from '../layout.tsx';
import { Instant } from '../text.tsx';
import { Chain } from './elements.tsx';
import { Moves } from './moves.tsx';
import { OpenProposals } from './open-proposals.tsx';
import { keyWords, refusalWords } from './sign-in-words.ts';

interface OfPerson {
  shown: Person;
  /** Null: they have never signed in. */
  history: SignInHistory | null;
  nameOf: NameOf;
  signInKey: SignInKey;
}

/** How a person signs in, on HR's page of the person. */
export const PersonSignIns: FC<OfPerson & { viewer: Person }> = ({ shown, viewer, history, nameOf, signInKey }) => (
  <>
    <h2>Signing in</h2>
    {!history ? (
      <p>
        {shown.name} has never signed in. The first account of the company's sign-in with their {keyWords[signInKey]}{' '}
        will be theirs.
      </p>
    ) : (
      <>
        <ul class="long">
          {history.signIns.list.toReversed().map((one) => (
            <li>
              <SignInSaid one={one} />
              {one.endedAt === null && viewer.id !== shown.id && (
                <>
                  {' '}
                  <a href={`/hr/people/${shown.id}/sign-ins/${one.id}`}>End it</a>
                </>
              )}
            </li>
          ))}
        </ul>
        <details>
          <summary>Who changed this, and the proof</summary>
          <Chain
            proof={history.proof}
            events={history.events.map(({ at, hash, type, actor, proposal }) => ({
              at,
              hash,
              said: saidOf({ type, actor, proposal }, nameOf),
            }))}
          />
        </details>
      </>
    )}
  </>
);

function saidOf(
  { type, actor, proposal }: Pick<RecordEventView, 'type' | 'actor' | 'proposal'>,
  nameOf: NameOf,
): string {
  const name = nameOf(actor.personId);
  if (actor.relation !== 'sign-in') return `${name} ended it.`;
  if (type === 'sign-in-ended') return `It ended, because ${name} came over to another issuer.`;
  return proposal
    ? `${name} came over by this account, which a mapping file of two people of HR named.`
    : `${name} signed in for the first time by this account.`;
}

const SignInSaid: FC<{ one: SignIn }> = ({ one: { id, issuer, claim, boundAt, endedAt } }) => (
  <>
    Account <code>{id.slice(0, 8)}</code> of {issuer}, found by <code>{claim}</code>, since <Instant at={boundAt} />
    {endedAt !== null && (
      <>
        {', '}
        <span class="chip">ended</span> <Instant at={endedAt} />
      </>
    )}
  </>
);

interface EndProps {
  person: Person;
  shown: Person;
  one: SignIn;
  version: number;
  signInKey: SignInKey;
  /** The proposals for the sign-ins of this person that are open. */
  open: ProposalListing[];
  idempotencyKey: string;
  filled: Filled;
}

/** Asks why a sign-in shall end, and says what follows. */
export const EndSignInPage: FC<EndProps> = ({
  person,
  shown,
  one,
  version,
  signInKey,
  open,
  idempotencyKey,
  filled,
}) => (
  <Layout title={`${filled.message === null ? '' : 'Not done yet: '}End a sign-in of ${shown.name}`} person={person}>
    <p>
      <a href={`/hr/people/${shown.id}`}>{shown.name}</a>
    </p>
    <h1>End a sign-in of {shown.name}</h1>
    <FaultSummary filled={filled} />
    <OpenProposals open={open} />
    <p>
      <SignInSaid one={one} />.
    </p>
    {one.endedAt === null && (
      <>
        <p>
          Everything that is open by this account ends at once, and it never leads to {shown.name} again. The next
          account with their {keyWords[signInKey]} becomes theirs, so look at it first. A second person of HR has to
          confirm it, and {shown.name} is told.
        </p>
        <form method="post" action={`/hr/people/${shown.id}/sign-ins/${one.id}`}>
          <input type="hidden" name="key" value={idempotencyKey} />
          <input type="hidden" name="version" value={String(version)} />
          <Field name="reason" label="Why, for the second person" kind="long" filled={filled} required />
          <button type="submit">Propose to end it</button>
        </form>
      </>
    )}
  </Layout>
);

interface RefusedProps {
  person: Person;
  refused: RefusedSignIn[];
  nameOf: NameOf;
  signInKey: SignInKey;
  /** The moves to other issuers. */
  moves: { moves: MoveView[]; nameOf: NameOf };
}

/** HR's page of the visitors who were not let in, and of the moves to other issuers. */
export const RefusedSignInsPage: FC<RefusedProps> = ({ person, refused, nameOf, signInKey, moves }) => (
  <Layout title="Refused sign-ins" person={person}>
    <p>
      <a href="/people">People</a>
    </p>
    <h1>Refused sign-ins</h1>
    <p>
      These accounts of the company's sign-in came in the last 30 days and were not let in. Each is here once, with its
      last attempt.
    </p>
    {refused.length === 0 ? (
      <p>Nobody was refused.</p>
    ) : (
      <ul class="long">
        {refused.map(({ id, issuer, claim, value, reason, personId, at }) => (
          <li>
            <strong>{value ?? 'An account that says nothing of itself'}</strong>:{' '}
            {refusalWords(keyWords[signInKey])[reason]}
            {personId && (
              <>
                {' '}
                <a href={`/hr/people/${personId}`}>{nameOf(personId)}</a>
              </>
            )}
            <br />
            <span class="soft">
              <Instant at={at} />, account <code>{id.slice(0, 8)}</code> of {issuer}, by <code>{claim}</code>
            </span>
          </li>
        ))}
      </ul>
    )}
    <Moves {...moves} />
  </Layout>
);
