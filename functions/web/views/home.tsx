import type { FC } from 'hono/jsx';
import { takenBy } from '#shared/cases/commands.ts';
import type { Confirmation } from '#shared/contract/confirmations.ts';
import type { Cursor } from '#shared/contract/cursor.ts';
import type { Person } from '#shared/contract/people.ts';
import type { CaseSummary, InboxStep } from '#shared/contract/view.ts';
import { isHr } from '#shared/domain/people.ts';
import { capital } from '#shared/domain/words.ts';
import type { NameOf } from '#shared/records/names.ts';
import { CaseList } from './cases.tsx';
import { Layout } from './layout.tsx';
import { type CardProps, ProposalCards } from './proposal-cards.tsx';
import { Done, DueLine, More } from './text.tsx';
import { stepLink, transitionTitle } from './words.ts';

interface HomeProps {
  person: Person;
  steps: InboxStep[];
  /** Leads to the steps that follow these. Null: there are none. */
  moreSteps: Cursor | null;
  /** The names of everybody on the page. */
  nameOf: NameOf;
  /** The changes of records that wait for this person as the second one. */
  waiting: Omit<CardProps, 'person' | 'now' | 'nameOf'>;
  now: string;
  /** The questions about their team that the person has not answered. */
  asked: Confirmation[];
  /** The message about what this person has just done. */
  done: string | null;
  cases: CaseSummary[];
  /** Whether there are more cases than those in `cases`. */
  hasMore: boolean;
  /** Whether there are open proposals beside those that wait here. */
  hasMoreChanges: boolean;
  /** How many changes of records this person has proposed that somebody else has to decide. */
  ownChanges: number;
  mayOpen: boolean;
  /** Whether this person takes part in cases of others. */
  hasParts: boolean;
  /** The questions that people can be asked, by id. */
  questions: Map<string, string>;
}

/** The person's open steps and their cases. */
export const HomePage: FC<HomeProps> = (props) => {
  const {
    person,
    steps,
    moreSteps,
    nameOf,
    waiting,
    now,
    asked,
    done,
    cases,
    hasMore,
    hasMoreChanges,
    ownChanges,
    mayOpen,
    hasParts,
    questions,
  } = props;
  return (
    <Layout title="Your open steps" person={person}>
      <h1>Your open steps</h1>
      {done && <Done>{done}</Done>}
      <Questions asked={asked} nameOf={nameOf} />
      {steps.length === 0 && moreSteps === null && asked.length === 0 && waiting.proposals.length === 0 && (
        <p>Nothing waits for you at the moment.</p>
      )}
      {isHr(person) && steps.length === 0 && cases.length === 0 && (
        <p>
          No case is open. Engineers, or their leads, open them. People come in by a{' '}
          <a href="/hr/imports">file of people</a>.
        </p>
      )}
      {steps.length > 0 && (
        <ul class="cards">
          {steps.map((step) => (
            <li class="card">
              <p>
                <a href={linkTo(step)}>{questions.get(step.attestation ?? '') ?? step.title}</a>
                <br />
                {step.engineer.id === person.id ? 'Your case' : nameOf(step.engineer.id)},{' '}
                {transitionTitle(step.transition)}
                {step.onBehalfOf && `, for ${nameOf(step.onBehalfOf.id)}`}
              </p>
              {step.desk && (
                <p class="soft">
                  <span class="chip">HR’s desk</span> {capital(takenBy(step.type))} can take this step.
                </p>
              )}
              <DueLine of={step} />
            </li>
          ))}
        </ul>
      )}
      <More path="/" next={moreSteps}>
        More steps
      </More>
      {waiting.proposals.length > 0 && (
        <>
          <h2>Changes that wait for a second person</h2>
          <ProposalCards person={person} now={now} nameOf={nameOf} {...waiting} />
        </>
      )}
      {hasMoreChanges && (
        <p>
          More changes can wait for you: <a href="/hr/proposals">see all of them</a>.
        </p>
      )}
      {ownChanges > 0 && (
        <p>
          {ownChanges === 1 ? 'A change that you proposed waits' : `${ownChanges} changes that you proposed wait`} for
          another person: <a href="/hr/proposals">see {ownChanges === 1 ? 'it' : 'them'}</a>.
        </p>
      )}
      {mayOpen && (
        <p>
          <a class="button second" href="/open">
            Open a case
          </a>
        </p>
      )}
      <p>
        Will you be away? <a href="/hr/leave">Ask for leave</a>
        {hasParts && (
          <>
            , or <a href="/away">let another person act for you</a> in all your cases at once
          </>
        )}
        .
      </p>
      <h2>{isHr(person) ? 'Open cases' : 'Your cases'}</h2>
      <CaseList cases={cases} nameOf={nameOf} />
      {(hasMore || isHr(person)) && (
        <p>
          <a href="/cases">{isHr(person) ? 'Search all cases' : 'See all of them'}</a>
        </p>
      )}
    </Layout>
  );
};

const Questions: FC<{ asked: Confirmation[]; nameOf: NameOf }> = ({ asked, nameOf }) =>
  asked.length === 0 ? null : (
    <ul class="cards">
      {asked.map((one) => (
        <li class="card">
          <p>
            <a href={`/confirmations/${one.id}`}>Has {one.team} adopted this work?</a>
            <br />
            {one.title}, by {nameOf(one.author.id)}
          </p>
          <DueLine of={one} />
        </li>
      ))}
    </ul>
  );

function linkTo(step: InboxStep): string {
  // People add evidence on the page of the case.
  if (step.type === 'submit-portfolio' || step.type === 'answer-waiver') return `/cases/${step.caseId}#portfolio`;
  // The page of the case also shows the objections and the vacant parts.
  if (step.type === 'answer-objection') return `/cases/${step.caseId}#objections`;
  if (step.type === 'reassign') return `/cases/${step.caseId}#participants`;
  return stepLink(step.caseId, step.type, step.attestation ? { attestation: step.attestation } : {});
}
