import type { Child, FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { confirmedWithReason, machineIn, type ProposalKind, type ProposalState } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { ProposalCommand } from '#shared/contract/proposals.ts';
import type { ProposalEventType } from '#shared/contract/record-proposal.ts';
import type { RecordEventView } from '#shared/contract/records.ts';
import { isHr } from '#shared/domain/people.ts';
import type { ProposalHistory } from '#shared/proposals/read.ts';
import { machineOf } from '#shared/records/machine-actor.ts';
import type { NameOf } from '#shared/records/names.ts';
import { FaultSummary, Field, type Filled } from '../fields.tsx';
import { Layout } from '../layout.tsx';
import { matterWords, recordPath, recordWords, stateWords, titleOf } from '../proposal-titles.ts';
import { Day, Done, Instant, Said } from '../text.tsx';
import { sentence } from '../words.ts';
import { Chain } from './elements.tsx';
import { mayStopCase, proposedSentences, stopsCase } from './proposal-words.ts';

interface ProposalProps {
  person: Person;
  history: ProposalHistory;
  /** For the titles of ladders and tracks. */
  ladders: PublishedLadder[];
  filled: Filled;
  idempotencyKey: string;
  now: string;
  /** What was just done. */
  done: string | undefined;
}

const doneWords: Record<string, string> = {
  propose: 'It is proposed. Nothing has changed yet: another person has to confirm it.',
  confirm: 'It is confirmed, and the record is changed.',
  refuse: 'It is refused. The record stays as it is.',
  withdraw: 'It is withdrawn. The record stays as it is.',
};

/** What was confirmed is carried out afterwards, bit by bit. */
const goesOnWords: Partial<Record<ProposalKind, string>> = {
  import: 'It is confirmed. The page of the file shows how far it is carried out.',
};

/** Whether something of the change comes after it is confirmed: then its own words say what, and when. */
const followsLater = (kind: ProposalKind) => kind in goesOnWords || kind === 'leave';

const wouldHave = 'What it would have changed';

const changeTitles: Record<ProposalState, string> = {
  open: 'Once it is confirmed',
  confirmed: 'What it changed',
  refused: wouldHave,
  withdrawn: wouldHave,
  expired: wouldHave,
};

const toldWords: Partial<Record<ProposalKind, string>> = {
  person: 'The person and their leads are told.',
  'sign-in-end': 'The person is told, and everything that they have open by this sign-in ends.',
  leave:
    'The record says so at once, and the person is told. Cases follow when the leave begins, each within an hour: from then on, what they owe as the engineer waits.',
  'correct-outcome': 'Everybody who took part in the case is told.',
  'issuer-move':
    'From then on these people come in by the accounts that the file names. Look at those of people with roles first. Your own row and that of the proposer do not count, nor do rows of people on whose records a case of yours rests.',
  'issuer-move-end': 'It ends at once.',
  import:
    'The file is carried out row by row. Everybody is told whose role, level, line or mail address changes in a way that takes two people, and so are their leads.',
};

const ofMachineWords =
  'You carry out alone what one person of HR can. Rows that take two people, that change an open case, or that you are involved in become a file of their own, which two people decide.';

/** The page of one proposal: what changes, who proposed it and why, and what the viewer can do with it. */
export const ProposalPage: FC<ProposalProps> = (props) => {
  const { person, history, ladders, filled, now, done } = props;
  const { proposal, events, proof, nameOf } = history;
  const isExpired = proposal.state === 'open' && proposal.expiresAt <= now;
  const isOfMachine = machineIn(proposal.by) !== null;
  const title = titleOf(proposal, nameOf, history);
  const said = filled.message === null ? doneWordsOf(proposal.kind, done ?? '') : undefined;
  return (
    <Layout title={`${filled.message === null ? '' : 'Not done yet: '}Proposal · ${title}`} person={person}>
      <p>
        <a href="/hr/proposals">Changes that take two people</a>
      </p>
      <h1>{title}</h1>
      {said && <Done>{said}</Done>}
      <FaultSummary filled={filled} />
      <dl>
        <dt>State</dt>
        <dd>
          {isExpired ? 'Expired' : stateWords[proposal.state]}
          {proposal.decidedBy && proposal.decidedAt && (
            <>
              {' '}
              by {nameOf(proposal.decidedBy)}, <Instant at={proposal.decidedAt} />
            </>
          )}
        </dd>
        <dt>Proposed by</dt>
        <dd>
          {nameOf(proposal.by)}, <Instant at={proposal.at} />
        </dd>
        <Reason title="Why" said={proposal.reason ?? 'Erased'} />
        <Reason title="Why it was confirmed" said={proposal.secondReason} />
        <Reason title="Why it was refused" said={proposal.refusal} />
        {!isOfMachine && (
          <>
            <dt>Why it takes two people</dt>
            <dd>{proposal.matters.map((matter) => matterWords[matter]).join(' ')}</dd>
          </>
        )}
      </dl>
      <h2>{isExpired ? wouldHave : changeTitles[proposal.state]}</h2>
      <ul>
        {proposedSentences(history, ladders).map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
      {isHr(person) && (
        <p>
          <a href={recordPath(proposal)}>{recordWords[proposal.kind]}</a>
        </p>
      )}
      {proposal.state === 'open' && <Decision {...props} />}
      <h2>History and proof</h2>
      <Chain
        proof={proof}
        events={events.map((event) => ({ at: event.at, hash: event.hash, said: sentenceOf(event, nameOf) }))}
      />
    </Layout>
  );
};

function doneWordsOf(kind: ProposalKind, done: string): string | undefined {
  return (done === 'confirm' ? goesOnWords[kind] : undefined) ?? doneWords[done];
}

/** A reason that somebody wrote. Null: there is none, and nothing is drawn. */
const Reason: FC<{ title: string; said: string | null }> = ({ title, said }) =>
  said === null ? null : (
    <>
      <dt>{title}</dt>
      <dd>
        <Said>{said}</Said>
      </dd>
    </>
  );

/** What the viewer can do with an open proposal. The use case checks their rights again. */
const Decision: FC<ProposalProps> = (props) => {
  const { person, history, filled } = props;
  const { by, expiresAt, to } = history.proposal;
  const { ofViewer, ofAll } = history.obstacles;
  const over = ofAll.length > 0 && (
    <>
      <h2>It cannot be confirmed now</h2>
      {ofAll.map((one) => (
        <p>{sentence(one)}</p>
      ))}
    </>
  );
  if (by === person.id)
    return (
      <>
        {over || (
          <>
            <h2>Waits for a second person</h2>
            <p>
              {to === 'hr' ? 'Another person of HR' : 'A delivery director'} has to confirm it. It expires on{' '}
              <Day at={expiresAt} />.
            </p>
          </>
        )}
        <Command {...props} type="withdraw" button="Withdraw the proposal" second />
      </>
    );
  if (ofViewer !== null)
    return (
      <>
        <h2>Waits for another person</h2>
        <p>{ofViewer}</p>
      </>
    );
  return (
    <>
      {over || (
        <>
          <h2>Confirm</h2>
          <Command {...props} type="confirm" button="Confirm and change the record">
            <p>
              {!followsLater(history.proposal.kind) && 'The change is made at once. '}
              {toldWords[history.proposal.kind]}
            </p>
            {machineIn(by) !== null && <p>{ofMachineWords}</p>}
            {mayStopCase(history) && <p>{stopsCase}</p>}
            {confirmedWithReason.includes(history.proposal.kind) && (
              <Field
                name="why"
                label="Why you confirm it"
                kind="long"
                hint="Everybody who reads the case reads this."
                filled={filled}
                required
              />
            )}
          </Command>
        </>
      )}
      <h2>Refuse</h2>
      <Command {...props} type="refuse" button="Refuse" second>
        <Field
          name="reason"
          label="Why it is refused"
          kind="long"
          hint="The person who proposed it reads this."
          filled={filled}
          required
        />
      </Command>
    </>
  );
};

interface CommandProps extends ProposalProps {
  type: ProposalCommand['type'];
  button: string;
  /** Whether it is a secondary button. */
  second?: boolean;
  children?: Child;
}

const Command: FC<CommandProps> = ({ history, idempotencyKey, type, button, second = false, children }) => (
  <form method="post" action={`/hr/proposals/${history.proposal.id}`} novalidate>
    <input type="hidden" name="key" value={`${idempotencyKey}-${type}`} />
    <input type="hidden" name="type" value={type} />
    {children}
    <p>
      <button type="submit" {...(second ? { class: 'button second' } : {})}>
        {button}
      </button>
    </p>
  </form>
);

function sentenceOf({ type, actor }: RecordEventView, nameOf: NameOf): string {
  const machine = machineOf(actor);
  const verbs: Record<ProposalEventType, string> = {
    'change-proposed': 'proposed the change',
    'change-confirmed': 'confirmed it',
    'change-refused': 'refused it',
    'change-withdrawn': 'withdrew it',
    'change-expired': 'ended it, because nobody had decided in time',
    'change-applied': 'has carried out what it could',
  };
  return `${nameOf(machine === null ? actor.personId : actor.relation)} ${verbs[type as ProposalEventType]}.`;
}
