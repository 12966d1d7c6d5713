import type { FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { LadderVersion } from '#shared/contract/publishing.ts';
import { Layout } from '../layout.tsx';
import { Day } from '../text.tsx';

interface VersionsProps {
  person: Person;
  id: string;
  versions: LadderVersion[];
  /** The version that new cases use. Null before the first day of the first version. */
  inForce: number | null;
}

/** The page of a ladder's published versions, newest first. */
export const VersionsPage: FC<VersionsProps> = ({ person, id, versions, inForce }) => {
  const title = versions.at(-1)?.title ?? id;
  return (
    <Layout title={`Versions · ${title}`} person={person}>
      <nav class="within" aria-label="This ladder">
        <a href="/ladders">All ladders</a>
        {inForce !== null && <a href={`/ladders/${id}`}>{title}</a>}
      </nav>
      <h1>Versions of {title}</h1>
      <p>A published version never changes. A case stays until its end on the version it was opened on.</p>
      <ul class="cards">
        {versions.toReversed().map(({ version, hash, from, publishedAt }) => (
          <li class="card">
            <p>
              <a href={`/ladders/${id}/versions/${version}`}>Version {version}</a>
              {version === inForce && <span class="chip own">In force</span>}
              {version > (inForce ?? 0) && <span class="chip">Coming</span>}
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
