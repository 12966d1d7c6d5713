import type { FC } from 'hono/jsx';
import type { CycleView } from '#shared/contract/cycles.ts';
import type { Person } from '#shared/contract/people.ts';
import type { ProposalListing } from '#shared/contract/proposal.ts';
import type { Verification } from '#shared/contract/view.ts';
import { stageTitles } from '#shared/domain/words.ts';
import type { NameOf } from '#shared/records/names.ts';
import { FaultSummary, type Filled } from '../fields.tsx';
import { Span, Windows } from '../ladder/cycles.tsx';
import { Layout } from '../layout.tsx';
import { Done, Due } from '../text.tsx';
import { transitionTitle } from '../words.ts';
import { ChangeHistory, MergedNote, type RecordChange } from './changes.tsx';
import { CycleForm } from './cycle-form.tsx';
import { countOf } from './elements.tsx';
import { OpenProposals } from './open-proposals.tsx';

interface CycleProps {
  person: Person;
  cycle: CycleView;
  nameOf: NameOf;
  now: Date;
  changes: RecordChange[];
  proof: Verification;
  filled: Filled;
  /** The values when the page was drawn. They tell which fields the person changed, so that changes of others are kept. */
  was: string;
  /** The proposals for the same record that are open. */
  open: ProposalListing[];
  idempotencyKey: string;
  /** The key of the message about what was just done. */
  done: string | undefined;
}

const doneWords: Record<string, string> = {
  opened: 'The cycle is open: cases can join from now on.',
  changed: 'The change is saved.',
  closed: 'The cycle is closed.',
};

/** HR's page of one cycle. */
export const CycleRecordPage: FC<CycleProps> = (props) => {
  const { person, cycle, nameOf, open, now, changes, proof, filled, done } = props;
  const isRefused = filled.message !== null;
  return (
    <Layout title={`${isRefused ? 'Not done yet: ' : ''}${cycle.name}`} person={person}>
      <p>
        <a href="/hr/cycles">All cycles</a>
      </p>
      <h1>{cycle.name}</h1>
      {done !== undefined && doneWords[done] && !isRefused && <Done>{doneWords[done]}</Done>}
      <FaultSummary filled={filled} />
      <MergedNote filled={filled} />
      <OpenProposals open={open} />
      <Span cycle={cycle} now={now} />
      <Windows windows={cycle.windows} />
      <h2>Open cases</h2>
      <OpenCases cycle={cycle} nameOf={nameOf} />
      {cycle.closedAt === null && (
        <>
          <p>
            <a class="button second" href={`/hr/cycles/${cycle.id}/close`}>
              Close the cycle
            </a>
          </p>
          <h2>Change the cycle</h2>
          <ChangeForm {...props} />
        </>
      )}
      <ChangeHistory changes={changes} proof={proof} />
    </Layout>
  );
};

const ChangeForm: FC<CycleProps> = ({ cycle, filled, was, idempotencyKey }) => (
  <CycleForm action={`/hr/cycles/${cycle.id}`} filled={filled} idempotencyKey={idempotencyKey} button="Save">
    <input type="hidden" name="version" value={String(cycle.version)} />
    <input type="hidden" name="was" value={was} />
    <input type="hidden" name="kind" value={cycle.kind} />
  </CycleForm>
);

/** The first cases of a cycle that are not closed, and a link to the others. */
export const OpenCases: FC<{ cycle: CycleView; nameOf: NameOf }> = ({
  cycle: { id: cycleId, openCases: cases, moreOpenCases },
  nameOf,
}) =>
  cases.length === 0 ? (
    <p>The cycle has no open cases.</p>
  ) : (
    <>
      <p>
        {moreOpenCases ? (
          <>
            The first {cases.length} open cases. <a href={`/cases?cycle=${cycleId}`}>All open cases of the cycle</a>
          </>
        ) : (
          `${countOf(cases.length, 'case is', 'cases are')} open.`
        )}
      </p>
      <ul class="long">
        {cases.map(({ id, engineer, transition, stage, dueAt, overdue, timeZone }) => (
          <li>
            <a href={`/cases/${id}`}>
              {nameOf(engineer.id)}, {transitionTitle(transition)}
            </a>{' '}
            <span class="soft">
              {stageTitles[stage]}
              {dueAt && (
                <>
                  {', '}
                  <Due of={{ dueAt, overdue, timeZone }} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
