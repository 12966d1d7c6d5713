import { dayWords } from '#shared/domain/calendar/words.ts';
import { isTrackChange } from '#shared/domain/ladder/track-change.ts';
import { Choice, Field } from '../views/fields.tsx';
import { Day } from '../views/text.tsx';
import { type Form, type FormContext, fieldsCalled } from './form.ts';
import { needs } from './needs.ts';

function titleOf({ ladder }: FormContext, id: string | null): string {
  return ladder.tracks.find((one) => one.id === id)?.title ?? 'the other track';
}

export const declareTrack: Form<'declare-track'> = {
  intro: (context) => {
    const { ladder, view } = context;
    const tracks = ladder.tracks.filter((one) => view.tracks.includes(one.id) && one.whenToConsider.length > 0);
    return (
      <>
        <p>
          {isTrackChange(context.transition)
            ? 'Choose the track you would like to move to. Next you talk about it, then you try it. Nothing is final before that.'
            : 'The track decides what this case asks of you. It stays the same for the whole case.'}{' '}
          <a href={`/ladders/${ladder.id}/versions/${ladder.version}/tracks`} target="_blank" rel="noopener">
            Read about the tracks, in a new tab
          </a>
        </p>
        {tracks.map(({ title, whenToConsider }) => (
          <>
            <h2>When to consider {title}</h2>
            <ul>
              {whenToConsider.map((text) => (
                <li>{text}</li>
              ))}
            </ul>
          </>
        ))}
      </>
    );
  },
  fields: ({ view, ladder, filled }) => (
    <Choice
      name="track"
      legend="Your track"
      filled={filled}
      stacked
      options={ladder.tracks
        .filter((one) => view.tracks.includes(one.id))
        .map(({ id, title, summary }) => ({ value: id, label: title, text: summary }))}
    />
  ),
  button: 'Declare this track',
  done: 'Your track is declared.',
  payload: (values) => ({ track: values.track ?? '' }),
  fieldOf: fieldsCalled('track'),
};

export const confirmTrack: Form<'confirm-track'> = {
  intro: (context) => (
    <>
      <p>
        You have been trying {titleOf(context, context.view.track)}. You decide how the trial ends. It is no failure to
        stay on your track, and it is to your credit that you tried.
      </p>
      {context.view.confirmableFrom && (
        <p>
          You can decide to stay at any time. You can confirm the move from <Day at={context.view.confirmableFrom} />.
          After that the people who sign have the last word.
        </p>
      )}
    </>
  ),
  fields: (context) => {
    const { view, filled } = context;
    const from = view.confirmableFrom;
    return (
      <>
        <Choice
          name="decision"
          legend="How the trial ends"
          filled={filled}
          stacked
          options={[
            {
              value: 'change',
              label: `I move to ${titleOf(context, view.track)}`,
              text: from === null ? '' : `Possible from ${dayWords(from)}.`,
            },
            { value: 'stay', label: 'I stay on my track', text: 'The case ends here, and your level stays as it is.' },
          ]}
        />
        <Field
          name="reason"
          label="Why"
          filled={filled}
          kind="long"
          required={needs('confirm-track', 'reason')}
          hint="Say what the trial has shown you. The people who take part in the case can read it."
        />
      </>
    );
  },
  button: 'End the trial',
  done: 'The trial is over.',
  payload: (values) => ({ decision: values.decision, reason: values.reason ?? '' }),
  fieldOf: fieldsCalled('decision', 'reason'),
};
