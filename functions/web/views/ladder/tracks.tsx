import type { FC } from 'hono/jsx';
import type { Track } from '#shared/contract/ladder-tracks.ts';
import { profileIsAdvice } from '#shared/domain/ladder/profile.ts';
import { Heading, LadderFrame, MarkedText, OriginMark, type Placed, type Reading } from './elements.tsx';
import { seatsOf } from './overview.tsx';
import { Stages } from './stages.tsx';
import { counted, levelTitle, poolSentences } from './words.ts';

/** The tracks of a ladder, and how people move between them. */
export const TracksPage: FC<{ reading: Reading }> = ({ reading }) => (
  <LadderFrame reading={reading} title="Tracks">
    <h1>Tracks</h1>
    <TracksBody ladder={reading.ladder} base={reading.base} />
  </LadderFrame>
);

export const TracksBody: FC<Placed> = (placed) => {
  const { ladder, base, depth = 2, prefix = '' } = placed;
  const levels = ladder.levels.filter((level) => ladder.tracks.some((track) => track.level === level.id));
  return (
    <>
      {levels.map((level) => (
        <section>
          <Heading depth={depth}>
            <a href={`${base}/levels/${level.id}`}>{levelTitle(level, ladder)}</a>
          </Heading>
          {level.seats && (
            <MarkedText
              of={[
                {
                  words: `The organisation has ${seatsOf(level.seats)} at ${level.id}.`,
                  origin: level.seats.origin,
                },
                ...poolSentences(level.seats),
              ]}
            />
          )}
          {ladder.tracks
            .filter((track) => track.level === level.id)
            .map((track) => (
              <OneTrack {...placed} depth={depth + 1} track={track} />
            ))}
        </section>
      ))}
      <Moving {...placed} depth={depth} prefix={prefix} />
    </>
  );
};

const OneTrack: FC<Placed & { track: Track }> = ({ ladder, base, track, depth = 3, prefix = '' }) => {
  const { id, title, summary, whenToConsider, parityWith, reversible, origin } = track;
  const chosenOn = ladder.transitions.filter((transition) => transition.tracks.includes(id));
  return (
    <section class="card" id={`${prefix}${id}`}>
      <Heading depth={depth}>
        {title} <OriginMark of={origin} />
      </Heading>
      {summary && <p>{summary}</p>}
      {whenToConsider.length > 0 && (
        <>
          <p>It can suit you when:</p>
          <ul>
            {whenToConsider.map((one) => (
              <li>{one}</li>
            ))}
          </ul>
        </>
      )}
      <Profile ladder={ladder} base={base} track={track} />
      {parityWith && <p>It has the same pay as {parityWith}.</p>}
      {reversible && (
        <p>
          You can move back {reversible.times === 1 ? 'once' : counted(reversible.times, 'time')} in {reversible.months}{' '}
          months. <OriginMark of={reversible.origin} />
        </p>
      )}
      <p>
        {chosenOn.map((transition) => (
          <>
            People choose it on the way from{' '}
            <a href={`${base}/transitions/${transition.id}`}>
              {transition.from} to {transition.to}
            </a>
            .
          </>
        ))}
      </p>
    </section>
  );
};

/** The steps of a track, beside the steps of its level. */
const Profile: FC<Placed & { track: Track }> = ({
  ladder,
  base,
  track: { title, level, strong, relaxed, relaxedFor = {} },
}) => {
  const rows = ladder.competencies.filter(({ id }) => strong[id] !== undefined || relaxed[id] !== undefined);
  if (rows.length === 0) return null;
  return (
    <>
      <table>
        <caption>{title}: what counts most, and where less is enough</caption>
        <thead>
          <tr>
            <th scope="col">Competency</th>
            <th scope="col">This track</th>
            <th scope="col">{level}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, title: name, expected }) => (
            <tr>
              <th scope="row">
                <a href={`${base}/competencies/${id}`}>{name}</a>
              </th>
              <td>
                {strong[id] ?? relaxed[id]}{' '}
                <span class="soft">
                  {strong[id] === undefined ? `is enough${relaxedFor[id] ? ` for ${relaxedFor[id]}` : ''}` : 'strong'}
                </span>
              </td>
              <td>{expected[level]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="soft">
        In the other competencies the steps are those of {level}. {profileIsAdvice} Signers see a value below it.
      </p>
    </>
  );
};

const Moving: FC<Placed> = (placed) => {
  const { depth = 2, prefix = '' } = placed;
  const { trackChange } = placed.ladder;
  return trackChange === null ? null : (
    <section>
      <Heading depth={depth} id={`${prefix}moving`}>
        Moving between tracks
      </Heading>
      <ol>
        {trackChange.steps.map(({ title, text, origin }) => (
          <li>
            <strong>{title}.</strong> {text} <OriginMark of={origin} />
          </li>
        ))}
      </ol>
      <p id={`${prefix}how-often`}>
        You can move once in {counted(trackChange.onceInMonths, 'month')}, and moving back counts too.{' '}
        <OriginMark of={trackChange.onceOrigin} />
      </p>
      <Heading depth={depth + 1} id={`${prefix}moving-path`}>
        The path of a move
      </Heading>
      <p>A move is a case of its own. It changes the track and not the level.</p>
      <Stages
        {...placed}
        of={{ from: '', to: '', tracks: [], path: trackChange.path }}
        depth={depth + 2}
        prefix={`${prefix}moving-`}
      />
    </section>
  );
};
