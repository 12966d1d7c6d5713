import type { Child, FC } from 'hono/jsx';
import { fileLimits, isCounting, type MoveListName, moveLists } from '#shared/contract/file-names.ts';
import type { MoveView } from '#shared/contract/moves.ts';
import type { Person } from '#shared/contract/people.ts';
import type { ProposalListing } from '#shared/contract/proposal.ts';
import { roleTitles } from '#shared/domain/words.ts';
import type { ListPart } from '#shared/importing/lists.ts';
import type { MoveList } from '#shared/importing/move-read.ts';
import type { NameOf } from '#shared/records/names.ts';
import { FaultSummary, Field, type Filled } from '../fields.tsx';
import { Layout } from '../layout.tsx';
import { Instant, More } from '../text.tsx';
import { andList } from '../words.ts';
import { countOf } from './elements.tsx';
import { faultItems, List, Lists, leftoverItem, Proposed, ProposeForm, RowsField } from './files.tsx';
import { mappedSentences, moveListTitles, moveStateTitles } from './move-words.ts';

/** The newest moves to other issuers, and how many people have come over. */
export const Moves: FC<MoveList> = (list) => (
  <>
    <h2>Moves to another issuer</h2>
    <ListOfMoves {...list} />
    <p>
      <a href="/hr/moves">Move people to another issuer</a>
    </p>
  </>
);

const ListOfMoves: FC<MoveList> = ({ items, next, nameOf }) => (
  <>
    {items.length > 0 && (
      <ul class="long">
        {items.map((one) => (
          <li>
            <a href={`/hr/moves/${one.id}`}>{one.issuer}</a> <span class="chip">{moveStateTitles[one.state]}</span>
            {isCounting(one.state) && ` ${comeWords(one)}`}
            <br />
            <span class="soft">
              {nameOf(one.by)}, <Instant at={one.at} />
            </span>
          </li>
        ))}
      </ul>
    )}
    <More path="/hr/moves" next={next} />
  </>
);

const comeWords = ({ come, progress }: MoveView) =>
  `${come} of ${countOf(progress?.applied ?? 0, 'person', 'people')} have come over.`;

interface FormProps {
  person: Person;
  filled: Filled;
  idempotencyKey: string;
}

/** HR's form for a mapping file, and those so far. */
export const MoveFormPage: FC<FormProps & { moves: MoveList }> = ({ person, moves, filled, idempotencyKey }) => (
  <Layout title={`${filled.message === null ? '' : 'Not done yet: '}Move to another issuer`} person={person}>
    <p>
      <a href="/hr/sign-ins">Sign-ins</a>
    </p>
    <h1>Move to another issuer</h1>
    <FaultSummary filled={filled} />
    <p>
      A mapping file says which account of the new issuer belongs to which person. It is checked first. Nothing changes
      until you propose it and a second person of HR confirms it. From then on each person signs in with that account.
      Their earlier sign-in ends when they first do. The file is in effect for {fileLimits.keptDays} days.
    </p>
    <form method="post" action="/hr/moves" enctype="multipart/form-data">
      <input type="hidden" name="key" value={idempotencyKey} />
      <Field
        name="issuer"
        label="The new issuer"
        hint="Exactly as its tokens name it (iss), with or without a slash at the end."
        filled={filled}
        required
      />
      <RowsField
        columns="a column Subject for what the new issuer calls a person and a column Id, Mail or Employee number"
        filled={filled}
      />
      <p>
        <button type="submit">Check this file</button>
      </p>
    </form>
    {moves.items.length > 0 && <h2>Files so far</h2>}
    <ListOfMoves {...moves} />
  </Layout>
);

interface Props extends FormProps {
  record: MoveView;
  /** Null: the file has no list. */
  shown: ListPart<MoveListName> | null;
  part: number;
  open: ProposalListing[];
  nameOf: NameOf;
}

/** HR's page of one mapping file: its faults, what it does, and how many people have come over. */
export const MovePage: FC<Props> = (props) => {
  const { person, record, shown, part, open, nameOf, filled, idempotencyKey } = props;
  const { issuer, state, found, progress } = record;
  const path = `/hr/moves/${record.id}`;
  const isEnd = state !== 'checked';
  const title = `Move to ${issuer}`;
  return (
    <Layout title={`${filled.message === null ? '' : 'Not done yet: '}${title}`} person={person}>
      <p>
        <a href="/hr/sign-ins">Sign-ins</a>
      </p>
      <h1>
        {title} <span class="chip">{moveStateTitles[state]}</span>
      </h1>
      <FaultSummary filled={filled} />
      <p class="soft">
        {record.fileName && `${record.fileName}, `}sent by {nameOf(record.by)}, <Instant at={record.at} />.
      </p>
      <Standing record={record} />
      {found && state !== 'faulty' && (
        <ul class="long">
          {mappedSentences(found, issuer).map((one) => (
            <li>{one}</li>
          ))}
        </ul>
      )}
      {progress && progress.apart > 0 && (
        <p>
          {countOf(progress.apart, 'row is', 'rows are')} not in effect, because one of the two people who decided is
          involved in them. Send these rows as a file of their own. Two other people decide on it.
        </p>
      )}
      <Proposed
        open={open}
        nameOf={nameOf}
        to={({ kind }) => (kind === 'issuer-move-end' ? 'to end it' : 'to put it into effect')}
      />
      {(state === 'checked' || isCounting(state)) && open.length === 0 && (
        <ProposeForm
          path={path}
          version={record.version}
          button={isEnd ? 'Propose to end it' : 'Propose to put it into effect'}
          isSecond={isEnd}
          filled={filled}
          idempotencyKey={idempotencyKey}
        >
          <input type="hidden" name="type" value={isEnd ? 'issuer-move-end' : 'issuer-move'} />
          {isEnd && <p>If the file is wrong, end it. Then nobody else moves by it. People who have moved stay.</p>}
        </ProposeForm>
      )}
      <Lists path={path} lists={moveLists} titles={moveListTitles} counts={countsOf(record)} shown={shown?.list} />
      {shown && (
        <List
          path={path}
          title={moveListTitles[shown.list]}
          shown={shown}
          part={part}
          items={itemsOf(shown, nameOf, decidersOf(props))}
        />
      )}
      {progress && (
        <p>
          <a href={`/hr/proposals/${progress.proposal}`}>Who decided it, and the proof</a>
        </p>
      )}
    </Layout>
  );
};

/** The people who decide or will: their own rows are not put into effect. */
function decidersOf({ person, record: { progress }, open }: Props): string[] {
  return progress ? [progress.proposedBy, progress.confirmedBy] : [person.id, ...open.map((one) => one.by)];
}

const Standing: FC<{ record: MoveView }> = ({ record }) => {
  const { id, state, found, progress } = record;
  const again = <a href={`/hr/moves/${id}`}>Look again</a>;
  switch (state) {
    case 'checking':
      return <p role="status">The file is being checked. {again}</p>;
    case 'faulty':
      return (
        <p>
          The file has {countOf(found?.faults ?? 0, 'fault')}, so nothing of it can be carried out. Mend{' '}
          {found?.faults === 1 ? 'it' : 'them'}, and <a href="/hr/moves">send it again</a>.
        </p>
      );
    case 'checked':
      return <p>Nothing has changed yet. This is what the file would do:</p>;
    case 'applying':
      return (
        <p>
          So far {(progress?.applied ?? 0) + (progress?.apart ?? 0)} of {countOf(found?.rows ?? 0, 'row')} were taken
          over. {again}
        </p>
      );
    case 'in-force':
      return <p>{comeWords(record)}</p>;
    case 'ended':
      return <p>Two people have ended it. {comeWords(record)}</p>;
    case 'stopped':
      return (
        <p>
          The file was stopped, so nobody comes over by it any more. {record.stopped} {comeWords(record)} They keep
          their new sign-in. <a href="/hr/moves">Send it again</a> for the others.
        </p>
      );
  }
};

const countsOf = ({ found, progress }: MoveView): Record<MoveListName, number> => ({
  faults: found?.faults ?? 0,
  leftover: progress?.apart ?? 0,
  holders: found?.holders ?? 0,
});

function itemsOf(shown: ListPart<MoveListName>, nameOf: NameOf, deciders: readonly string[]): Child[] {
  switch (shown.list) {
    case 'faults':
      return faultItems(shown.items);
    case 'leftover':
      return shown.items.map((one) => leftoverItem(one, nameOf));
    case 'holders':
      return shown.items.map(({ row, id, name, roles, subject }) => (
        <>
          <a href={`/hr/people/${id}`}>{name}</a>, {andList(roles.map((role) => roleTitles[role]))}: account{' '}
          <code>{subject}</code> <span class="soft">row {row}</span>
          {deciders.includes(id) && <> They decide this file or propose it, so their own row is not put into effect.</>}
        </>
      ));
  }
}
