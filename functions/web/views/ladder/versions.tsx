import type { FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { LadderVersion } from '#shared/contract/publishing.ts';
import { Layout } from '../layout.tsx';
import { Day } from '../text.tsx';
import { type Standing, standingOf, standingWords } from './standing.ts';

interface VersionsProps {
  person: Person;
  id: string;
  versions: LadderVersion[];
  now: Date;
}

/** The page of a ladder's published versions, newest first. */
export const VersionsPage: FC<VersionsProps> = ({ person, id, versions, now }) => {
  const title = versions.at(-1)?.title ?? id;
  const standings = new Map(versions.map((one) => [one, standingOf(one, { versions }, now)]));
  const hasCurrent = [...standings.values()].some((one) => one.is === 'in-force');
  return (
    <Layout title={`Versions · ${title}`} person={person}>
      <nav class="within" aria-label="This ladder">
        <a href="/ladders">All ladders</a>
        {hasCurrent && <a href={`/ladders/${id}`}>{title}</a>}
      </nav>
      <h1>Versions of {title}</h1>
      <p>A published version never changes. A case stays until its end on the version it was opened on.</p>
      <ul class="cards">
        {[...standings].toReversed().map(([{ version, hash, from, publishedAt }, standing]) => (
          <li class="card">
            <p>
              <a href={`/ladders/${id}/versions/${version}`}>Version {version}</a>
              <Chip standing={standing} />
            </p>
            <p class="soft">
              For new cases from <Day at={from} />, published on <Day at={publishedAt} />
              <br />
              Hash <code>{hash.slice(0, 12)}</code>
            </p>
          </li>
        ))}
      </ul>
    </Layout>
  );
};

/** The state of a version. An older version has none: its day already says that. */
const Chip: FC<{ standing: Standing }> = ({ standing }) =>
  standing.is === 'over' ? null : (
    <span class={standing.is === 'in-force' ? 'chip own' : 'chip'}>{standingWords(standing)}</span>
  );
