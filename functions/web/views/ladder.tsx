import type { FC } from 'hono/jsx';
import type { PathStage, PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import type { LadderListing } from '#shared/store/ladders.ts';
import { Layout } from './layout.tsx';

export const LaddersPage: FC<{ person: Person; ladders: LadderListing[] }> = ({ person, ladders }) => (
  <Layout title="Ladders" person={person}>
    <h1>Ladders</h1>
    <ul class="cards">
      {ladders.map((one) => (
        <li class="card">
          <p>
            <a href={`/ladders/${one.id}`}>{one.title}</a>
          </p>
          <p class="soft">Version {one.version}</p>
        </li>
      ))}
    </ul>
  </Layout>
);

const pathTitles: Record<PathStage['kind'], string> = {
  track: 'Track',
  'self-assessment': 'Self-assessment',
  portfolio: 'Portfolio',
  calibration: 'Calibration',
  'sign-off': 'Sign-off',
};

/** A ladder at a glance: levels, what each competency expects, and what each transition asks for. */
export const LadderPage: FC<{ person: Person; ladder: PublishedLadder }> = ({ person, ladder }) => (
  <Layout title={ladder.title} person={person}>
    <h1>{ladder.title}</h1>
    <p class="lead">{ladder.summary}</p>
    <h2>Levels</h2>
    <dl>
      {ladder.levels.map((level) => (
        <>
          <dt>{level.id}</dt>
          <dd>
            {level.title}
            {level.band && `, overall ${level.band.min.toFixed(1)} to ${level.band.max.toFixed(1)}`}
            {level.id === ladder.hireBar && ', the hire bar'}
            {level.seats && `, ${level.seats.min} to ${level.seats.max} seats`}
          </dd>
        </>
      ))}
    </dl>
    <h2>Expected steps</h2>
    <section class="scroll" tabindex={0} aria-label="Expected steps">
      <table>
        <thead>
          <tr>
            <th scope="col">Competency</th>
            <th scope="col" class="number">
              Weight
            </th>
            {ladder.levels.map((level) => (
              <th scope="col" class="number">
                {level.id}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ladder.competencies.map((competency) => (
            <tr>
              <th scope="row">{competency.title}</th>
              <td class="number">×{competency.weight}</td>
              {ladder.levels.map((level) => (
                <td class="number">{competency.expected[level.id] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
    {ladder.transitions.map((transition) => (
      <section>
        <h2>
          {transition.from} to {transition.to}
        </h2>
        {transition.typicalMonths && (
          <p class="soft">
            Often after {transition.typicalMonths.min} to {transition.typicalMonths.max} months; that is no minimum.
          </p>
        )}
        <h3>Criteria</h3>
        <ul>
          {transition.criteria.map((criterion) => (
            <li>
              {criterion.title}
              {criterion.track && <span class="soft"> ({trackTitle(ladder, criterion.track)})</span>}
            </li>
          ))}
        </ul>
        <h3>Portfolio</h3>
        <ul>
          {transition.portfolio.map((requirement) => (
            <li>
              {requirement.title}
              {requirement.track && <span class="soft"> ({trackTitle(ladder, requirement.track)})</span>}
            </li>
          ))}
        </ul>
        <h3>Path</h3>
        <p>{transition.path.map((stage) => pathTitles[stage.kind]).join(', then ')}</p>
      </section>
    ))}
  </Layout>
);

function trackTitle(ladder: PublishedLadder, id: string): string {
  return ladder.tracks.find((track) => track.id === id)?.title ?? id;
}
