import type { Child, FC } from 'hono/jsx';
import type { Competency } from '#shared/contract/ladder-competencies.ts';
import { capped } from '#shared/domain/ladder/anti-signals.ts';
import { capital } from '#shared/domain/words.ts';
import { andList } from '../words.ts';
import { Heading, LadderFrame, OriginMark, type Placed, type Reading } from './elements.tsx';
import { Measurement } from './measurement.tsx';
import { ReadFirst } from './sections.tsx';
import { hasWeights, notApplicableSentence, ruleExamples, ruleSentence, stepTitle } from './words.ts';

/** The page of one competency. */
export const CompetencyPage: FC<{ reading: Reading; competency: Competency }> = ({ reading, competency }) => {
  const { ladder, base } = reading;
  const at = ladder.competencies.indexOf(competency);
  const [before, after] = [ladder.competencies[at - 1], ladder.competencies[at + 1]];
  const area = ladder.areas.find((one) => one.id === competency.area);
  return (
    <LadderFrame reading={reading} title={competency.title} wide>
      {area && <p class="soft">{area.title}</p>}
      <h1>{competency.title}</h1>
      <ReadFirst ladder={ladder} base={base} />
      <CompetencyBody ladder={ladder} base={base} competency={competency} />
      <nav class="pager" aria-label="Competencies before and after">
        {before && (
          <a rel="prev" href={`${base}/competencies/${before.id}`}>
            Previous: {before.title}
          </a>
        )}
        {after && (
          <a rel="next" href={`${base}/competencies/${after.id}`}>
            Next: {after.title}
          </a>
        )}
      </nav>
    </LadderFrame>
  );
};

type PartProps = Placed & { competency: Competency };

/** Everything that a ladder says about a competency. */
export const CompetencyBody: FC<PartProps> = (props) => {
  const { ladder, competency, depth = 2, prefix = '' } = props;
  const { summary, prompts } = competency;
  const guided = ladder.scale.filter((step) => competency.guides[step.value]);
  return (
    <>
      {summary && <p class="lead">{summary}</p>}
      <Facts {...props} />
      {guided.length > 0 && (
        <>
          {depth === 2 && guided.length > 1 && <StepLinks {...props} />}
          {guided.map(({ value }) => (
            <Step {...props} step={value} />
          ))}
        </>
      )}
      <Measurement {...props} />
      <AntiSignals {...props} />
      {prompts.length > 0 && (
        <section>
          <Heading depth={depth} id={`${prefix}prompts`}>
            What could show it
          </Heading>
          <p class="soft">These examples help you find evidence. None of them is required.</p>
          <List of={prompts} />
        </section>
      )}
    </>
  );
};

/** The weight of a competency, the expected step at each level, and how its value is computed. */
const Facts: FC<PartProps> = ({ ladder, base, competency, prefix = '' }) => {
  const { expected, weight, rule } = competency;
  const levels = ladder.levels.filter((level) => expected[level.id] !== undefined);
  return (
    <dl>
      {levels.length > 0 && (
        <>
          <dt>Expected</dt>
          <dd>
            {levels.map(({ id }, at) => (
              <>
                {at > 0 && '; '}
                <a href={`${base}/levels/${id}`}>{id}</a> {stepTitle(ladder, expected[id] as number)}
              </>
            ))}
          </dd>
        </>
      )}
      {hasWeights(ladder) && (
        <>
          <dt id={`${prefix}weight`}>Weight</dt>
          <dd>
            {weight} of {ladder.totalWeight} in the overall score
          </dd>
        </>
      )}
      <dt id={`${prefix}rule`}>Value</dt>
      <dd>
        {ruleSentence(competency)} {ruleExamples(competency)}{' '}
        {ladder.notApplicable === 'allowed' && `${notApplicableSentence} `}
        <OriginMark of={rule.origin} />
      </dd>
    </dl>
  );
};

const StepLinks: FC<PartProps> = ({ ladder, competency }) => (
  <p>
    Go to:{' '}
    {ladder.scale
      .filter((step) => competency.guides[step.value])
      .map(({ value, title }, at) => (
        <>
          {at > 0 && ' · '}
          <a href={`#step-${value}`}>
            {value} {title}
          </a>
        </>
      ))}
    {' · '}
    <a href="#measurement">What is rated</a>
  </p>
);

/** The guide of one step. */
const Step: FC<PartProps & { step: number }> = ({ ladder, competency, step, depth = 2, prefix = '' }) => {
  const { voice = '', summary, behaviours = [], outputs = [], scene = '', traps = [] } = competency.guides[step] ?? {};
  const levels = ladder.levels.filter((level) => competency.expected[level.id] === step).map((level) => level.id);
  const described = ladder.levels.filter((level) => level.step === step).map((level) => level.id);
  return (
    <section class="step">
      <Heading depth={depth} id={`${prefix}step-${step}`}>
        {capital(stepTitle(ladder, step))}
        {described.length > 0 && <span class="chip">The guide of {andList(described)}</span>}
        {levels.length > 0 && <span class="chip">Expected at {andList(levels)}</span>}
      </Heading>
      {voice && (
        <blockquote>
          <p>“{voice}”</p>
        </blockquote>
      )}
      {summary && <p>{summary}</p>}
      <Titled depth={depth + 1} title="How it shows" of={behaviours} />
      <Titled depth={depth + 1} title="Results" of={outputs} />
      {scene && (
        <>
          <Heading depth={depth + 1}>For example</Heading>
          <p class="scene">{scene}</p>
        </>
      )}
      <Titled depth={depth + 1} title="What to watch out for" of={traps} />
    </section>
  );
};

const Titled: FC<{ depth: number; title: string; of: readonly string[] }> = ({ depth, title, of }) =>
  of.length === 0 ? null : (
    <>
      <Heading depth={depth}>{title}</Heading>
      <List of={of} />
    </>
  );

const List: FC<{ of: readonly Child[] }> = ({ of }) => (
  <ul>
    {of.map((item) => (
      <li>{item}</li>
    ))}
  </ul>
);

/** The anti-signals, with the effect of a confirmed one. */
const AntiSignals: FC<PartProps> = ({ ladder, competency, depth = 2, prefix = '' }) => {
  const { antiSignals } = competency;
  if (antiSignals.length === 0) return null;
  const top = Math.max(...ladder.scale.map((step) => step.value));
  return (
    <section>
      <Heading depth={depth} id={`${prefix}anti-signals`}>
        Anti-signals
      </Heading>
      <p>
        An anti-signal speaks against a step. It counts only if the calibration confirms it, with a written example from
        the period. Then it holds the competency below that step. Reviewers are asked only about anti-signals of steps
        up to the value that the ratings give.
      </p>
      <ul class="plain">
        {antiSignals.map((signal) => (
          <li>
            <strong>Step {signal.step}:</strong> {signal.text}{' '}
            <span class="soft">If confirmed, the value is {capped(top, [signal])} at most.</span>{' '}
            {signal.origin === 'ours' && <OriginMark of="ours" />}
          </li>
        ))}
      </ul>
    </section>
  );
};
