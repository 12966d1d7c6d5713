import { recallMinutes } from '#shared/contract/names.ts';
import { Decisions } from '../views/case/decisions.tsx';
import { Field } from '../views/fields.tsx';
import { Instant } from '../views/text.tsx';
import { type Form, fieldsCalled } from './form.ts';
import { needs } from './needs.ts';

const minutesAfter = (at: string) => new Date(Date.parse(at) + recallMinutes * 60_000).toISOString();

export const recall: Form<'recall'> = {
  intro: ({ view, viewerId }) => {
    const own = view.signOffs.findLast((one) => one.by === viewerId && one.stands);
    return (
      <>
        <p>
          Your signature no longer counts then, and you are asked to sign again. The record keeps both. You can take it
          back for {recallMinutes} minutes
          {own && (
            <>
              , until <Instant at={minutesAfter(own.at)} />
            </>
          )}
          , if the case is not decided before.
        </p>
        <Decisions view={view} />
      </>
    );
  },
  fields: ({ filled }) => (
    <Field
      name="reason"
      label="Why you take it back"
      filled={filled}
      kind="long"
      required={needs('recall', 'reason')}
      hint="The people who can read your signature can read it."
    />
  ),
  button: 'Take it back',
  done: 'Your signature is taken back.',
  payload: (values) => ({ reason: values.reason ?? '' }),
  fieldOf: fieldsCalled('reason'),
};
