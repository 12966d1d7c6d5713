import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import type { SelfCheckUse } from '#shared/cases/self-check.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Competency, Dimension } from '#shared/contract/ladder-competencies.ts';
import type { Transition } from '#shared/contract/ladder-transitions.ts';
import type { Person } from '#shared/contract/people.ts';
import { criteriaOf } from '#shared/domain/ladder/criteria.ts';
import { descriptorsOf, ratedLevelOf } from '#shared/domain/ladder/descriptors.ts';
import { profileOf } from '#shared/domain/ladder/profile.ts';
import { ids, type SelfCheckData } from '../../browser/data.ts';
import script from '../../browser/self-check.json' with { type: 'json' };
import { FaultSummary, type Filled } from '../fields.tsx';
import { ExpectedStep, OwnGuide } from '../ladder/own-guide.tsx';
import { Layout } from '../layout.tsx';
import { RadarChart } from './radar.tsx';

interface SelfCheckProps {
  person: Person;
  ladder: PublishedLadder;
  transition: Transition;
  track: string | null;
  use: SelfCheckUse;
  /** Sent with the form, so that a form sent twice is carried out once. */
  idempotencyKey: string;
  /** The ratings and the reason, if a case could not be started. */
  filled: Filled;
}

/** The page of the self-check. Without a script it can only be read. The script computes the result in the browser. */
export const SelfCheckPage: FC<SelfCheckProps> = (props) => {
  const { person, ladder, transition, track, filled } = props;
  const title = `Check yourself: ${ladder.title}`;
  return (
    <Layout title={filled.message === null ? title : `Not done yet: ${title}`} person={person}>
      <h1>{title}</h1>
      <FaultSummary filled={filled} />
      <p class="lead">Rate yourself and see the result at once.</p>
      <p>
        Everything is computed on this page. Your choices are not sent or stored anywhere. They are gone when you leave
        or reload the page.
      </p>
      <p id={ids.needsScript} class="card">
        To compute the result, this page needs JavaScript, which is not running in your browser. You can still read what
        is expected and the description of each step. Nothing is sent in either case.
      </p>
      <Steps ladder={ladder} transition={transition} track={track} />
      <div class="self-check">
        <div>
          <p class="so-far" data-live hidden>
            <span id={ids.progress} /> <a href="#result">See the result</a>
          </p>
          <p id={ids.status} class="unseen" role="status" />
          <section>
            <h2>Rate yourself</h2>
            {ladder.competencies.map((competency) => (
              <CompetencyChoices competency={competency} {...props} />
            ))}
          </section>
        </div>
        <Outcome {...props} />
      </div>
      <script type="application/json" id={ids.data}>
        {raw(asDataBlock(dataOf(ladder, transition, track)))}
      </script>
      <script src={script.path} defer />
    </Layout>
  );
};

/** Links to choose the transition and the track. */
const Steps: FC<Pick<SelfCheckProps, 'ladder' | 'transition' | 'track'>> = ({ ladder, transition, track }) => (
  <>
    <Links
      label="Transition"
      links={ladder.transitions.map((one) => ({
        href: `?transition=${one.id}`,
        words: `${one.from} to ${one.to}`,
        current: one.id === transition.id,
      }))}
    />
    {transition.tracks.length > 0 && (
      <Links
        label="Track"
        links={[null, ...transition.tracks].map((id) => ({
          href: `?transition=${transition.id}${id ? `&track=${id}` : ''}`,
          words: id ? (ladder.tracks.find((one) => one.id === id)?.title ?? id) : 'Any track',
          current: id === track,
        }))}
      />
    )}
  </>
);

const Links: FC<{ label: string; links: { href: string; words: string; current: boolean }[] }> = ({ label, links }) => (
  <nav class="choose" aria-label={label}>
    <span aria-hidden="true">{label}:</span>
    <ul class="actions">
      {links.map(({ href, words, current }) => (
        <li>
          <a href={href} {...(current ? { 'aria-current': 'true' as const } : {})}>
            {words}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

const CompetencyChoices: FC<SelfCheckProps & { competency: Competency }> = ({ competency, ...props }) => {
  const { ladder, transition, track } = props;
  const level = ratedLevelOf(transition);
  const described = ladder.levels.find((one) => one.id === level);
  const expected = profileOf(ladder, level, track)[competency.id];
  return (
    <fieldset>
      <legend>{competency.title}</legend>
      {described?.step !== undefined && <OwnGuide competency={competency} level={described} />}
      {expected && (
        <p class="soft">
          <ExpectedStep
            ladder={ladder}
            competency={competency}
            whose={track ? `${level} on this track` : level}
            track={ladder.tracks.find((one) => one.id === track)}
            step={expected}
            base={`/ladders/${ladder.id}`}
            apart
          />
        </p>
      )}
      {competency.dimensions.map((dimension) => (
        <DimensionChoices dimension={dimension} alone={dimension.title === competency.title} {...props} />
      ))}
      <p class="outcome" data-live hidden data-explains={competency.id} />
    </fieldset>
  );
};

/**
 * The steps of a dimension, with their descriptions. The radio buttons have no names, so nothing can send them. They are
 * disabled until the script runs and groups them. `alone` means that the competency already has this title.
 */
const DimensionChoices: FC<SelfCheckProps & { dimension: Dimension; alone: boolean }> = (props) => {
  const { dimension, alone } = props;
  const { ladder, transition, filled } = props;
  const descriptors = descriptorsOf(dimension, ratedLevelOf(transition));
  const chosen = filled.values[`ratings.${dimension.id}`] ?? '';
  const choices = [
    { value: '', title: 'Not rated', text: '' },
    ...ladder.scale.map(({ value, title }) => ({
      value: String(value),
      title: `${value} ${title}`,
      text: descriptors[value] ?? '',
    })),
    ...(ladder.notApplicable === 'allowed'
      ? [{ value: 'not-applicable', title: 'Does not apply', text: 'It is not part of my work.' }]
      : []),
  ];
  return (
    <fieldset>
      <legend {...(alone ? { class: 'unseen' } : {})}>{dimension.title}</legend>
      <div class={choices.some((one) => one.text !== '') ? 'steps stacked' : 'steps'}>
        {choices.map(({ value, title, text }) => (
          <label>
            <input
              type="radio"
              data-dimension={dimension.id}
              value={value}
              checked={value === chosen}
              autocomplete="off"
              disabled
            />
            <span>
              {title}
              {text !== '' && <span class="soft"> {text}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};

/** The result: the expected profile, and beside it the values that the script computes. */
const Outcome: FC<SelfCheckProps> = (props) => {
  const { ladder, transition, track } = props;
  const level = ratedLevelOf(transition);
  const profile = profileOf(ladder, level, track);
  return (
    <section id="result" class="result" tabindex={0} aria-labelledby="result-title">
      <h2 id="result-title">Your result</h2>
      <p id={ids.overall} data-live hidden />
      <RadarChart ladder={ladder} profile={profile} level={level} />
      <table>
        <thead>
          <tr>
            <th scope="col">Competency</th>
            <th scope="col" class="number">
              You
            </th>
            <th scope="col" class="number">
              At {level}
            </th>
          </tr>
        </thead>
        <tbody>
          {ladder.competencies.map(({ id, title }, at) => (
            <tr>
              <th scope="row">
                <span class="soft">{at + 1}</span> {title}
              </th>
              <td class="number" data-value={id}>
                no value
              </td>
              <td class="number">{profile[id] ?? 'none'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>
        Criteria from {transition.from} to {transition.to}
      </h3>
      <ul class="plain">
        {criteriaOf(transition, track).map(({ id, title }) => (
          <li>
            <span data-verdict={id} data-live hidden /> {title}
            <p class="soft" data-reason={id} data-live hidden />
          </li>
        ))}
      </ul>
      <p class="soft">Only the criteria decide. The overall value and the profile are for orientation.</p>
      <Start {...props} />
    </section>
  );
};

/** The form that starts a case or fills a draft. It is the only thing that ever leaves the page. */
const Start: FC<SelfCheckProps> = ({ transition, track, use, idempotencyKey }) => {
  if (use.kind === 'none')
    return (
      <p>
        <strong>No case can be started with this.</strong> {use.reason}
      </p>
    );
  const step = `${transition.from} to ${transition.to}`;
  const action = `?transition=${transition.id}${track ? `&track=${track}` : ''}`;
  return (
    <form method="post" action={action} id={ids.start} hidden>
      <p>
        {use.kind === 'open'
          ? `You can open your case for ${step} with these ratings. They are then sent and saved as a draft of your self-assessment.`
          : `You have an open case for ${step}. You can send these ratings and save them as the draft of its self-assessment. They replace ratings that you saved before.`}{' '}
        Only you can read the draft, and you submit it yourself when you are ready.
      </p>
      <input type="hidden" name="key" value={idempotencyKey} />
      {use.kind === 'draft' && <input type="hidden" name="case" value={use.caseId} />}
      <button type="submit">{use.kind === 'open' ? 'Start a case with this' : 'Use this in your open case'}</button>
    </form>
  );
};

/** The data for the script: the ladder without its texts, and only the chosen transition. */
function dataOf({ hash: _, ...ladder }: PublishedLadder, transition: Transition, track: string | null): SelfCheckData {
  return {
    ladder: {
      ...ladder,
      levels: ladder.levels.map((level) => ({ ...level, about: '', sections: [], antiPatterns: [] })),
      competencies: ladder.competencies.map((competency) => ({
        ...competency,
        summary: '',
        guides: {},
        prompts: [],
        antiSignals: [],
        dimensions: competency.dimensions.map((one) => ({ ...one, descriptors: {}, descriptorsAt: {} })),
      })),
      tracks: [],
      transitions: [{ ...transition, portfolio: [] }],
      trackChange: null,
      faq: [],
    },
    transition: transition.id,
    track,
  };
}

/** JSON that is safe inside a script element: without '<' it cannot end the element or begin another. */
export function asDataBlock(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
