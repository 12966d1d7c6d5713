import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Ratings } from '#shared/contract/score.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { Layout } from './layout.tsx';
import { Day, Instant } from './parts.tsx';
import { CriteriaList, ScoreTable } from './result.tsx';
import { outcomeTitles, stageTitles, stepLink } from './words.ts';

interface CaseProps {
  view: CaseView;
  ladder: PublishedLadder;
  person: Person;
}

/** One case: where it is, whose turn, what next, and everything in it that this viewer may see. */
export const CasePage: FC<CaseProps> = ({ view, ladder, person }) => {
  const name = view.engineer?.name ?? 'An engineer';
  return (
    <Layout title={`${name}, ${view.transition}`} person={person}>
      <h1>
        {name}: {view.transition.replace('-', ' to ')}
      </h1>
      <Standing view={view} />
      <Actions view={view} />
      {view.hidden.map((sentence) => (
        <p class="soft">{sentence}</p>
      ))}
      <Decisions view={view} />
      {view.criteria && (
        <section>
          <h2>Criteria</h2>
          <CriteriaList criteria={view.criteria} />
          {view.score && <ScoreTable score={view.score} />}
        </section>
      )}
      <Portfolio view={view} />
      <Assessments view={view} ladder={ladder} />
      <Participants view={view} />
      <p>
        <a href={`/cases/${view.id}/history`}>History and proof</a> ·{' '}
        <a href={`/ladders/${view.ladder.id}`}>{ladder.title}</a>, version {view.ladder.version}
      </p>
    </Layout>
  );
};

const Standing: FC<{ view: CaseView }> = ({ view }) => (
  <section>
    <ol class="path" aria-label="Stages">
      {view.path.map((stage) => (
        <li class={stage.state} {...(stage.state === 'current' ? { 'aria-current': 'step' as const } : {})}>
          {stage.title}
        </li>
      ))}
    </ol>
    <div class="card">
      {view.stage === 'closed' && view.outcome ? (
        <p class="lead">
          {outcomeTitles[view.outcome]}
          {view.closedAt && (
            <>
              {' on '}
              <Day at={view.closedAt} />
            </>
          )}
          .
        </p>
      ) : view.openedAt === null ? (
        <p class="lead">
          {view.stage === 'closing' ? 'The case is decided and closing.' : `${stageTitles[view.stage]} is opening.`}{' '}
          This page looks again by itself.
        </p>
      ) : (
        <>
          <p class="lead">
            {stageTitles[view.stage]}, since <Day at={view.openedAt} />
            {view.dueAt && (
              <>
                , due <Day at={view.dueAt} />
              </>
            )}
            .
          </p>
          <Turns view={view} />
        </>
      )}
    </div>
  </section>
);

const Turns: FC<{ view: CaseView }> = ({ view }) => {
  const whose = [...new Set(view.turns.map((turn) => view.people[turn.personId]?.name ?? 'somebody'))];
  return whose.length === 0 ? null : <p>It is the turn of {whose.join(' and ')}.</p>;
};

const elsewhere = ['add-evidence', 'amend-evidence', 'remove-evidence', 'waive-requirement', 'attest'];

const Actions: FC<{ view: CaseView }> = ({ view }) => {
  const here = view.actions.filter((action) => !elsewhere.includes(action.type));
  const open = here.filter((action) => action.allowed);
  const closed = here.filter((action) => !action.allowed && view.stage !== 'closed');
  const canAttest = view.actions.some((action) => action.type === 'attest' && action.allowed);
  const questions = view.questions.filter((one) => canAttest && !one.given);
  if (open.length + closed.length + questions.length === 0) return null;
  return (
    <section>
      <h2>What you can do</h2>
      <ul class="actions">
        {questions.map((question) => (
          <li>
            <a class="button" href={`${stepLink(view.id, 'attest')}?attestation=${question.id}`}>
              {question.question}
            </a>
          </li>
        ))}
        {open.map((action) => (
          <li>
            <a class={`button${action.type === 'withdraw' ? ' second' : ''}`} href={stepLink(view.id, action.type)}>
              {action.title}
            </a>
          </li>
        ))}
      </ul>
      {closed.length > 0 && (
        <details>
          <summary>What you cannot do now, and why</summary>
          <ul>
            {closed.map((action) => (
              <li>
                {action.title}: <span class="soft">{action.reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};

const Decisions: FC<{ view: CaseView }> = ({ view }) => {
  if (view.signOffs.length === 0 && !view.withdrawal) return null;
  return (
    <section>
      <h2>Decisions</h2>
      {view.signOffs.map((one) => (
        <div class="card">
          <p>
            <strong>
              {view.people[one.by]?.name} {one.decision === 'approve' ? 'approved' : 'declined'}
            </strong>
            , <Instant at={one.at} />
          </p>
          <p>{one.comment}</p>
          {Object.entries(one.exceptionReasons).map(([id, reason]) => (
            <p class="soft">
              Exception for “{view.criteria?.find((criterion) => criterion.id === id)?.title ?? id}”: {reason}
            </p>
          ))}
        </div>
      ))}
      {view.withdrawal && (
        <div class="card">
          <p>
            <strong>Withdrawn by {view.engineer?.name}</strong>
          </p>
          <p>{view.withdrawal}</p>
        </div>
      )}
    </section>
  );
};

const Portfolio: FC<{ view: CaseView }> = ({ view }) => {
  const { requirements, evidence } = view;
  if (!requirements || !evidence) return null;
  const may = (type: string) => view.actions.some((action) => action.type === type && action.allowed);
  return (
    <section>
      <h2>Portfolio</h2>
      <ul class="cards">
        {requirements.map((requirement) => (
          <li class="card">
            <p>
              <span class={`tag ${requirement.met ? 'pass' : 'unknown'}`}>
                {requirement.waiver ? 'Waived:' : requirement.met ? 'There:' : 'Still to come:'}
              </span>{' '}
              {requirement.title}
            </p>
            {requirement.waiver && (
              <p class="soft">
                {view.people[requirement.waiver.by]?.name ?? 'The ODC lead'}: {requirement.waiver.reason} In its place:{' '}
                {requirement.waiver.instead}
              </p>
            )}
            <ul>
              {evidence
                .filter((piece) => piece.requirement === requirement.id)
                .map((piece) => (
                  <li>
                    {piece.url ? (
                      <a href={piece.url} rel="noopener noreferrer nofollow">
                        {piece.title}
                      </a>
                    ) : (
                      piece.title
                    )}
                    {requirement.definition.oneOf
                      .find((kind) => kind.id === piece.kind)
                      ?.fields.filter((field) => piece.fields[field.id] !== undefined)
                      .map((field) => (
                        <span class="soft">
                          {' · '}
                          {field.title}: {piece.fields[field.id]}
                        </span>
                      ))}
                    {piece.note && <p class="soft">{piece.note}</p>}
                    {may('amend-evidence') && (
                      <p>
                        <a href={`${stepLink(view.id, 'amend-evidence')}?evidence=${piece.id}`}>
                          Change<span class="soft"> “{piece.title}”</span>
                        </a>{' '}
                        ·{' '}
                        <a href={`${stepLink(view.id, 'remove-evidence')}?evidence=${piece.id}`}>
                          Take out<span class="soft"> “{piece.title}”</span>
                        </a>
                      </p>
                    )}
                  </li>
                ))}
            </ul>
            {requirement.missing.length > 0 && view.stage === 'portfolio' && (
              <p class="soft">Missing: {requirement.missing.join('; ')}.</p>
            )}
            {may('add-evidence') && (
              <p class="actions">
                {requirement.definition.oneOf.map((kind) => (
                  <a
                    class="button second"
                    href={`${stepLink(view.id, 'add-evidence')}?requirement=${requirement.id}&kind=${kind.id}`}
                  >
                    Add: {kind.title}
                  </a>
                ))}
              </p>
            )}
            {may('waive-requirement') && !requirement.met && (
              <p>
                <a href={`${stepLink(view.id, 'waive-requirement')}?requirement=${requirement.id}`}>
                  Waive<span class="soft"> “{requirement.title}”</span>
                </a>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

const Assessments: FC<{ view: CaseView; ladder: PublishedLadder }> = ({ view, ladder }) => {
  const columns: { title: string; ratings: Ratings; notes: Record<string, string> }[] = [
    ...(view.selfAssessment
      ? [{ title: view.relations.includes('engineer') ? 'Your own view' : 'Own view', ...view.selfAssessment }]
      : []),
    ...(view.reviews ?? []).map((one) => ({ title: view.people[one.by]?.name ?? 'Review', ...one })),
    ...(view.ownReview && !view.reviews ? [{ title: 'Your review', ...view.ownReview }] : []),
    ...(view.consensus ? [{ title: 'Consensus', ratings: view.consensus.ratings, notes: view.consensus.reasons }] : []),
  ];
  const attestations = view.attestations ?? [];
  if (columns.length === 0 && attestations.length === 0) return null;
  return (
    <section>
      <h2>Assessments</h2>
      {view.selfAssessment && <p class="soft">{view.selfAssessment.label}</p>}
      {attestations.map((one) => (
        <p>
          {view.questions.find((question) => question.id === one.id)?.question ?? one.id}{' '}
          <strong>{one.answer === 'yes' ? 'Yes' : 'No'}</strong>, {view.people[one.by]?.name}:{' '}
          <span class="soft">{one.note}</span>
        </p>
      ))}
      {view.consensus?.comment && <p>{view.consensus.comment}</p>}
      {columns.length > 0 && (
        <details>
          <summary>Every dimension</summary>
          <section class="scroll" tabindex={0} aria-label="Every dimension">
            <table>
              <thead>
                <tr>
                  <th scope="col">Dimension</th>
                  {columns.map((column) => (
                    <th scope="col">{column.title}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {ladder.competencies.flatMap((competency) =>
                  competency.dimensions.map((dimension) => (
                    <tr>
                      <th scope="row">
                        {dimension.title}
                        <br />
                        <small>{competency.title}</small>
                      </th>
                      {columns.map((column) => (
                        <td>
                          {column.ratings[dimension.id] ?? ''}
                          {column.notes[dimension.id] && (
                            <>
                              <br />
                              <small>{column.notes[dimension.id]}</small>
                            </>
                          )}
                        </td>
                      ))}
                    </tr>
                  )),
                )}
              </tbody>
            </table>
          </section>
        </details>
      )}
    </section>
  );
};

const Participants: FC<{ view: CaseView }> = ({ view }) => (
  <section>
    <h2>Who takes part</h2>
    <ul>
      <li>
        {view.engineer?.name}, engineer{view.accepted ? '' : ' (has not taken a first step yet)'}
      </li>
      {view.participants.map((one) => (
        <li>
          {view.people[one.personId]?.name}: <span class="soft">{one.title}</span>
          {one.substitutedBy && <span class="soft"> (stepping in from up the line)</span>}
        </li>
      ))}
    </ul>
  </section>
);
