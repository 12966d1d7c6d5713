import type { FC } from 'hono/jsx';
import { CompetencyBody } from './competency.tsx';
import { LadderFrame, OriginKey, type Reading } from './elements.tsx';
import { FaqBody } from './faq.tsx';
import { LevelBody } from './level.tsx';
import { Matrix } from './matrix.tsx';
import { AboutMatrix, ScaleKey, Tags } from './overview.tsx';
import { Sections } from './sections.tsx';
import { TracksBody } from './tracks.tsx';
import { TransitionBody } from './transition.tsx';
import { levelTitle } from './words.ts';

/** The whole ladder on one page, for printing and searching. */
export const PrintPage: FC<{ reading: Reading }> = ({ reading }) => {
  const { ladder, base } = reading;
  const placed = { ladder, base, depth: 4 };
  return (
    <LadderFrame reading={reading} title={ladder.title} wide>
      <h1>{ladder.title}</h1>
      {ladder.summary && <p class="lead">{ladder.summary}</p>}
      <p class="soft">Version {ladder.version}</p>
      <OriginKey />
      <p class="soft screen">
        This is the whole ladder on one page. Your browser’s print command prints it without the menus.
      </p>
      <Sections of={ladder.sections ?? []} depth={2} />
      <section>
        <h2>What is expected</h2>
        <AboutMatrix {...placed} />
        <Matrix {...placed} />
        <ScaleKey {...placed} />
      </section>
      <section>
        <h2>Levels</h2>
        {ladder.levels.map((level) => (
          <section>
            <h3>{levelTitle(level, ladder)}</h3>
            <p>
              <Tags ladder={ladder} level={level} />
            </p>
            <LevelBody {...placed} prefix={`${level.id}-`} level={level} />
          </section>
        ))}
      </section>
      <section class="sheet">
        <h2>Competencies</h2>
        {ladder.competencies.map((competency) => (
          <section class="sheet">
            <h3>{competency.title}</h3>
            <CompetencyBody {...placed} prefix={`${competency.id}-`} competency={competency} />
          </section>
        ))}
      </section>
      <section class="sheet">
        <h2>From level to level</h2>
        {ladder.transitions.map((transition) => (
          <section>
            <h3>
              {transition.from} to {transition.to}
            </h3>
            <TransitionBody {...placed} prefix={`${transition.id}-`} transition={transition} />
          </section>
        ))}
      </section>
      {ladder.tracks.length > 0 && (
        <section class="sheet">
          <h2>Tracks</h2>
          <TracksBody {...placed} depth={3} prefix="tracks-" />
        </section>
      )}
      {ladder.faq.length > 0 && (
        <section class="sheet">
          <h2>Questions people ask</h2>
          <FaqBody {...placed} depth={3} prefix="faq-" />
        </section>
      )}
    </LadderFrame>
  );
};
