import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import type { CaseSummary, InboxStep } from '#shared/contract/view.ts';
import { CaseList } from './cases.tsx';
import { Layout } from './layout.tsx';
import { Day } from './parts.tsx';
import { stepLink } from './words.ts';

/** Who may be put forward, and on which ladders. */
export interface Opening {
  ladders: PublishedLadder[];
  engineers: Person[];
}

interface HomeProps {
  person: Person;
  steps: InboxStep[];
  cases: CaseSummary[];
  mayOpen: boolean;
}

export const HomePage: FC<HomeProps> = ({ person, steps, cases, mayOpen }) => (
  <Layout title="Your steps" person={person}>
    <h1>Your open steps</h1>
    {steps.length === 0 ? (
      <p>Nothing waits for you at the moment.</p>
    ) : (
      <ul class="cards">
        {steps.map((step) => (
          <li class="card">
            <p>
              <a href={linkTo(step)}>{step.title}</a>: {step.engineer.name}, {step.transition.replace('-', ' to ')}
            </p>
            <p class={step.overdue ? 'fail' : 'soft'}>
              {step.overdue ? 'Was due ' : 'Due '}
              <Day at={step.dueAt} />
            </p>
          </li>
        ))}
      </ul>
    )}
    <h2>Cases you have to do with</h2>
    <CaseList cases={cases} />
    {mayOpen && (
      <p>
        <a class="button second" href="/open">
          Open a case
        </a>
      </p>
    )}
  </Layout>
);

function linkTo(step: InboxStep): string {
  // A portfolio is put together on the page of the case.
  if (step.type === 'submit-portfolio') return `/cases/${step.caseId}`;
  const query = step.attestation ? `?attestation=${step.attestation}` : '';
  return `${stepLink(step.caseId, step.type)}${query}`;
}
