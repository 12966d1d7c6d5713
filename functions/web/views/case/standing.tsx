import type { FC } from 'hono/jsx';
import type { Afterwards } from '#shared/cases/afterwards.ts';
import type { CycleListing } from '#shared/contract/cycles.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { hrDesk, isMadeByHr, type Outcome } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { changesInWords, outcomeText, outcomeTitles, stageTitles } from '#shared/domain/words.ts';
import { Day, Due, Moment, Said } from '../text.tsx';
import { andList } from '../words.ts';
import { isForViewer } from './actions.tsx';
import { Lapse } from './lapse.tsx';
import { may } from './may.ts';
import { engineerIs, engineerTo, nameIn } from './names.ts';
import { waitingPartOf } from './reviewers.ts';
import { waivedIn } from './waivers.tsx';
import { WhatNext } from './what-next.tsx';

interface StandingProps {
  view: CaseView;
  ladder: PublishedLadder;
  person: Person;
  /** The cycle that the case belongs to. */
  cycle: CycleListing | null;
  afterwards: Afterwards | null;
  /** Whether the viewer can propose to correct the outcome. */
  mayCorrect: boolean;
  now: Date;
}

/** The stage of the case, whose turn it is, since when, until when, and what comes next. */
export const Standing: FC<StandingProps> = ({ view, ladder, person, cycle, afterwards, mayCorrect, now }) => (
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
        <Closed view={view} mayCorrect={mayCorrect} />
      ) : view.openedAt === null ? (
        <p class="lead">
          {view.stage === 'closing'
            ? 'The case is decided and about to close.'
            : `${stageTitles[view.stage]} is opening.`}{' '}
          This page reloads itself.
        </p>
      ) : (
        <Open view={view} person={person} cycle={cycle} now={now} />
      )}
      <Belongs view={view} ladder={ladder} cycle={cycle} />
    </div>
    {afterwards && <WhatNext view={view} afterwards={afterwards} />}
  </section>
);

/** The track and the cycle of the case. */
const Belongs: FC<Pick<StandingProps, 'view' | 'ladder' | 'cycle'>> = ({ view, ladder, cycle }) => {
  const track = ladder.tracks.find((one) => one.id === view.track);
  if (!track && !cycle) return null;
  return (
    <p class="soft">
      {track && `Track: ${track.title}. `}
      {cycle && (
        <>
          Cycle: <a href="/cycles">{cycle.name}</a>.
        </>
      )}
    </p>
  );
};

/** That HR corrected the outcome: when, by whom, why, and what it was before. */
const Correction: FC<{ view: CaseView }> = ({ view, view: { corrected } }) =>
  corrected && (
    <>
      <p>
        Corrected on <Day at={corrected.at} />
        {corrected.by.length > 0 && ` by ${andList(corrected.by.map((id) => nameIn(view, id)))}`}, for HR. Until then it
        was: {outcomeTitles[corrected.from]}.
      </p>
      <Why said={corrected.reason} who={nameIn(view, corrected.by[0] ?? '')} did="proposed" />
      <Why said={corrected.secondReason} who={nameIn(view, corrected.by[1] ?? '')} did="confirmed" />
    </>
  );

const Why: FC<{ said: string | null; who: string; did: 'proposed' | 'confirmed' }> = ({ said, who, did }) =>
  said ? (
    <>
      <p>
        Why {who} {did} it:
      </p>
      <Said>{said}</Said>
    </>
  ) : null;

/** What a corrected outcome means. Nobody signed it, and the level has changed. */
const correctedTexts: { [outcome in Outcome]?: string } = {
  promoted: 'Everything that the ladder requires is met. The new level holds from that day on.',
  'not-promoted': 'The level is again what it was before the case.',
};

const Closed: FC<Pick<StandingProps, 'view' | 'mayCorrect'>> = ({
  view,
  view: { outcome, closedAt, corrected },
  mayCorrect,
}) => (
  <>
    <p class="lead">
      <strong>{outcome && outcomeTitles[outcome]}</strong>
      {closedAt && (
        <>
          , <Day at={corrected?.at ?? closedAt} />
        </>
      )}
    </p>
    {outcome && (
      <p>{(corrected && correctedTexts[outcome]) ?? outcomeText(outcome, view.relations.includes('engineer'))}</p>
    )}
    <Lapse view={view} />
    <Correction view={view} />
    {mayCorrect && (
      <p class="soft">
        If this is wrong, two people of HR can <a href={`/hr/corrections/${view.id}`}>correct the outcome</a>.
      </p>
    )}
    {waivedIn(view).length > 0 && (
      <p>
        A requirement of the portfolio was <a href="#waivers">waived</a>.
      </p>
    )}
  </>
);

const Open: FC<Pick<StandingProps, 'view' | 'person' | 'cycle' | 'now'>> = ({ view, person, cycle, now }) => {
  return (
    <>
      <p class="lead">
        <Turns view={view} person={person} now={now} />
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
            , <Due of={view} />
          </>
        )}
        . {whatComes(view)}
      </p>
      {view.pausedUntil && (
        <p>
          {engineerTo(view) === 'You' ? 'What you owe here' : 'What the engineer owes here'} is paused until{' '}
          <Day at={view.pausedUntil} />.
        </p>
      )}
      <Lapse view={view} />
      {view.stage === 'appeal' && view.outcome && (
        <>
          <p>The outcome is: {outcomeTitles[view.outcome]}.</p>
          <Correction view={view} />
        </>
      )}
      {view.stopped && (
        <p>
          It stands still in {stageTitles[view.stopped.stage]}: {changesInWords(view.stopped.facts, engineerIs(view))}.
        </p>
      )}
      {view.turns.some(({ type }) => type === 'waive-window') && (
        <p>
          The signatures wait:{' '}
          {cycle
            ? `the cycle ‘${cycle.name}’ has no window for them that is still open.`
            : 'they are given in the window of a cycle, and this case is in none.'}
        </p>
      )}
      {view.stage === 'sign-off' && view.turns.length === 0 && cycle?.windows['sign-off'] && (
        <p>
          The signatures can be given from <Day at={cycle.windows['sign-off'].from} />.
        </p>
      )}
      {view.confirmableFrom && (
        <p>
          The change of track can be confirmed from <Day at={view.confirmableFrom} />. {engineerTo(view)} can end the
          trial and stay at any time.
        </p>
      )}
    </>
  );
};

/** What comes after the stage. The exception, the appeal and a stop are not part of the path. */
function whatComes({ stage, path, outcome }: CaseView): string {
  if (stage === 'appeal')
    return `After this the outcome stands, or the ${isMadeByHr(outcome) ? 'case goes on where it ended, or other people calibrate' : 'calibration is done again'}.`;
  if (stage === 'stopped') return 'After this it goes on where it stood, or it ends.';
  if (stage === 'exception')
    return 'Everybody who signs has approved although a criterion is not met: that is an exception, which HR confirms or refuses. After this the case is approved, or its signers decide once more.';
  const next = path[path.findIndex((one) => one.state === 'current') + 1];
  return next ? `Next: ${next.title}.` : 'After this the case is decided.';
}

type Turn = CaseView['turns'][number];

const anotherOfHr = 'another person of HR';

/** Whose turn it is. If a delegate can take a step, it is the turn of both. */
const Turns: FC<Pick<StandingProps, 'view' | 'person' | 'now'>> = ({ view, person, now }) => {
  // Not every person of HR can take a step of the desk: who changed the record of a stopped case leaves it to others.
  const isOwn = ({ personId, type }: Turn) => personId === person.id || (personId === hrDesk && may(view, type));
  // A reviewer of a panel has a turn, but cannot review while the engineer can object.
  const waiting = waitingPartOf(view, person.id, now);
  const mine = view.turns.filter((turn) => isOwn(turn) && !(waiting && turn.type === 'submit-review'));
  const lent = mine.every((turn) => turn.onBehalfOf !== null)
    ? [...new Set(mine.map((turn) => nameIn(view, turn.onBehalfOf ?? '')))]
    : [];
  // A person for whom the viewer acts is already named, so leave them out of the others.
  const named = ({ personId }: Turn) =>
    personId === hrDesk && view.relations.includes('hr') ? anotherOfHr : nameIn(view, personId);
  const others = [...new Set(view.turns.filter((turn) => !isOwn(turn)).map(named))].filter(
    (name) => !lent.includes(name),
  );
  if (waiting && mine.length === 0)
    return (
      <>
        Your review begins on <Moment at={waiting.openFrom} of={view} />, or as soon as the engineer accepts the panel.
        {may(view, 'attest') &&
          view.questions.some((one) => isForViewer(view, person, one)) &&
          ' You can answer the question now.'}
        {others.length > 0 && ` It is the turn of ${andList(others)}.`}
      </>
    );
  if (mine.length > 0)
    return (
      <strong>
        {mine.every((turn) => turn.personId === hrDesk) ? 'It is HR’s turn' : 'It is your turn'}
        {lent.length > 0 && `, for ${andList(lent)}`}
        {others.length > 0 && `, and that of ${andList(others)}`}.
      </strong>
    );
  if (others.length === 0) return <>Nobody has a step to take at the moment.</>;
  return (
    <>
      It is the turn of {andList(others)}.
      {others.includes(anotherOfHr) &&
        ' If nobody else of HR may take this step, two people of HR can give the role to somebody who had nothing to do with the case.'}
    </>
  );
};
