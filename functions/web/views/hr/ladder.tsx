import type { Child, FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { LadderRecord } from '#shared/contract/publishing.ts';
import type { LadderEventType, RecordEventView } from '#shared/contract/records.ts';
import type { Verification } from '#shared/contract/view.ts';
import { Layout } from '../layout.tsx';
import { Day, Instant } from '../parts.tsx';
import type { NameOf } from '../words.ts';
import { andList } from '../words.ts';
import { DraftState, titleOf } from './ladders.tsx';
import { Chain, Done, NotDone } from './parts.tsx';
import { standingOf } from './standing.ts';
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
  /** What was just done, by the name of its command. */
  done: string | undefined;
  /** Why something was not. */
  refused: string | null;
}

/** One ladder as HR keeps it. */
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
      {done === 'confirm-publication' && !isRefused && (
        <Done>It is published. Cases that are open stay on their version.</Done>
      )}
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
        The document has to say that it is version {next}.{' '}
        {record.draft
          ? `It takes the place of the draft that ${nameOf(record.draft.by)} uploaded${record.draft.proposal ? ', and what was proposed for that one is gone with it' : ''}.`
          : 'It is kept as a draft, which only HR can read.'}
      </p>
      <UploadForm action={`/hr/ladders/${record.id}`} upload={upload} idempotencyKey={idempotencyKey} />
      <h2>What was done, and proof of it</h2>
      <Chain
        proof={proof}
        events={events.map((event) => ({ at: event.at, hash: event.hash, said: saidOf(event, nameOf) }))}
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
        const { is, words } = standingOf(one, record, now);
        return (
          <li class="card">
            <p>
              <a href={`/ladders/${record.id}/versions/${one.version}`}>Version {one.version}</a>
              <span class={is === 'in-force' ? 'chip own' : 'chip'}>{words}</span>
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

/** What an event of a ladder says, as a sentence. */
function saidOf({ type, actor, data }: RecordEventView, nameOf: NameOf): Child {
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
            : `${who} confirmed what ${nameOf(String(data.proposedBy))} had proposed: ${version} is published from `}
          {from}.
        </>
      );
  }
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
