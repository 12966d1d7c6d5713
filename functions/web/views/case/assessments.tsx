import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Ratings } from '#shared/contract/score.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { Said } from '../text.tsx';
import { AgreementOfReviews } from './agreement.tsx';
import { NamedSignals } from './anti-signals.tsx';
import { nameIn, partsOf } from './names.ts';

interface Column {
  title: string;
  ratings: Ratings;
  notes: Record<string, string>;
  /** What stands on its card. Empty: nothing was written. Null: it has no card. */
  comment: string | null;
}

/** All ratings and answers that this viewer can see, side by side. */
export const Assessments: FC<{ view: CaseView; ladder: PublishedLadder }> = ({ view, ladder }) => {
  const columns = columnsOf(view);
  const answers = view.attestations ?? [];
  if (columns.length === 0 && answers.length === 0) return null;
  return (
    <section>
      <h2>Assessments</h2>
      {answers.map((one) => (
        <div class="card">
          <p>
            {view.questions.find((question) => question.id === one.id)?.question}{' '}
            <strong>{one.answer === 'yes' ? 'Yes' : 'No'}</strong>, says {nameIn(view, one.by)}.
          </p>
          <Said soft>{one.note}</Said>
        </div>
      ))}
      {columns.map(
        ({ title, comment }) =>
          comment !== null && (
            <div class="card">
              <p>{title}</p>
              {comment ? <Said soft>{comment}</Said> : <p class="soft">Without a comment.</p>}
            </div>
          ),
      )}
      <Amended view={view} />
      <Conflicted view={view} />
      <Discarded view={view} />
      <NamedSignals view={view} ladder={ladder} />
      {view.agreement && <AgreementOfReviews agreement={view.agreement} ladder={ladder} />}
      {columns.length > 0 && (
        <details>
          <summary>Every dimension</summary>
          {view.selfAssessment && <p class="soft">{view.selfAssessment.label}</p>}
          <section class="scroll" tabindex={0} aria-label="Every dimension">
            <DimensionTable ladder={ladder} columns={columns} />
          </section>
        </details>
      )}
    </section>
  );
};

/** Reviews that were changed after they were submitted, each with its reason. */
const Amended: FC<{ view: CaseView }> = ({ view }) =>
  (view.reviews ?? []).map(
    ({ by, amended }) =>
      amended !== null && (
        <div class="card">
          <p>{nameIn(view, by)} amended their review. You see the newest version.</p>
          <Said soft>{amended}</Said>
        </div>
      ),
  );

/** Reviews of people who have a conflict of interest. They are open, so they still count. */
const Conflicted: FC<{ view: CaseView }> = ({ view }) =>
  (view.reviews ?? []).map(
    ({ by, conflict }) =>
      conflict && (
        <p class="card">
          A conflict of interest was found after the review of {nameIn(view, by)}. The review still counts.
          {view.stage === 'sign-off' && ' Whoever signs can return the case to the calibration.'}
        </p>
      ),
  );

/** Reviews that do not count any more. Nobody reads them here, but whoever decides knows that they were written. */
const Discarded: FC<{ view: CaseView }> = ({ view }) =>
  (view.discarded ?? []).map(({ by, slot }) => (
    <p class="card">
      {nameIn(view, by)} had submitted or changed a review ({partsOf(view, [slot])}). That was discarded, because the
      part went to another person, or because of a conflict of interest.
    </p>
  ));

function columnsOf(view: CaseView): Column[] {
  const { relations, selfAssessment, reviews, ownReview, consensus } = view;
  const ownView = relations.includes('engineer') ? 'Your own view' : 'The engineer’s own view';
  // A single review is also the consensus, and is not shown twice.
  const isOne =
    reviews?.length === 1 && view.participants.filter((one) => one.slot.startsWith('calibration')).length === 1;
  return [
    ...(selfAssessment ? [{ title: ownView, ...selfAssessment, comment: null }] : []),
    ...(reviews ?? []).map((one) => ({ title: `Review of ${nameIn(view, one.by)}`, ...one })),
    ...(ownReview && !reviews ? [{ title: 'Your review', ...ownReview }] : []),
    ...(consensus && !isOne
      ? [{ ...consensus, title: 'Consensus', notes: consensus.reasons, comment: consensus.comment || null }]
      : []),
  ];
}

const DimensionTable: FC<{ ladder: PublishedLadder; columns: Column[] }> = ({ ladder, columns }) => (
  <table>
    <thead>
      <tr>
        <th scope="col">Dimension</th>
        {columns.map((column) => (
          <th scope="col">{column.title}</th>
        ))}
      </tr>
    </thead>
    {ladder.competencies.map((competency) => (
      <tbody>
        <tr>
          <th class="group" scope="rowgroup" colspan={columns.length + 1}>
            {competency.title}
          </th>
        </tr>
        {competency.dimensions.map(({ id, title }) => (
          <tr>
            <th scope="row">{title}</th>
            {columns.map(({ ratings, notes }) => (
              <td>
                {ratings[id] ?? ''}
                {notes[id] && <Said soft>{notes[id]}</Said>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    ))}
  </table>
);
