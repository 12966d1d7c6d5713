import type { FC } from 'hono/jsx';
import type { Page } from '#shared/cases/cursor.ts';
import type { ExportView } from '#shared/contract/exports.ts';
import { fileLimits } from '#shared/contract/file-names.ts';
import type { ImportView } from '#shared/contract/imports.ts';
import type { Person } from '#shared/contract/people.ts';
import { isHrForAll } from '#shared/domain/people.ts';
import type { NameOf } from '#shared/records/names.ts';
import { FaultSummary, type Filled } from '../fields.tsx';
import { Layout } from '../layout.tsx';
import { Instant, More } from '../text.tsx';
import { andList } from '../words.ts';
import { countOf } from './elements.tsx';
import { Checks } from './fields.tsx';
import { RowsField } from './files.tsx';
import { stateTitles } from './import-words.ts';

/** What a person can say of a file. Everybody shares the list of teams and ODCs, so only HR for every ODC adds some. */
const saysOf = ({ hrUnits, ...person }: Person) => [
  {
    value: 'isFull',
    label: `The file has everybody who works ${hrUnits ? `in ${andList(hrUnits)}` : 'here'}. People who are missing from it are listed. Their records do not change.`,
  },
  ...(isHrForAll({ ...person, hrUnits })
    ? [{ value: 'addsPlaces', label: 'Add the teams and ODCs of the file that are not known yet.' }]
    : []),
];

interface Props {
  person: Person;
  imports: Page<ImportView> & { nameOf: NameOf };
  filled: Filled;
  idempotencyKey: string;
  /** For the form that asks for a file of everybody. */
  exportKey: string;
}

/** HR's page of the files of people: send one, and see what became of others. */
export const ImportsPage: FC<Props> = ({ person, imports, filled, idempotencyKey, exportKey }) => (
  <Layout title={`${filled.message === null ? '' : 'Not done yet: '}Files of people`} person={person}>
    <p>
      <a href="/people">People</a>
    </p>
    <h1>Files of people</h1>
    <FaultSummary filled={filled} />
    <p>
      A file says what the records of people should be. It is checked first, and you see what it would change. Nothing
      changes until you propose it and a second person of HR confirms it. A machine proposes the files that it sends.
    </p>
    <form method="post" action="/hr/imports" enctype="multipart/form-data">
      <input type="hidden" name="key" value={idempotencyKey} />
      <RowsField columns="a row of headings" filled={filled} />
      <Checks name="says" legend="About this file" options={saysOf(person)} filled={filled} />
      <p>
        <button type="submit">Check this file</button>
      </p>
    </form>
    <h2>Files to begin with</h2>
    <p>
      <a href="/hr/imports/template.csv">An empty file with all headings</a>
    </p>
    <form method="post" action="/hr/exports">
      <input type="hidden" name="key" value={exportKey} />
      <p>
        <button type="submit" class="button second">
          Make a file of everybody
        </button>{' '}
        <span class="soft">It can be changed and sent here again.</span>
      </p>
    </form>
    <h2>Files so far</h2>
    {imports.items.length === 0 ? (
      <p>
        {imports.next === null
          ? `There is none yet. A file is kept for ${fileLimits.keptDays} days.`
          : 'None of these is for you.'}
      </p>
    ) : (
      <ul class="long">
        {imports.items.map((one) => (
          <li>
            <a href={`/hr/imports/${one.id}`}>{titleOf(one)}</a> <span class="chip">{stateTitles[one.state]}</span>
            <br />
            <span class="soft">
              {imports.nameOf(one.by)}, <Instant at={one.at} />
            </span>
          </li>
        ))}
      </ul>
    )}
    <More path="/hr/imports" next={imports.next} />
  </Layout>
);

/** What to call a file. */
export function titleOf({ fileName, restOf }: Pick<ImportView, 'fileName' | 'restOf'>): string {
  const name = fileName === '' ? 'A file of people' : fileName;
  return restOf ? `Rows of ${name} that others decide` : name;
}

/** HR's page of a file of everybody: it is being made, or can be downloaded. */
export const ExportPage: FC<{ person: Person; record: ExportView }> = ({
  person,
  record: { id, at, state, people },
}) => (
  <Layout title="A file of everybody" person={person}>
    <p>
      <a href="/hr/imports">Files of people</a>
    </p>
    <h1>A file of everybody</h1>
    {state === 'making' && (
      <p role="status">
        The file is being made. <a href={`/hr/exports/${id}`}>Look again</a>
      </p>
    )}
    {state === 'failed' && (
      <p>
        The file could not be made. <a href="/hr/imports">Ask for another one</a>. If that fails too, tell the people
        who run Rungs.
      </p>
    )}
    {state === 'ready' && (
      <>
        <p>
          <a href={`/hr/exports/${id}/people.csv`}>Download people.csv</a>
        </p>
        <p class="soft">
          {countOf(people, 'person', 'people')}, also those who have left. Asked for on <Instant at={at} />. It can be
          downloaded for a week. It has mail addresses: keep it where only HR can read it.
        </p>
      </>
    )}
  </Layout>
);
