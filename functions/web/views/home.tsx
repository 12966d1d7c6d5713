import type { FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { CaseSummary, InboxStep } from '#shared/contract/view.ts';
import { CaseList } from './cases.tsx';
import { Layout } from './layout.tsx';
import { Day } from './parts.tsx';
import { stepLink, transitionTitle } from './words.ts';

interface HomeProps {
  person: Person;
  steps: InboxStep[];
  cases: CaseSummary[];
  /** There are more cases than those given. */
  hasMore: boolean;
  mayOpen: boolean;
  /** This person takes part in cases of others. */
  hasParts: boolean;
  /** What is asked, by the id of the question. */
  questions: Map<string, string>;
}

/** What waits for this person, and the cases they have to do with. */
export const HomePage: FC<HomeProps> = ({ person, steps, cases, hasMore, mayOpen, hasParts, questions }) => (
  <Layout title="Your open steps" person={person}>
    <h1>Your open steps</h1>
    {steps.length === 0 ? (
      <p>Nothing waits for you at the moment.</p>
    ) : (
      <ul class="cards">
        {steps.map((step) => (
          <li class="card">
            <p>
              <a href={linkTo(step)}>{questions.get(step.attestation ?? '') ?? step.title}</a>
              <br />
              {step.engineer.id === person.id ? 'Your case' : step.engineer.name}, {transitionTitle(step.transition)}
              {step.onBehalfOf && `, for ${step.onBehalfOf.name}`}
            </p>
            {step.desk && (
              <p class="soft">
                <span class="chip">HR’s desk</span> Anybody of HR can take this step.
              </p>
            )}
            <p class={step.overdue ? 'unknown' : 'soft'}>
              {step.overdue ? 'Was due on ' : 'Due on '}
              <Day at={step.dueAt} />
            </p>
          </li>
        ))}
      </ul>
    )}
    {mayOpen && (
      <p>
        <a class="button second" href="/open">
          Open a case
        </a>
      </p>
    )}
    {hasParts && (
      <p>
        Will you be away? <a href="/away">Let somebody act for you</a> in all your cases at once.
      </p>
    )}
    <h2>{person.roles.includes('hr') ? 'All cases' : 'Your cases'}</h2>
    <CaseList cases={cases} />
    {hasMore && (
      <p>
        <a href="/cases">See all of them</a>
      </p>
    )}
  </Layout>
);

function linkTo(step: InboxStep): string {
  // A portfolio is put together on the page of the case.
  if (step.type === 'submit-portfolio') return `/cases/${step.caseId}#portfolio`;
  // Which objection, and which part is free, stands there as well.
  if (step.type === 'answer-objection') return `/cases/${step.caseId}#objections`;
  if (step.type === 'reassign') return `/cases/${step.caseId}#participants`;
  return stepLink(step.caseId, step.type, step.attestation ? { attestation: step.attestation } : {});
}
