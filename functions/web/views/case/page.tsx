import type { FC } from 'hono/jsx';
import type { Afterwards } from '#shared/cases/afterwards.ts';
import type { CycleListing } from '#shared/contract/cycles.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { Layout } from '../layout.tsx';
import { Done } from '../text.tsx';
import { transitionTitle } from '../words.ts';
import { Actions } from './actions.tsx';
import { Appeal } from './appeal.tsx';
import { Contents } from './contents.tsx';
import { engineerIn } from './names.ts';
import { Objections } from './objections.tsx';
import { Participants } from './participants.tsx';
import { Returned } from './returned.tsx';
import { Standing } from './standing.tsx';

interface CaseProps {
  view: CaseView;
  ladder: PublishedLadder;
  person: Person;
  /** The message about the step that this person has just done. */
  done: string | null;
  /** The cycle that the case belongs to. */
  cycle: CycleListing | null;
  /** What the engineer can do after a closed case. */
  afterwards: Afterwards | null;
  /** Whether the viewer can propose to correct the outcome. */
  mayCorrect: boolean;
  now: Date;
}

/** The page of a case: its stage, whose turn it is, what comes next, and everything that this viewer can see. */
export const CasePage: FC<CaseProps> = ({ view, ladder, person, done, cycle, afterwards, mayCorrect, now }) => {
  const title = `${engineerIn(view, 'An engineer')}, ${transitionTitle(view.transition)}`;
  return (
    <Layout title={title} person={person}>
      {done && <Done>{done}</Done>}
      <h1>{title}</h1>
      <Standing
        view={view}
        ladder={ladder}
        person={person}
        cycle={cycle}
        afterwards={afterwards}
        mayCorrect={mayCorrect}
        now={now}
      />
      <Returned view={view} />
      <Actions view={view} person={person} />
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
      <Appeal view={view} />
      <Objections view={view} />
      <Contents view={view} ladder={ladder} />
      <Participants view={view} now={now} />
      <p>
        <a href={`/cases/${view.id}/history`}>History and proof</a>
      </p>
      <p class="soft">
        This case runs on{' '}
        <a href={`/ladders/${view.ladder.id}/versions/${view.ladder.version}/${placeOf(view, ladder)}`}>
          {transitionTitle(view.transition)} of {ladder.title}
        </a>
        , version {view.ladder.version}.
      </p>
    </Layout>
  );
};

/** The path of the ladder's page about this transition. A change of track is described on the page of the tracks. */
function placeOf({ transition }: CaseView, ladder: PublishedLadder): string {
  return ladder.transitions.some((one) => one.id === transition) ? `transitions/${transition}` : 'tracks';
}

/**
 * Whether this viewer is the engineer, and the case is on its way to the sign-off. Before the track is declared, and in a
 * change of track, nothing can be missing.
 */
function isBeforeSignOff({ relations, stage, path }: CaseView): boolean {
  const asksForPortfolio = path.some((one) => one.stage === 'portfolio');
  const isOnTheWay = path.some((one) => one.state === 'current') && stage !== 'track' && stage !== 'sign-off';
  return relations.includes('engineer') && asksForPortfolio && isOnTheWay;
}
