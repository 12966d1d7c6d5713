import type { Child, FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { DraftCommand, DraftView, Finding, LadderChange, LadderRecord } from '#shared/contract/publishing.ts';
import type { NameOf } from '#shared/records/names.ts';
import { FaultList, Field, type Filled } from '../fields.tsx';
import { Layout } from '../layout.tsx';
import { Day, Done, Instant } from '../text.tsx';
import { countOf, LongList, NotDone } from './elements.tsx';

interface DraftProps {
  person: Person;
  record: LadderRecord;
  /** The draft's entry in the record. */
  about: NonNullable<LadderRecord['draft']>;
  view: DraftView;
  nameOf: NameOf;
  /** Today, in UTC. */
  today: string;
  filled: Filled;
  idempotencyKey: string;
  /** The command that was just done. */
  done: string | undefined;
}

const doneWords: Record<string, string> = {
  'save-draft': 'The draft is saved. Only HR can read it.',
  'propose-publication': 'It is proposed. It will be published when another person of HR confirms it.',
  'withdraw-proposal': 'The proposal is withdrawn. The draft is still here.',
};

/** The page of a draft: its faults, what it changes, and the steps to publish it. */
export const DraftPage: FC<DraftProps> = (props) => {
  const { person, record, about, view, nameOf, filled, done } = props;
  const title = `Draft of version ${about.version}`;
  const base = `/hr/ladders/${record.id}`;
  const said = filled.message === null ? doneWords[done ?? ''] : undefined;
  return (
    <Layout title={`${filled.message === null ? '' : 'Not done yet: '}${title} · ${about.title}`} person={person}>
      <p>
        <a href={base}>Back to {about.title}</a>
      </p>
      <h1>
        {title}: {about.title}
      </h1>
      {said && <Done>{said}</Done>}
      <NotDone reason={filled.message}>{filled.faults.length > 0 && <FaultList faults={filled.faults} />}</NotDone>
      <dl>
        <dt>Uploaded by</dt>
        <dd>
          {nameOf(about.by)}, <Instant at={about.at} />
        </dd>
        {about.proposal && (
          <>
            <dt>Proposed by</dt>
            <dd>
              {nameOf(about.proposal.by)}, <Instant at={about.proposal.at} />, in force from{' '}
              <Day at={about.proposal.from} />
            </dd>
          </>
        )}
        <dt>Hash</dt>
        <dd>
          <code>{about.hash.slice(0, 12)}</code>
        </dd>
      </dl>
      <p>
        <a href={`${base}/draft/read`}>Read the draft as people will see it</a>, or{' '}
        <a href={`${base}/draft/read/print`}>all of it on one page</a>.
      </p>
      <Findings findings={view.findings} />
      <Changes view={view} record={record} />
      <Publishing {...props} />
      <h2>Discard the draft</h2>
      <Command {...props} type="discard-draft" button="Discard this draft" second>
        <p>
          This deletes the text of the draft. Published versions do not change, and the history still shows the draft.
        </p>
      </Command>
    </Layout>
  );
};

const Findings: FC<{ findings: Finding[] }> = ({ findings }) => {
  const linesOf = (severity: Finding['severity']) =>
    findings.filter((one) => one.severity === severity).map((one) => <FindingLine of={one} />);
  const [errors, warnings] = [linesOf('error'), linesOf('warning')];
  return (
    <>
      <h2>What the check found</h2>
      {findings.length === 0 && <p>No errors and no warnings.</p>}
      {errors.length > 0 && (
        <>
          <h3>{countOf(errors.length, 'error')}</h3>
          <p class="soft">A draft with errors cannot be published. Correct the document and upload it again.</p>
          <LongList items={errors} />
        </>
      )}
      {warnings.length > 0 && (
        <>
          <h3>{countOf(warnings.length, 'warning')}</h3>
          <p class="soft">A draft with warnings can still be published.</p>
          <LongList items={warnings} />
        </>
      )}
    </>
  );
};

const FindingLine: FC<{ of: Finding }> = ({ of: { severity, place, message, mend } }) => (
  <>
    <span class={`tag ${severity === 'error' ? 'fail' : 'unknown'}`}>
      {severity === 'error' ? 'Error' : 'Warning'}:
    </span>{' '}
    {message} {mend}
    <br />
    <span class="soft">
      At <code>{place}</code>
    </span>
  </>
);

const ofKind = (changes: LadderChange[], kind: LadderChange['kind']) =>
  changes.filter((one) => one.kind === kind).map((one) => one.sentence);

const Changes: FC<{ view: DraftView; record: LadderRecord }> = ({ view: { changes, against }, record }) => {
  const [rules, texts] = [ofKind(changes, 'rule'), ofKind(changes, 'text')];
  const before = record.versions.find((one) => one.version === against?.version);
  return (
    <>
      <h2>What changes</h2>
      {before ? (
        <p>
          Compared with version {before.version}, published for new cases from <Day at={before.from} />.
        </p>
      ) : (
        <p>Nothing of this ladder is published yet.</p>
      )}
      {changes.length === 0 && <p>Nothing changes.</p>}
      {rules.length > 0 && (
        <>
          <h3>Rules</h3>
          <LongList items={rules} most={25} />
        </>
      )}
      {texts.length > 0 && (
        <>
          <h3>Only texts</h3>
          <LongList items={texts} most={5} />
        </>
      )}
    </>
  );
};

/** What the viewer can do next with the draft. The use case checks their rights again. */
const Publishing: FC<DraftProps> = (props) => {
  const { person, about, view, today, filled } = props;
  const { proposal } = about;
  const hasErrors = view.findings.some((one) => one.severity === 'error');
  if (!proposal)
    return (
      <>
        <h2>Propose a day</h2>
        {hasErrors ? (
          <p>You can propose a day when the draft has no errors.</p>
        ) : (
          <Command {...props} type="propose-publication" button="Propose">
            <p>
              From this day on, in UTC, new cases use it. Open cases stay on their version. Another person of HR must
              confirm before it is published.
            </p>
            <Field
              name="from"
              label="In force from"
              kind="date"
              filled={{ ...filled, values: { from: today, ...filled.values } }}
              required
            />
          </Command>
        )}
      </>
    );
  const isOwn = about.by === person.id || proposal.by === person.id;
  const isLate = proposal.from < today;
  return (
    <>
      <h2>{isLate ? 'The proposed day has passed' : isOwn ? 'Waits for a second person' : 'Confirm'}</h2>
      {isLate ? (
        <p>
          Nobody confirmed before <Day at={proposal.from} /> was over. Withdraw the proposal and propose a new day.
        </p>
      ) : isOwn ? (
        <p>
          {about.by === person.id ? 'You uploaded this draft' : 'You proposed this draft'}, so another person of HR must
          confirm it: publishing takes two people.
        </p>
      ) : (
        <Command {...props} type="confirm-publication" button={`Confirm and publish version ${about.version}`}>
          <p>
            You publish version {about.version}, for new cases from <Day at={proposal.from} />. <Sum view={view} /> Open
            cases stay on their version. A published version never changes.
          </p>
          <p>
            The draft that you confirm has the hash <code>{about.hash}</code>.
          </p>
        </Command>
      )}
      <Command {...props} type="withdraw-proposal" button="Withdraw the proposal" second>
        <p class="soft">The draft stays, and another day can be proposed afterwards.</p>
      </Command>
    </>
  );
};

/** A sentence about how much the draft changes. */
const Sum: FC<{ view: DraftView }> = ({ view: { changes, against } }) => {
  if (!against) return <>It is a new ladder.</>;
  const [rules, texts] = [ofKind(changes, 'rule').length, ofKind(changes, 'text').length];
  return (
    <>
      Compared with version {against.version},{' '}
      {rules === 0 ? 'no rule changes' : countOf(rules, 'rule changes', 'rules change')}, and{' '}
      {countOf(texts, 'text is', 'texts are')} reworded.
    </>
  );
};

interface CommandProps extends DraftProps {
  type: DraftCommand['type'];
  button: string;
  /** Whether it is a secondary button. */
  second?: boolean;
  children?: Child;
}

/** A form that sends one command about exactly the draft that is shown. */
const Command: FC<CommandProps> = ({ record, about, idempotencyKey, type, button, second = false, children }) => (
  <form method="post" action={`/hr/ladders/${record.id}/draft`} novalidate>
    <input type="hidden" name="key" value={`${idempotencyKey}-${type}`} />
    <input type="hidden" name="type" value={type} />
    <input type="hidden" name="hash" value={about.hash} />
    {children}
    <p>
      <button type="submit" {...(second ? { class: 'button second' } : {})}>
        {button}
      </button>
    </p>
  </form>
);
