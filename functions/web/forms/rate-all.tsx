import type { Child, FC } from 'hono/jsx';
import type { Competency, Dimension } from '#shared/contract/ladder-competencies.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { descriptorsOf, ratedLevelOf } from '#shared/domain/ladder/descriptors.ts';
import { profileIsAdvice, profileOf } from '#shared/domain/ladder/profile.ts';
import { Choice, Faults, Field, Folded, idOf } from '../views/fields.tsx';
import { ExpectedStep, OwnGuide } from '../views/ladder/own-guide.tsx';
import { Said } from '../views/text.tsx';
import type { Again } from './again.ts';
import type { FormContext } from './form.ts';

interface RateAllProps {
  context: FormContext;
  /** The group of the texts beside the ratings. `label` says what such a text is. */
  notes: 'notes' | 'reasons';
  label: string;
  /** Lines to show with a dimension, such as the ratings of reviewers. */
  beside?: (dimension: string) => string[];
  /** Whether a dimension needs a text. */
  owes?: (dimension: string) => boolean;
  /** More fields of a competency, after its dimensions. */
  after?: (competency: Competency) => Child;
  /** After a return: which dimensions can change. */
  again?: Again | null;
}

/** Every dimension, grouped by competency, with the described steps of the scale and a field for a text. */
export const RateAll: FC<RateAllProps> = ({ context, notes, label, beside, owes, after, again }) => {
  const { ladder, filled } = context;
  return (
    <>
      {ladder.competencies.map((competency) => (
        <fieldset>
          <legend>{competency.title}</legend>
          <Expected context={context} competency={competency} />
          <p class="soft">
            {/* In a new tab: what was filled in stays here. */}
            <a href={`${baseOf(ladder)}/competencies/${competency.id}`} target="_blank" rel="noopener">
              Read the guide<span class="unseen"> to {competency.title}</span>, in a new tab
            </a>
          </p>
          {open(competency, again).map((dimension) => {
            const { id, title } = dimension;
            const name = `${notes}.${id}`;
            const isOwed = owes?.(id) ?? false;
            const options = optionsOf(context, dimension);
            const field = (
              <Field name={name} label={`${label}: ${title}`} filled={filled} kind="short" required={isOwed} />
            );
            return (
              <Choice name={`ratings.${id}`} legend={title} filled={filled} options={options}>
                {again?.asked[id] && <Said>{`Look at this again: ${again.asked[id]}`}</Said>}
                <Shown view={context.view} dimension={dimension} />
                {beside?.(id).map((line) => (
                  <p class="soft">{line}</p>
                ))}
                {isOwed ? (
                  field
                ) : (
                  <Folded summary={<SummaryOf label={label} title={title} />} names={[name]} filled={filled}>
                    {field}
                  </Folded>
                )}
              </Choice>
            );
          })}
          {again && <Standing context={context} competency={competency} again={again} notes={notes} />}
          {after?.(competency)}
        </fieldset>
      ))}
    </>
  );
};

/** The dimensions that can be rated. */
function open({ dimensions }: Competency, again: Again | null | undefined): Dimension[] {
  return again ? dimensions.filter(({ id }) => again.asked[id] !== undefined) : dimensions;
}

interface StandingProps {
  context: FormContext;
  competency: Competency;
  again: Again;
  notes: RateAllProps['notes'];
}

/** The dimensions that a return did not unlock. They are shown, and sent unchanged in hidden fields. */
const Standing: FC<StandingProps> = ({ context: { ladder, filled }, competency, again, notes }) => {
  const standing = competency.dimensions.filter(({ id }) => again.asked[id] === undefined);
  const words = (id: string) => {
    const value = again.ratings[id];
    const step = ladder.scale.find((one) => one.value === value);
    return step ? `${step.value} ${step.title}` : value === 'not-applicable' ? 'Does not apply' : 'Not rated';
  };
  const faultsOf = (id: string) => filled.faults.filter(({ field }) => field === `ratings.${id}`);
  return standing.length === 0 ? null : (
    <details open={standing.some(({ id }) => faultsOf(id).length > 0)}>
      <summary>
        Stays as it was<span class="unseen"> in {competency.title}</span> ({standing.length})
      </summary>
      <ul>
        {standing.map(({ id, title }) => (
          <li id={idOf(`ratings.${id}`)}>
            {title}: {words(id)}
            <Faults of={title} id={`${idOf(`ratings.${id}`)}-fault`} faults={faultsOf(id)} />
            {again.notes[id] && <Said soft>{again.notes[id]}</Said>}
            <input type="hidden" name={`ratings.${id}`} value={String(again.ratings[id] ?? '')} />
            {again.notes[id] && <input type="hidden" name={`${notes}.${id}`} value={again.notes[id]} />}
          </li>
        ))}
      </ul>
    </details>
  );
};

/** Links to the pieces of evidence that show a dimension. They open in a new tab: what was filled in stays here. */
const Shown: FC<{ view: CaseView; dimension: Dimension }> = ({ view, dimension: { id, title } }) => {
  const pieces = view.evidence?.filter(({ shows }) => shows.includes(id)) ?? [];
  return pieces.length === 0 ? null : (
    <p class="soft">
      Evidence<span class="unseen"> of {title}, in a new tab</span>:{' '}
      {pieces.map((piece, at) => (
        <>
          {at > 0 && ' · '}
          <a href={`/cases/${view.id}#evidence-${piece.id}`} target="_blank" rel="noopener">
            {piece.title}
          </a>
        </>
      ))}
    </p>
  );
};

/** The way to all evidence, for people who rate the engineer or answer the ladder’s questions. Nothing without evidence. */
export const ToPortfolio: FC<{ view: CaseView }> = ({ view }) =>
  view.evidence === null || view.evidence.length === 0 ? null : (
    <p>
      <a href={`/cases/${view.id}#portfolio`} target="_blank" rel="noopener">
        Read the evidence
      </a>{' '}
      in a new tab. What you filled in stays here.
    </p>
  );

/**
 * What describes the level that people are rated as, and the step that is expected of them. People who rate somebody else
 * open it themselves, so that the target does not stand beside their answer.
 */
const Expected: FC<{ context: FormContext; competency: Competency }> = ({ context, competency }) => {
  const { ladder, transition, view } = context;
  const id = ratedLevelOf(transition);
  const level = ladder.levels.find((one) => one.id === id);
  const track = ladder.tracks.find((one) => one.id === view.track);
  const step = profileOf(ladder, id, view.track)[competency.id] ?? null;
  const said = (
    <>
      {level?.step !== undefined && <OwnGuide competency={competency} level={level} />}
      <p class="soft">
        {step === null ? (
          `The ladder expects no step at ${id} here.`
        ) : (
          <ExpectedStep
            ladder={ladder}
            competency={competency}
            whose={track ? `${id} as ${track.title}` : id}
            track={track}
            step={step}
            base={baseOf(ladder)}
            apart
          />
        )}
        {track && { ...track.strong, ...track.relaxed }[competency.id] !== undefined && ` ${profileIsAdvice}`}
      </p>
    </>
  );
  return view.relations.includes('engineer') ? (
    said
  ) : (
    <details>
      <summary>
        What {id} expects<span class="unseen"> in {competency.title}</span>
      </summary>
      {said}
    </details>
  );
};

/** The pages of the version that the case runs on. */
const baseOf = ({ id, version }: FormContext['ladder']) => `/ladders/${id}/versions/${version}`;

interface Option {
  value: string;
  label: string;
  text?: string | undefined;
}

/** The steps of a dimension, each with its description at the level that people are rated by. */
function optionsOf({ ladder, transition }: FormContext, dimension: Dimension): Option[] {
  const texts = descriptorsOf(dimension, ratedLevelOf(transition));
  return [
    ...ladder.scale.map(({ value, title }) => ({
      value: String(value),
      label: `${value} ${title}`,
      text: texts[value],
    })),
    ...(ladder.notApplicable === 'allowed' ? [{ value: 'not-applicable', label: 'Does not apply' }] : []),
  ];
}

/** Short on the screen. A screen reader also reads the title. */
const SummaryOf: FC<{ label: string; title: string }> = ({ label, title }) => (
  <>
    {label}
    <span class="unseen"> {title}</span>
  </>
);

/** The field of a rating or of its text, for a path of the payload. Null for any other path. */
export function rateAllField(path: string, notes: 'notes' | 'reasons', { ladder }: FormContext): string | null {
  const [group, id] = path.split('.');
  const isKnown = ladder.competencies.some((one) => one.dimensions.some((dimension) => dimension.id === id));
  return isKnown && (group === 'ratings' || group === notes) ? path : null;
}
