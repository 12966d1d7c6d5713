import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Competency } from '#shared/contract/ladder-competencies.ts';
import type { Level } from '#shared/contract/ladder-levels.ts';
import { descriptorsOf } from '#shared/domain/ladder/descriptors.ts';
import { capital } from '#shared/domain/words.ts';
import { Heading, LadderFrame, OriginMark, type Placed, type Reading } from './elements.tsx';
import { Tags, undescribed } from './overview.tsx';
import { levelTitle, stepTitle } from './words.ts';

/** The page of one level: its texts, and what every competency expects at it. */
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
    {level.sections.map(({ id, title, audience, items, origin }) => (
      <section>
        <Heading depth={depth} id={`${prefix}${id}`}>
          {title}
          {audience === 'managers' && <span class="chip">For managers</span>}
        </Heading>
        <ul>
          {items.map((item) => (
            <li>{item}</li>
          ))}
        </ul>
        {origin === 'ours' && <OriginMark of="ours" />}
      </section>
    ))}
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

/** The step that each competency expects at a level, with its description. */
const Expectations: FC<Placed & { level: Level }> = ({ ladder, base, level }) => {
  const expecting = ladder.competencies.filter((one) => one.expected[level.id] !== undefined);
  if (expecting.length === 0) return null;
  return (
    <section>
      <h2 id="expected">What {level.id} expects</h2>
      {expecting.map((competency) => (
        <section>
          <h3>
            <a href={`${base}/competencies/${competency.id}`}>{competency.title}</a>
          </h3>
          <Expectation ladder={ladder} competency={competency} level={level.id} />
        </section>
      ))}
    </section>
  );
};

const Expectation: FC<{ ladder: PublishedLadder; competency: Competency; level: string }> = ({
  ladder,
  competency,
  level,
}) => {
  const step = competency.expected[level] as number;
  const summary = competency.guides[step]?.summary;
  const said = competency.dimensions.flatMap((dimension) => descriptorsOf(dimension, level)[step] ?? []);
  return (
    <>
      <p class="soft">{capital(stepTitle(ladder, step))}</p>
      {summary ? (
        <p>{summary}</p>
      ) : said.length === 1 ? (
        <p>{said[0]}</p>
      ) : (
        said.length > 1 && (
          <ul>
            {said.map((text) => (
              <li>{text}</li>
            ))}
          </ul>
        )
      )}
    </>
  );
};
