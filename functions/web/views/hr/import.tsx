import type { Child, FC } from 'hono/jsx';
import { type ImportListName, importLists } from '#shared/contract/file-names.ts';
import type { ImportView } from '#shared/contract/imports.ts';
import type { Person } from '#shared/contract/people.ts';
import type { ProposalListing } from '#shared/contract/proposal.ts';
import type { ListPart } from '#shared/importing/lists.ts';
import type { NameOf } from '#shared/records/names.ts';
import { FaultSummary, type Filled } from '../fields.tsx';
import { Layout } from '../layout.tsx';
import { Instant } from '../text.tsx';
import { countOf } from './elements.tsx';
import { faultItems, List, Lists, leftoverItem, Proposed, ProposeForm } from './files.tsx';
import {
  changeSentences,
  effectWords,
  foundSentences,
  kindTitles,
  readSentences,
  stateTitles,
} from './import-words.ts';
import { titleOf } from './imports.tsx';

interface Props {
  person: Person;
  record: ImportView;
  /** Null: the file has no list yet. */
  shown: ListPart<ImportListName> | null;
  part: number;
  /** The proposals to carry it out that are open. */
  open: ProposalListing[];
  nameOf: NameOf;
  filled: Filled;
  idempotencyKey: string;
}

/** HR's page of one file of people: what it would change, its faults, and how far it is carried out. */
export const ImportPage: FC<Props> = ({ person, record, shown, part, open, nameOf, filled, idempotencyKey }) => {
  const { state, found, progress } = record;
  const path = `/hr/imports/${record.id}`;
  const title = titleOf(record);
  const changes = found !== null && Object.values(found.kinds).some((count) => count > 0);
  const said = found ? (state === 'faulty' ? readSentences(found) : foundSentences(found)) : [];
  return (
    <Layout title={`${filled.message === null ? '' : 'Not done yet: '}${title}`} person={person}>
      <p>
        <a href="/hr/imports">Files of people</a>
      </p>
      <h1>
        {title} <span class="chip">{stateTitles[state]}</span>
      </h1>
      <FaultSummary filled={filled} />
      <p class="soft">
        Sent by {nameOf(record.by)}, <Instant at={record.at} />
        {record.isFull && '. It has everybody who works here'}
        {record.addsPlaces && '. It adds teams and ODCs'}.
      </p>
      {record.restOf && (
        <p>
          These rows were set apart when <a href={`/hr/imports/${record.restOf}`}>another file</a> was carried out,
          because they take two people, or because somebody who decided it is involved in them. Two people decide them
          who are not.
        </p>
      )}
      <Standing record={record} open={open} nameOf={nameOf} />
      {said.length > 0 && (
        <ul class="long">
          {said.map((one) => (
            <li>{one}</li>
          ))}
        </ul>
      )}
      {state === 'checked' && open.length === 0 && !changes && <p>There is nothing to carry out.</p>}
      {state === 'checked' && open.length === 0 && changes && (
        <ProposeForm
          path={path}
          version={record.version}
          button="Propose to carry it out"
          filled={filled}
          idempotencyKey={idempotencyKey}
        />
      )}
      <Lists path={path} lists={importLists} titles={listTitles} counts={countsOf(record)} shown={shown?.list} />
      {shown && (
        <List path={path} title={listTitles[shown.list]} shown={shown} part={part} items={itemsOf(shown, nameOf)} />
      )}
      {progress && (
        <p>
          <a href={`/hr/proposals/${progress.proposal}`}>Who decided it, and the proof</a>
        </p>
      )}
    </Layout>
  );
};

/** Where the file stands, and what is next. */
const Standing: FC<Pick<Props, 'record' | 'open' | 'nameOf'>> = ({ record, open, nameOf }) => {
  const { id, state, found, progress, rest } = record;
  const again = <a href={`/hr/imports/${id}`}>Look again</a>;
  switch (state) {
    case 'checking':
      return <p role="status">The file is being checked. {again}</p>;
    case 'faulty':
      return (
        <p>
          The file has {countOf(found?.faults ?? 0, 'fault')}, so nothing of it can be carried out. Mend{' '}
          {found?.faults === 1 ? 'it' : 'them'}, and <a href="/hr/imports">send it again</a>.
        </p>
      );
    case 'checked':
      return open.length === 0 ? (
        <p>Nothing has changed yet. This is what the file would do:</p>
      ) : (
        <>
          <Proposed open={open} nameOf={nameOf} to={() => 'to carry it out'} />
          <p>This is what it would do:</p>
        </>
      );
    case 'applying':
    case 'stopped':
    case 'done': {
      const all = Object.values(found?.kinds ?? {}).reduce((sum, count) => sum + count, 0);
      const { applied = 0, refused = 0, apart = 0 } = progress ?? {};
      return (
        <>
          {state === 'applying' && (
            <p>
              <label>
                Carried out so far: {applied + refused + apart} of {all}{' '}
                <progress value={applied + refused + apart} max={all} />
              </label>{' '}
              {again}
            </p>
          )}
          {state === 'stopped' && (
            <p>
              The file was stopped. {record.stopped} {applied} of {countOf(all, 'row')} were carried out before.{' '}
              <Ended at={record.doneAt} /> <a href="/hr/imports">Send it again</a> for the others: what it has changed
              already it leaves as it is.
            </p>
          )}
          {state === 'done' && (
            <p>
              {countOf(applied, 'row was', 'rows were')} carried out
              {refused + apart > 0 && `, ${refused + apart} were not`}. <Ended at={record.doneAt} />
            </p>
          )}
          {rest && (
            <p>
              {countOf(apart, 'row', 'rows')} that others decide <a href={`/hr/imports/${rest}`}>wait for two people</a>
              .
            </p>
          )}
        </>
      );
    }
  }
};

const Ended: FC<{ at: string | null }> = ({ at }) => at && <Instant at={at} />;

const listTitles = {
  ...kindTitles,
  faults: 'Faults',
  absent: 'Not in the file',
  leftover: 'Rows that were not carried out',
};

const countsOf = ({ found, progress }: ImportView): Record<ImportListName, number> => ({
  faults: found?.faults ?? 0,
  leftover: (progress?.refused ?? 0) + (progress?.apart ?? 0),
  ...(found?.kinds ?? { added: 0, returned: 0, left: 0, moved: 0, changed: 0 }),
  absent: found?.absent ?? 0,
});

function itemsOf(shown: ListPart<ImportListName>, nameOf: NameOf): Child[] {
  switch (shown.list) {
    case 'faults':
      return faultItems(shown.items);
    case 'absent':
      return shown.items.map(({ id, name }) => (
        <>
          <a href={`/hr/people/${id}`}>{name}</a>: have they left? If so, say it in their record, or in a file.
        </>
      ));
    case 'leftover':
      return shown.items.map((one) => leftoverItem(one, nameOf));
    case 'added':
    case 'returned':
    case 'left':
    case 'moved':
    case 'changed':
      return shown.items.map((one) => (
        <>
          {shown.list === 'added' ? one.name : <a href={`/hr/people/${one.id}`}>{one.name}</a>}{' '}
          <span class="soft">
            {one.id}, row {one.row}
          </span>
          {[...changeSentences(one, shown.list === 'added'), ...one.effects.map((effect) => effectWords[effect])].map(
            (said) => (
              <>
                <br />
                {said}
              </>
            ),
          )}
        </>
      ));
  }
}
