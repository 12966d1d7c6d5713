import type { FC } from 'hono/jsx';
import type { Cursor } from '#shared/contract/cursor.ts';
import type { SignInKey } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { ProposalListing } from '#shared/contract/proposal.ts';
import type { SignInsEventType } from '#shared/contract/record-sign-ins.ts';
import type { RefusedSignIn, SignIn } from '#shared/contract/sign-ins.ts';
import type { SignInHistory } from '#shared/directory/sign-ins.ts';
import type { MoveList } from '#shared/importing/move-read.ts';
import type { NameOf } from '#shared/records/names.ts';
import { FaultSummary, Field, type Filled } from '../fields.tsx';
import { Layout } from '../layout.tsx';
import { Instant, More } from '../text.tsx';
import { Chain } from './elements.tsx';
import { Moves } from './moves.tsx';
import { OpenProposals } from './open-proposals.tsx';
import { whoOf } from './person-changes.ts';
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
    {(history?.signIns.list ?? []).length === 0 && (
      <p>
        {shown.name} has never signed in.{' '}
        {!history?.signIns.unconfirmed &&
          `The first account of the company's sign-in with their ${keyWords[signInKey]} will be theirs.`}
      </p>
    )}
    {history?.signIns.unconfirmed && (
      <p>
        Their {keyWords[signInKey]} came from an identity system. It leads no new account to them until HR{' '}
        <a href={`/hr/scim?personId=${shown.id}`}>confirms it</a>.
      </p>
    )}
    {history?.signIns.barred && (
      <p>
        An identity system says that they do not work here any more. They cannot sign in until{' '}
        <a href={`/hr/scim?personId=${shown.id}`}>HR decides</a>.
      </p>
    )}
    {history && (
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
            events={history.events.map(({ at, hash, type, actor, data, proposal }) => ({
              at,
              hash,
              said: saidOf(type as SignInsEventType, data, {
                who: whoOf(actor, nameOf),
                isByVisitor: actor.relation === 'sign-in',
                isMapped: proposal !== undefined,
              }),
            }))}
          />
        </details>
      </>
    )}
  </>
);

/** What an event of sign-ins says. */
function saidOf(
  type: SignInsEventType,
  data: Record<string, unknown>,
  { who, isByVisitor, isMapped }: { who: string; isByVisitor: boolean; isMapped: boolean },
): string {
  switch (type) {
    case 'sign-in-bound':
      return isMapped
        ? `${who} came over by this account, which a mapping file of two people of HR named.`
        : `${who} signed in for the first time by this account.`;
    case 'sign-in-ended':
      return isByVisitor ? `It ended, because ${who} came over to another issuer.` : `${who} ended it.`;
    case 'sessions-ended':
      return `${who} ended everything that was open${data.barred ? ', and kept the person out' : ''}.`;
    case 'bar-lifted':
      return `${who} let the person in again.`;
    case 'address-pushed':
      return `${who} wrote what finds the person at their first sign-in.`;
    case 'address-confirmed':
      return `${who} confirmed what finds the person at their first sign-in.`;
  }
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
  items: RefusedSignIn[];
  next: Cursor | null;
  nameOf: NameOf;
  signInKey: SignInKey;
  /** The moves to other issuers. Null: for whoever is limited to ODCs. */
  moves: MoveList | null;
}

/** HR's page of the visitors who were not let in, and of the moves to other issuers. */
export const RefusedSignInsPage: FC<RefusedProps> = ({ person, items, next, nameOf, signInKey, moves }) => (
  <Layout title="Refused sign-ins" person={person}>
    <p>
      <a href="/people">People</a>
    </p>
    <h1>Refused sign-ins</h1>
    <p>
      These accounts of the company's sign-in came in the last 30 days and were not let in. Each is here once, with its
      last attempt.
    </p>
    {items.length === 0 ? (
      <p>{next === null ? 'Nobody was refused.' : 'None of these is for you.'}</p>
    ) : (
      <ul class="long">
        {items.map(({ id, issuer, claim, value, reason, personId, at }) => (
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
    <More path="/hr/sign-ins" next={next} />
    {moves && <Moves {...moves} />}
  </Layout>
);
