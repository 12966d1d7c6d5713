import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Competency } from '#shared/contract/ladder-competencies.ts';
import type { Level } from '#shared/contract/ladder-levels.ts';
import type { Track } from '#shared/contract/ladder-tracks.ts';
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
  /** The track that it is an expectation of, if there is one. */
  track?: Track | undefined;
  /** The address of the pages of the ladder. */
  base: string;
  /** Whether the link opens in a new tab, so that what was filled in stays on the page. */
  apart?: boolean;
}

/**
 * The step that is expected in a competency, with a link to the text of that step. Where a track relaxes it, the step is
 * enough, for a part of the competency if the ladder names one.
 */
export const ExpectedStep: FC<ExpectedProps> = ({ ladder, competency, whose, track, step, base, apart = false }) => (
  <>
    {isRelaxed(track, competency) ? `${whose}: ` : `${whose} is expected at `}
    <a href={stepHref(base, competency, step)} {...(apart ? { target: '_blank', rel: 'noopener' } : {})}>
      {stepTitle(ladder, step)}
      {apart && <span class="unseen"> of {competency.title}, in a new tab</span>}
    </a>
    {isRelaxed(track, competency) && ` is enough${partOf(track, competency)}`}.
  </>
);

/** Whether a lower step than that of the level is enough on a track. */
function isRelaxed(track: Track | undefined, { id }: Competency): boolean {
  return track?.strong[id] === undefined && track?.relaxed[id] !== undefined;
}

/** The part of a competency for which a relaxed step is enough: ` for internal communication`. Empty: all of it. */
function partOf(track: Track | undefined, { id }: Competency): string {
  const part = track?.relaxedFor?.[id];
  return part ? ` for ${part}` : '';
}

/** The address of the text of a step: its guide, or the table of what is rated. */
export function stepHref(base: string, { id, guides }: Competency, step: number): string {
  return `${base}/competencies/${id}#${guides[step] ? `step-${step}` : 'measurement'}`;
}
