import type { FC } from 'hono/jsx';
import type { Competency } from '#shared/contract/ladder-competencies.ts';
import type { Level } from '#shared/contract/ladder-levels.ts';
import { ownStepOf } from '#shared/domain/ladder/descriptors.ts';
import { Heading, LadderFrame, OriginMark, type Placed, type Reading } from './elements.tsx';
import { Tags, undescribed } from './overview.tsx';
import { ExpectedStep, OwnGuide, stepHref } from './own-guide.tsx';
import { ReadFirst, Sections } from './sections.tsx';
import { levelTitle } from './words.ts';

/** The page of one level: its texts, and what describes it in every competency. */
export const LevelPage: FC<{ reading: Reading; level: Level }> = ({ reading, level }) => {
  const { ladder, base, person } = reading;
  const own = person.ladder === ladder.id ? person.level : null;
  const tracks = ladder.tracks.filter((one) => one.level === level.id);
  const before = ladder.transitions.filter((one) => one.to === level.id);
  const after = ladder.transitions.filter((one) => one.from === level.id);
  return (
    <LadderFrame reading={reading} title={levelTitle(level, ladder)}>
      <h1>{levelTitle(level, ladder)}</h1>
      <p>
        <Tags ladder={ladder} level={level} own={own} />
      </p>
      <LevelBody ladder={ladder} base={base} level={level} />
      <ReadFirst ladder={ladder} base={base} />
      <Expectations ladder={ladder} base={base} level={level} />
      {tracks.length > 0 && (
        <section>
          <h2>Tracks at {level.id}</h2>
          <ul>
            {tracks.map((track) => (
              <li>
                <a href={`${base}/tracks#${track.id}`}>{track.title}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {before.length + after.length > 0 && (
        <section>
          <h2>Transitions to and from this level</h2>
          <ul>
            {[...before, ...after].map(({ id, from, to }) => (
              <li>
                <a href={`${base}/transitions/${id}`}>
                  {from} to {to}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </LadderFrame>
  );
};

/** The texts of a level. Texts for managers are marked. */
export const LevelBody: FC<Placed & { level: Level }> = ({ level, depth = 2, prefix = '' }) => (
  <>
    {(level.summary || !level.described) && <p class="lead">{level.summary || undescribed(level)}</p>}
    {level.about && <p class="said">{level.about}</p>}
    <Sections of={level.sections} depth={depth} prefix={prefix} />
    {level.antiPatterns.length > 0 && (
      <section>
        <Heading depth={depth} id={`${prefix}anti-patterns`}>
          Habits that hold people back
        </Heading>
        <p class="soft">These are about the level as a whole. Nobody rates them.</p>
        {level.antiPatterns.map(({ title, text, origin }) => (
          <>
            <Heading depth={depth + 1}>{title}</Heading>
            <p>{text}</p>
            {origin === 'ours' && <OriginMark of="ours" />}
          </>
        ))}
      </section>
    )}
  </>
);

/** What describes a level in each competency, and beside it the step that is expected of people at it. */
const Expectations: FC<Placed & { level: Level }> = ({ ladder, base, level }) => {
  const expecting = ladder.competencies.filter((one) => one.expected[level.id] !== undefined);
  if (expecting.length === 0) return null;
  return (
    <section>
      <h2 id="expected">{level.id} in each competency</h2>
      {expecting.map((competency) => (
        <section>
          <h3>
            <a href={`${base}/competencies/${competency.id}`}>{competency.title}</a>
          </h3>
          <OwnGuide competency={competency} level={level} />
          <p class="soft">
            <ExpectedStep
              ladder={ladder}
              competency={competency}
              whose={level.id}
              step={competency.expected[level.id] as number}
              base={base}
            />{' '}
            <WholeGuide base={base} competency={competency} level={level} />
          </p>
        </section>
      ))}
    </section>
  );
};

/** A link to the whole guide of a level in a competency, if there is one. */
const WholeGuide: FC<{ base: string; competency: Competency; level: Level }> = ({ base, competency, level }) => {
  const step = ownStepOf(level, competency);
  return step === undefined || !competency.guides[step] ? null : (
    <a href={stepHref(base, competency, step)}>
      Read the whole guide of {level.id}
      <span class="unseen"> in {competency.title}</span>
    </a>
  );
};
