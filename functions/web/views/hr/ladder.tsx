import type { Child, FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { LadderRecord } from '#shared/contract/publishing.ts';
import type { LadderEventType } from '#shared/contract/record-ladder.ts';
import type { RecordEventView } from '#shared/contract/records.ts';
import type { Verification } from '#shared/contract/view.ts';
import { capital } from '#shared/domain/words.ts';
import type { NameOf } from '#shared/records/names.ts';
import { standingOf, standingWords } from '../ladder/standing.ts';
import { Layout } from '../layout.tsx';
import { Day, Done, Instant } from '../text.tsx';
import { andList } from '../words.ts';
import { Chain, NotDone } from './elements.tsx';
import { DraftState, titleOf } from './ladders.tsx';
import { type Upload, UploadFaults, UploadForm } from './upload.tsx';

interface RecordProps {
  person: Person;
  record: LadderRecord;
  events: RecordEventView[];
  proof: Verification;
  nameOf: NameOf;
  now: Date;
  upload: Upload;
  idempotencyKey: string;
  /** The command that was just done. */
  done: string | undefined;
  /** Why a command was refused. */
  refused: string | null;
}

/** HR's page of one ladder. */
export const LadderRecordPage: FC<RecordProps> = (props) => {
  const { person, record, events, proof, nameOf, upload, idempotencyKey, done, refused } = props;
  const title = titleOf(record);
  const next = Math.max(0, ...record.versions.map((one) => one.version)) + 1;
  const isRefused = upload.message !== null || refused !== null;
  return (
    <Layout title={isRefused ? `Not done yet: ${title}` : `Publishing · ${title}`} person={person}>
      <p>
        <a href="/hr/ladders">All ladders</a>
      </p>
      <h1>{title}</h1>
      {done === 'confirm-publication' && !isRefused && <Done>It is published. Open cases stay on their version.</Done>}
      {done === 'discard-draft' && !isRefused && <Done>The draft is discarded.</Done>}
      <NotDone reason={refused} />
      <UploadFaults upload={upload} />
      <h2>Draft</h2>
      {record.draft ? (
        <div class="card">
          <p>
            <a href={`/hr/ladders/${record.id}/draft`}>Draft of version {record.draft.version}</a>:{' '}
            <DraftState draft={record.draft} />
          </p>
          <p class="soft">
            Uploaded by {nameOf(record.draft.by)}, <Instant at={record.draft.at} />
          </p>
        </div>
      ) : (
        <p>There is no draft.</p>
      )}
      <h2>Versions</h2>
      <Versions {...props} />
      <h2>Upload version {next}</h2>
      <p>
        The document must have the version {next}.{' '}
        {record.draft
          ? `It replaces the draft that ${nameOf(record.draft.by)} uploaded${record.draft.proposal ? ', and its proposal' : ''}.`
          : 'It is saved as a draft that only HR can read.'}
      </p>
      <UploadForm action={`/hr/ladders/${record.id}`} upload={upload} idempotencyKey={idempotencyKey} />
      <h2>History and proof</h2>
      <Chain
        proof={proof}
        events={events.map((event) => ({ at: event.at, hash: event.hash, said: sentenceOf(event, nameOf) }))}
      />
    </Layout>
  );
};

const Versions: FC<RecordProps> = ({ record, events, nameOf, now }) => {
  if (record.versions.length === 0) return <p>No version is published yet.</p>;
  const publishedBy = (version: number) => {
    const event = events.find(({ type, data }) => type === 'ladder-published' && data.version === version);
    const { proposedBy } = event?.data ?? {};
    if (event?.actor.personId == null) return 'when Rungs was set up';
    return `by ${andList([String(proposedBy), event.actor.personId].map(nameOf))}`;
  };
  return (
    <ul class="cards">
      {record.versions.toReversed().map((one) => {
        const standing = standingOf(one, record, now);
        return (
          <li class="card">
            <p>
              <a href={`/ladders/${record.id}/versions/${one.version}`}>Version {one.version}</a>
              <span class={standing.is === 'in-force' ? 'chip own' : 'chip'}>{standingWords(standing)}</span>
            </p>
            <p class="soft">
              For new cases from <Day at={one.from} />
              <br />
              Published {publishedBy(one.version)}, <Instant at={one.publishedAt} />
              <br />
              Hash <code>{one.hash.slice(0, 12)}</code>
            </p>
          </li>
        );
      })}
    </ul>
  );
};

/** An event of a ladder as a sentence. */
function sentenceOf({ type, actor, data }: RecordEventView, nameOf: NameOf): Child {
  const who = nameOf(actor.personId);
  const version = `version ${data.version}`;
  const from = <Day at={String(data.from)} />;
  switch (type as LadderEventType) {
    case 'draft-saved':
      return `${who} uploaded a draft of ${version}.`;
    case 'draft-discarded':
      return `${who} discarded the draft of ${version}.`;
    case 'publication-proposed':
      return (
        <>
          {who} proposed {version} from {from}.
        </>
      );
    case 'proposal-withdrawn':
      return `${who} withdrew the proposal of ${version}.`;
    case 'ladder-published':
      return (
        <>
          {data.proposedBy === null
            ? `${capital(version)} was published from `
            : `${who} confirmed the proposal of ${nameOf(String(data.proposedBy))}: ${version} is published from `}
          {from}.
        </>
      );
  }
}
