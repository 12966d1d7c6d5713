import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Level } from '#shared/contract/ladder-levels.ts';
import { Day } from '../text.tsx';
import { Heading, LadderFrame, OriginMark, type Placed, type Reading } from './elements.tsx';
import { Matrix } from './matrix.tsx';
import { ReadFirst, Sections } from './sections.tsx';
import { counted, describedLevels, hasWeights, levelTitle, notApplicableSentence } from './words.ts';

/** The first page of a ladder: its levels, what they expect, and links to everything else. */
export const OverviewPage: FC<{ reading: Reading }> = ({ reading }) => {
  const { ladder, base, person, standing } = reading;
  const own = person.ladder === ladder.id ? person.level : null;
  return (
    <LadderFrame reading={reading} title={ladder.title} wide>
      <h1>{ladder.title}</h1>
      {ladder.summary && <p class="lead">{ladder.summary}</p>}
      <p class="soft">
        Version {ladder.version}
        {standing.is === 'in-force' && (
          <>
            , in force since <Day at={standing.from} />
          </>
        )}
      </p>
      <ReadFirst ladder={ladder} base={base} />
      <Levels ladder={ladder} base={base} own={own} />
      <Sections of={ladder.sections ?? []} depth={2} />
      <Heading depth={2} id="matrix">
        What is expected
      </Heading>
      <AboutMatrix ladder={ladder} base={base} />
      <Matrix ladder={ladder} base={base} />
      <ScaleKey ladder={ladder} base={base} />
      <Transitions ladder={ladder} base={base} />
      {ladder.tracks.length > 0 && (
        <section>
          <h2>Tracks</h2>
          <p>
            {ladder.tracks.map((track, at) => (
              <>
                {at > 0 && ', '}
                <a href={`${base}/tracks#${track.id}`}>{track.title}</a> ({track.level})
              </>
            ))}
          </p>
        </section>
      )}
    </LadderFrame>
  );
};

/** Every level with its summary, its band and its seats. `own` is the viewer's level. */
const Levels: FC<Placed & { own?: string | null }> = ({ ladder, base, depth = 2, own = null }) => (
  <section>
    <Heading depth={depth} id="levels">
      Levels
    </Heading>
    <ol class="levels">
      {ladder.levels.map((level) => (
        <li {...(level.described ? {} : { class: 'faint' })}>
          <a href={`${base}/levels/${level.id}`}>{levelTitle(level, ladder)}</a>
          <Tags ladder={ladder} level={level} own={own} />
          <p>{level.summary || (level.described ? '' : undescribed(level))}</p>
        </li>
      ))}
    </ol>
  </section>
);

/** The text for a level that the source document names but does not describe. */
export function undescribed({ id }: Level): string {
  return `This ladder names ${id} but does not describe it. Your tech lead can say what is expected there.`;
}

/** The short facts of a level. */
export const Tags: FC<{ ladder: PublishedLadder; level: Level; own?: string | null }> = ({ ladder, level, own }) => (
  <>
    {own === level.id && <span class="chip own">You are here</span>}
    {level.id === ladder.hireBar && <span class="chip">Hire bar</span>}
    {level.band && (
      <span class="chip">
        Overall {level.band.min.toFixed(1)} to {level.band.max.toFixed(1)}
      </span>
    )}
    {level.seats && <span class="chip">{seatsOf(level.seats)}</span>}
  </>
);

export function seatsOf({ min, max }: NonNullable<Level['seats']>): string {
  return min === max ? counted(max, 'seat') : `${min} to ${max} seats`;
}

/** How to read the matrix, in words. */
export const AboutMatrix: FC<Placed> = ({ ladder }) => {
  const bar = ladder.levels.find((level) => level.id === ladder.hireBar);
  const weights = hasWeights(ladder)
    ? `The weight says how much a competency counts in the overall score. All weights add up to ${ladder.totalWeight}.`
    : 'Every competency counts the same.';
  const areUndescribed = describedLevels(ladder).length < ladder.levels.length;
  return (
    <p>
      {weights} {bar && `The marked column, ${bar.id}, is the hire bar. `}
      {areUndescribed && 'Levels that this ladder does not describe have no column. '}
      {ladder.notApplicable === 'allowed' && notApplicableSentence}
    </p>
  );
};

/** The names of the steps. */
export const ScaleKey: FC<Placed> = ({ ladder, prefix = '' }) => (
  <p id={`${prefix}scale`} class="soft">
    The steps:{' '}
    {ladder.scale.map((step, at) => (
      <>
        {at > 0 && ', '}
        <strong>{step.value}</strong> {step.title}
        {step.aliases.length > 0 && ` (also ${step.aliases.join(', ')})`}
        {step.origin === 'ours' && (
          <>
            {' '}
            <OriginMark of="ours" />
          </>
        )}
      </>
    ))}
    .
  </p>
);

const Transitions: FC<Placed> = ({ ladder, base }) => (
  <section>
    <h2>From level to level</h2>
    <ul class="plain">
      {ladder.transitions.map(({ id, from, to, criteria, portfolio, typicalMonths }) => (
        <li>
          <a href={`${base}/transitions/${id}`}>
            {from} to {to}
          </a>
          <span class="soft">
            {': '}
            {counted(criteria.length, 'criterion', 'criteria')}
            {portfolio.length > 0 && `, ${counted(portfolio.length, 'requirement')} of the portfolio`}
            {typicalMonths && `, often after ${typicalMonths.min} to ${typicalMonths.max} months`}
          </span>
        </li>
      ))}
    </ul>
  </section>
);
