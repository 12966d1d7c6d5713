import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Criterion } from '#shared/contract/ladder-criteria.ts';
import type { Requirement } from '#shared/contract/ladder-requirements.ts';
import type { Transition } from '#shared/contract/ladder-transitions.ts';
import { allowsExceptions } from '#shared/domain/ladder/exceptions.ts';
import { capital } from '#shared/domain/words.ts';
import { Afterwards } from './afterwards.tsx';
import { ConditionWords } from './condition.tsx';
import { Heading, LadderFrame, OriginKey, OriginMark, type Placed, type Reading } from './elements.tsx';
import { exceptionSentence, portfolioSentences } from './portfolio-words.ts';
import { Stages } from './stages.tsx';
import { adoptionSentence, checkSentence, counted, documentSentence, levelTitle } from './words.ts';

/** The page of a transition: what an engineer must show to move from a level to the next, and how that is decided. */
export const TransitionPage: FC<{ reading: Reading; transition: Transition }> = ({ reading, transition }) => {
  const { ladder, base } = reading;
  const title = `${transition.from} to ${transition.to}`;
  return (
    <LadderFrame reading={reading} title={title}>
      <h1>{title}</h1>
      <TransitionBody ladder={ladder} base={base} transition={transition} />
      {reading.standing.is === 'in-force' && (
        <p>
          <a class="button" href={`/ladders/${ladder.id}/self-check?transition=${transition.id}`}>
            Check yourself against this
          </a>
        </p>
      )}
    </LadderFrame>
  );
};

type PartProps = Placed & { transition: Transition };

/** Everything that a ladder says about a transition. */
export const TransitionBody: FC<PartProps> = (props) => (
  <>
    <Opening {...props} />
    {props.depth === undefined && <OriginKey />}
    <Criteria {...props} />
    <Portfolio {...props} />
    <Path {...props} />
    <Afterwards {...props} />
  </>
);

/** The two levels of a transition, how long it usually takes, and the level whose texts people are rated by. */
const Opening: FC<PartProps> = ({ ladder, base, transition, prefix = '' }) => {
  const { from, to, typicalMonths, tracks } = transition;
  const levels = ladder.levels.filter((level) => level.id === from || level.id === to);
  return (
    <>
      <p class="lead">
        From{' '}
        {levels.map((level, at) => (
          <>
            {at > 0 && ' to '}
            <a href={`${base}/levels/${level.id}`}>{levelTitle(level, ladder)}</a>
          </>
        ))}
      </p>
      {typicalMonths && (
        <p id={`${prefix}typical`}>
          Often after {typicalMonths.min} to {typicalMonths.max} months. This is advice and never a minimum.{' '}
          <OriginMark of={typicalMonths.origin} />
        </p>
      )}
      <RatedAs ladder={ladder} base={base} transition={transition} prefix={prefix} />
      {tracks.length > 0 && (
        <p>
          The engineer chooses a track here:{' '}
          {tracks.map((id, at) => (
            <>
              {at > 0 && ' or '}
              <a href={`${base}/tracks#${id}`}>{trackTitle(ladder, id)}</a>
            </>
          ))}
          .
        </p>
      )}
    </>
  );
};

const RatedAs: FC<PartProps> = ({ base, transition: { to, ratedAs }, prefix = '' }) =>
  ratedAs === null || ratedAs === to ? null : (
    <p id={`${prefix}rated-as`}>
      This ladder does not describe {to}, so people are rated by the texts of{' '}
      <a href={`${base}/levels/${ratedAs}`}>{ratedAs}</a>.
    </p>
  );

const Criteria: FC<PartProps> = ({ ladder, base, transition, depth = 2, prefix = '' }) => (
  <section>
    <Heading depth={depth} id={`${prefix}criteria`}>
      Criteria
    </Heading>
    <p>Each criterion is judged on its own. It is met, not met, or unknown while something it needs is missing.</p>
    <ul class="cards">
      {transition.criteria.map((criterion) => (
        <li class="card" id={`${prefix}criterion-${criterion.id}`}>
          <OneCriterion ladder={ladder} base={base} criterion={criterion} depth={depth + 1} />
        </li>
      ))}
    </ul>
    <p id={`${prefix}exceptions`}>
      {allowsExceptions(transition) ? (
        <>
          {exceptionSentence} <OriginMark of="ours" />
        </>
      ) : (
        'There are no exceptions: while a criterion is not met or is unknown, nobody can approve. Signers can return the case or decline it. A decline needs a ground, and what is unknown is none.'
      )}
    </p>
  </section>
);

const OneCriterion: FC<Placed & { criterion: Criterion }> = ({ ladder, base, criterion, depth = 3 }) => (
  <>
    <Heading depth={depth}>
      {criterion.title} <OriginMark of={criterion.origin} />
    </Heading>
    {criterion.track && <OnTrack ladder={ladder} track={criterion.track} />}
    <ConditionWords ladder={ladder} base={base} condition={criterion.requires} />
  </>
);

const OnTrack: FC<{ ladder: PublishedLadder; track: string }> = ({ ladder, track }) => (
  <p>
    <span class="chip">Only as {trackTitle(ladder, track)}</span>
  </p>
);

const Portfolio: FC<PartProps> = ({ ladder, transition, depth = 2, prefix = '' }) =>
  transition.portfolio.length === 0 ? null : (
    <section>
      <Heading depth={depth} id={`${prefix}portfolio`}>
        Portfolio
      </Heading>
      <p>
        {portfolioSentences(transition).join(' ')} <OriginMark of="ours" />
      </p>
      <ul class="cards">
        {transition.portfolio.map((requirement) => (
          <li class="card" id={`${prefix}requirement-${requirement.id}`}>
            <Heading depth={depth + 1}>
              {requirement.title} <OriginMark of={requirement.origin} />
            </Heading>
            {requirement.track && <OnTrack ladder={ladder} track={requirement.track} />}
            <Kinds transition={transition} requirement={requirement} prefix={prefix} />
            {requirement.waivable && (
              <p>
                It can be waived if: {requirement.waivable.when} <OriginMark of={requirement.waivable.origin} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );

/** The evidence for a requirement: how many pieces, of which kinds, with which fields. */
const Kinds: FC<{ transition: Transition; requirement: Requirement; prefix: string }> = ({
  transition,
  requirement: { count, oneOf },
  prefix,
}) => (
  <>
    <p>
      {count === 1 ? 'One piece' : `${capital(counted(count, 'piece'))} or more`}
      {oneOf.length === 1 ? ':' : count === 1 ? ' of one of these kinds:' : ', each of one of these kinds:'}
    </p>
    <ul>
      {oneOf.map((kind) => (
        <li id={`${prefix}kind-${kind.id}`}>
          {kind.title}
          {kind.fields.length > 0 && (
            <span class="soft">
              , with {kind.fields.map((field) => `‘${field.title}’${field.required ? '' : ' (optional)'}`).join(', ')}
            </span>
          )}
          {(kind.document || kind.adoption || kind.checks.length > 0) && (
            <ul>
              {kind.document && (
                <li>
                  {documentSentence(kind, transition)} <OriginMark of={kind.document.origin} />
                </li>
              )}
              {kind.adoption && (
                <li>
                  {adoptionSentence} <OriginMark of={kind.adoption.origin} />
                </li>
              )}
              {kind.checks.map((check) => (
                <li>
                  {checkSentence(check, kind, transition)} <OriginMark of={check.origin} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  </>
);

const Path: FC<PartProps> = ({ ladder, base, transition, depth = 2, prefix = '' }) => (
  <section>
    <Heading depth={depth} id={`${prefix}path`}>
      Path
    </Heading>
    <p>
      The stages follow one another. People see on their first page when they must act. A part goes to the person of its
      role in the engineer’s line. If nobody there can take it, it goes up the line. <OriginMark of="ours" />
    </p>
    <Stages ladder={ladder} base={base} of={transition} depth={depth + 1} prefix={prefix} />
  </section>
);

function trackTitle({ tracks }: PublishedLadder, id: string): string {
  return tracks.find((track) => track.id === id)?.title ?? id;
}
