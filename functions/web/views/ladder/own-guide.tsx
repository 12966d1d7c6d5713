import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Competency } from '#shared/contract/ladder-competencies.ts';
import type { Level } from '#shared/contract/ladder-levels.ts';
import { descriptorsOf, ownStepOf } from '#shared/domain/ladder/descriptors.ts';
import { stepTitle } from './words.ts';

interface OwnGuideProps {
  competency: Competency;
  level: Level;
}

/** What describes a level itself in a competency: the summary of its guide, or else the descriptors of its step. */
export const OwnGuide: FC<OwnGuideProps> = ({ competency, level }) => {
  const step = ownStepOf(level, competency);
  if (step === undefined) return null;
  const summary = competency.guides[step]?.summary;
  const said = summary
    ? [summary]
    : competency.dimensions.flatMap((dimension) => descriptorsOf(dimension, level.id)[step] ?? []);
  if (said.length < 2) return said.length === 0 ? null : <p>{said[0]}</p>;
  return (
    <ul>
      {said.map((text) => (
        <li>{text}</li>
      ))}
    </ul>
  );
};

interface ExpectedProps {
  ladder: PublishedLadder;
  competency: Competency;
  /** Whose expectation it is: a level, or a level on a track. */
  whose: string;
  step: number;
  /** The address of the pages of the ladder. */
  base: string;
  /** Whether the link opens in a new tab, so that what was filled in stays on the page. */
  apart?: boolean;
}

/** The step that is expected in a competency, with a link to the text of that step. */
export const ExpectedStep: FC<ExpectedProps> = ({ ladder, competency, whose, step, base, apart = false }) => (
  <>
    {whose} is expected at{' '}
    <a href={stepHref(base, competency, step)} {...(apart ? { target: '_blank', rel: 'noopener' } : {})}>
      {stepTitle(ladder, step)}
      {apart && <span class="unseen"> of {competency.title}, in a new tab</span>}
    </a>
    .
  </>
);

/** The address of the text of a step: its guide, or the table of what is rated. */
export function stepHref(base: string, { id, guides }: Competency, step: number): string {
  return `${base}/competencies/${id}#${guides[step] ? `step-${step}` : 'measurement'}`;
}
