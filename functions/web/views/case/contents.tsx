import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { Assessments } from './assessments.tsx';
import { Decisions } from './decisions.tsx';
import { Portfolio } from './portfolio.tsx';
import { Questions } from './questions.tsx';
import { Result } from './result.tsx';
import { Waivers } from './waivers.tsx';

/** Everything that decisions on a case rest on, as far as this viewer can see it, the earlier decisions first. */
export const Contents: FC<{ view: CaseView; ladder: PublishedLadder }> = ({ view, ladder }) => (
  <>
    <Decisions view={view} />
    <Waivers view={view} />
    <Result view={view} ladder={ladder} />
    <Portfolio view={view} ladder={ladder} />
    <Questions view={view} />
    <Assessments view={view} ladder={ladder} />
  </>
);
