import type { FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { LadderRecord, LadderVersion } from '#shared/contract/publishing.ts';
import { standingOf } from '../ladder/standing.ts';
import { Layout } from '../layout.tsx';
import { Day } from '../text.tsx';

interface RecordsProps {
  person: Person;
  records: LadderRecord[];
  /** For each ladder, the version that new cases use. */
  inForce: Record<string, LadderVersion | null>;
  now: Date;
}

/** All ladders, published or not, with their versions and drafts. */
export const LadderRecordsPage: FC<RecordsProps> = ({ person, records, inForce, now }) => (
  <Layout title="Publishing" person={person}>
    <h1>Publishing</h1>
    <p>
      You upload the next version of a ladder as a draft, see what it changes, and propose a day. It is published when
      another person of HR confirms it. Open cases stay on the version they were opened on.
    </p>
    <p>
      <a class="button" href="/hr/ladders/new">
        Upload a new ladder
      </a>
    </p>
    <ul class="cards">
      {records.map((record) => (
        <li class="card">
          <h2>
            <a href={`/hr/ladders/${record.id}`}>{titleOf(record)}</a>
          </h2>
          <InForce version={inForce[record.id] ?? null} />
          {record.versions
            .filter((version) => standingOf(version, record, now).is === 'coming')
            .map(({ version, from }) => (
              <p>
                Version {version} comes into force on <Day at={from} />.
              </p>
            ))}
          {record.draft && (
            <p>
              <a href={`/hr/ladders/${record.id}/draft`}>Draft of version {record.draft.version}</a>:{' '}
              <DraftState draft={record.draft} />
            </p>
          )}
        </li>
      ))}
    </ul>
  </Layout>
);

/** The newest title of a ladder. */
export function titleOf({ id, versions, draft }: LadderRecord): string {
  return versions.at(-1)?.title ?? draft?.title ?? id;
}

/** The version that new cases use. */
const InForce: FC<{ version: LadderVersion | null }> = ({ version }) =>
  version ? (
    <p>
      Version {version.version} has been in force since <Day at={version.from} />.
    </p>
  ) : (
    <p>No version is in force yet.</p>
  );

/** Whether a draft is proposed. */
export const DraftState: FC<{ draft: NonNullable<LadderRecord['draft']> }> = ({ draft: { proposal } }) =>
  proposal ? (
    <>
      proposed from <Day at={proposal.from} />, waits for a second person of HR.
    </>
  ) : (
    <>not proposed yet.</>
  );
