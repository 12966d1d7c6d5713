import type { Child, FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { DraftView, Finding, LadderChange, LadderRecord } from '#shared/contract/publishing.ts';
import { Layout } from '../layout.tsx';
import { Day, Field, type Filled, Instant, idOf } from '../parts.tsx';
import type { NameOf } from '../words.ts';
import { sentence } from '../words.ts';
import { countOf, Done, LongList, NotDone } from './parts.tsx';

interface DraftProps {
  person: Person;
  record: LadderRecord;
  /** What the record says of the draft. */
  about: NonNullable<LadderRecord['draft']>;
  view: DraftView;
  nameOf: NameOf;
  /** The day in UTC. */
  today: string;
  filled: Filled;
  idempotencyKey: string;
  /** What was just done, by the name of its command. */
  done: string | undefined;
}

const doneWords: Record<string, string> = {
  'save-draft': 'The draft is kept. Only HR can read it.',
  'propose-publication': 'It is proposed. It is published once somebody else of HR has confirmed it.',
  'withdraw-proposal': 'The proposal is withdrawn. The draft is still here.',
};

/** A draft: what its check finds, what it changes, and its way to being published. */
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
      <NotDone reason={filled.message}>
        {filled.faults.length > 0 && (
          <ul>
            {filled.faults.map(({ field, reason }) => (
              <li>{field ? <a href={`#${idOf(field)}`}>{sentence(reason)}</a> : sentence(reason)}</li>
            ))}
          </ul>
        )}
      </NotDone>
      <dl>
        <dt>Uploaded by</dt>
        <dd>
          {nameOf(about.by)}, <Instant at={about.at} />
        </dd>
        {about.proposal && (
          <>
            <dt>Proposed by</dt>
            <dd>
              {nameOf(about.proposal.by)}, <Instant at={about.proposal.at} />, to be in force from{' '}
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
        <a href={`${base}/draft/read`}>Read the draft as people will</a>, or{' '}
        <a href={`${base}/draft/read/print`}>all of it on one page</a>.
      </p>
      <Findings findings={view.findings} />
      <Changes view={view} record={record} />
      <Publishing {...props} />
      <h2>Discard the draft</h2>
      <Command {...props} type="discard-draft" button="Discard this draft" second>
        <p>
          Its text is then gone from here. What is published stays as it is, and that there was a draft stays recorded.
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
      {findings.length === 0 && <p>Nothing that would have to be mended.</p>}
      {errors.length > 0 && (
        <>
          <h3>{countOf(errors.length, 'error')}</h3>
          <p class="soft">With an error a draft is not published. Mend the document and upload it again.</p>
          <LongList items={errors} />
        </>
      )}
      {warnings.length > 0 && (
        <>
          <h3>{countOf(warnings.length, 'warning')}</h3>
          <p class="soft">A warning is for you to know. It does not keep the draft from being published.</p>
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
          Against version {before.version}, published for new cases from <Day at={before.from} />.
        </p>
      ) : (
        <p>Nothing of this ladder is published yet.</p>
      )}
      {changes.length === 0 && <p>Nothing: the draft says and asks the same.</p>}
      {rules.length > 0 && (
        <>
          <h3>What is asked or decided</h3>
          <LongList items={rules} most={25} />
        </>
      )}
      {texts.length > 0 && (
        <>
          <h3>Only worded anew</h3>
          <LongList items={texts} most={5} />
        </>
      )}
    </>
  );
};

/** What can be done next, by the person who looks; whether they may, the use case decides again. */
const Publishing: FC<DraftProps> = (props) => {
  const { person, about, view, today, filled } = props;
  const { proposal } = about;
  const hasErrors = view.findings.some((one) => one.severity === 'error');
  if (!proposal)
    return (
      <>
        <h2>Propose a day</h2>
        {hasErrors ? (
          <p>A day can be proposed once the draft has no errors.</p>
        ) : (
          <Command {...props} type="propose-publication" button="Propose">
            <p>
              From this day on, in UTC, new cases run on it. Cases that are open stay on their version. Somebody else of
              HR confirms before it is published.
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
          {about.by === person.id ? 'You uploaded this draft' : 'You proposed this draft'}, so somebody else of HR
          confirms it: publishing takes two people.
        </p>
      ) : (
        <Command {...props} type="confirm-publication" button={`Confirm and publish version ${about.version}`}>
          <p>
            You publish version {about.version}, for new cases from <Day at={proposal.from} />. <Sum view={view} />{' '}
            Cases that are open stay on their version. A published version never changes.
          </p>
          <p>
            What you confirm has the hash <code>{about.hash}</code>.
          </p>
        </Command>
      )}
      <Command {...props} type="withdraw-proposal" button="Withdraw the proposal" second>
        <p class="soft">Withdrawing keeps the draft. Another day can be proposed afterwards.</p>
      </Command>
    </>
  );
};

/** How much it changes, in a sentence. */
const Sum: FC<{ view: DraftView }> = ({ view: { changes, against } }) => {
  if (!against) return <>It is a new ladder.</>;
  const [rules, texts] = [ofKind(changes, 'rule').length, ofKind(changes, 'text').length];
  return (
    <>
      Compared with version {against.version},{' '}
      {rules === 0 ? 'nothing changes' : countOf(rules, 'thing changes', 'things change')} in what is asked or decided,
      and {countOf(texts, 'text is', 'texts are')} worded anew.
    </>
  );
};

interface CommandProps extends DraftProps {
  type: string;
  button: string;
  /** Not what one comes here for. */
  second?: boolean;
  children?: Child;
}

/** A form that sends one command about the draft as it is shown here. */
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
