import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { Layout } from '../layout.tsx';
import { transitionTitle } from '../words.ts';
import { Actions } from './actions.tsx';
import { Assessments } from './assessments.tsx';
import { Decisions } from './decisions.tsx';
import { Participants } from './participants.tsx';
import { Portfolio } from './portfolio.tsx';
import { Result } from './result.tsx';
import { Standing } from './standing.tsx';

interface CaseProps {
  view: CaseView;
  ladder: PublishedLadder;
  person: Person;
  /** What this person has just done. */
  done: string | null;
}

/** One case: where it is, whose turn, what next, and everything in it that this viewer may see. */
export const CasePage: FC<CaseProps> = ({ view, ladder, person, done }) => {
  const title = `${view.engineer?.name ?? 'An engineer'}, ${transitionTitle(view.transition)}`;
  return (
    <Layout title={title} person={person}>
      {done && (
        <p class="done" role="status">
          {done}
        </p>
      )}
      <h1>{title}</h1>
      <Standing view={view} person={person} />
      <Actions view={view} />
      {isBeforeSignOff(view) && (
        <p>
          <a href={`/cases/${view.id}/missing`}>See what is missing</a>
        </p>
      )}
      {view.hidden.length > 0 && (
        <ul class="soft">
          {view.hidden.map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
      )}
      <Decisions view={view} />
      <Result view={view} ladder={ladder} />
      <Portfolio view={view} ladder={ladder} />
      <Assessments view={view} ladder={ladder} />
      <Participants view={view} />
      <p>
        <a href={`/cases/${view.id}/history`}>History and proof</a>
      </p>
      <p class="soft">
        This case runs on{' '}
        <a href={`/ladders/${view.ladder.id}/versions/${view.ladder.version}/transitions/${view.transition}`}>
          {transitionTitle(view.transition)} of {ladder.title}
        </a>
        , version {view.ladder.version}.
      </p>
    </Layout>
  );
};

/** Whether this viewer is the engineer, and others have not begun to decide. */
function isBeforeSignOff({ relations, stage }: CaseView): boolean {
  return relations.includes('engineer') && ['self-assessment', 'calibration', 'portfolio'].includes(stage);
}
