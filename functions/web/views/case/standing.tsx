import type { FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { Day } from '../parts.tsx';
import { andList, outcomeTitles, stageTitles } from '../words.ts';

/** Where the case is, whose turn it is, since when, until when, and what comes next. */
export const Standing: FC<{ view: CaseView; person: Person }> = ({ view, person }) => (
  <section>
    <ol class="path" aria-label="Stages">
      {view.path.map((stage) => (
        <li class={stage.state} {...(stage.state === 'current' ? { 'aria-current': 'step' as const } : {})}>
          {stage.title}
          {stage.state === 'done' && <span class="unseen">, done</span>}
        </li>
      ))}
    </ol>
    <div class="card">
      {view.stage === 'closed' ? (
        <Closed view={view} />
      ) : view.openedAt === null ? (
        <p class="lead">
          {view.stage === 'closing'
            ? 'The case is decided and about to close.'
            : `${stageTitles[view.stage]} is opening.`}{' '}
          This page looks again by itself.
        </p>
      ) : (
        <Open view={view} person={person} />
      )}
    </div>
  </section>
);

const Closed: FC<{ view: CaseView }> = ({ view }) => (
  <p class="lead">
    <strong>{view.outcome && outcomeTitles[view.outcome]}</strong>
    {view.closedAt && (
      <>
        , <Day at={view.closedAt} />
      </>
    )}
  </p>
);

const Open: FC<{ view: CaseView; person: Person }> = ({ view, person }) => {
  const next = view.path[view.path.findIndex((stage) => stage.state === 'current') + 1];
  return (
    <>
      <p class="lead">
        <Turns view={view} person={person} />
      </p>
      <p>
        {stageTitles[view.stage]}
        {view.openedAt && (
          <>
            {' since '}
            <Day at={view.openedAt} />
          </>
        )}
        {view.dueAt && (
          <>
            , due <Day at={view.dueAt} />
          </>
        )}
        . {next ? `Next: ${next.title}.` : 'After this the case is decided.'}
      </p>
    </>
  );
};

const Turns: FC<{ view: CaseView; person: Person }> = ({ view, person }) => {
  const ids = [...new Set(view.turns.map((turn) => turn.personId))];
  const others = ids.filter((id) => id !== person.id).map((id) => view.people[id]?.name ?? 'somebody');
  const isMine = others.length < ids.length;
  if (isMine && others.length === 0) return <strong>It is your turn.</strong>;
  if (isMine)
    return (
      <>
        <strong>It is your turn</strong>, and that of {andList(others)}.
      </>
    );
  return <>It is the turn of {andList(others)}.</>;
};
