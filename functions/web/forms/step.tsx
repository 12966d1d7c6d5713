import type { FC } from 'hono/jsx';
import { titleOf } from '#shared/cases/commands.ts';
import { hrDesk } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import { Lapse } from '../views/case/lapse.tsx';
import { engineerIn, nameIn } from '../views/case/names.ts';
import { FaultSummary } from '../views/fields.tsx';
import { Layout } from '../views/layout.tsx';
import { FirstButton, PickerScript } from '../views/person-field.tsx';
import { DueLine, Instant } from '../views/text.tsx';
import { andList } from '../views/words.ts';
import { type Form, type FormContext, hasPickers } from './form.ts';
import { forms, type StepType } from './index.ts';

interface StepProps {
  type: StepType;
  context: FormContext;
  person: Person;
  /** Sent with the form, so that a form sent twice is carried out once. */
  idempotencyKey: string;
}

/** The page of one step: its title, its form, and a link back to the case. */
export const StepPage: FC<StepProps> = ({ type, context, person, idempotencyKey }) => {
  const form: Form = forms[type];
  const { view, viewerId, filled } = context;
  const title = form.title?.(context) ?? titleOf(type);
  const isTheirs = (personId: string) => personId === viewerId || personId === hrDesk;
  const owed = !form.ownDue && view.turns.some((turn) => turn.type === type && isTheirs(turn.personId));
  const nothing = filled.message === null && form.nothing?.(context);
  return (
    <Layout title={filled.message === null ? title : `Not done yet: ${title}`} person={person}>
      <p>
        <a href={`/cases/${view.id}`}>
          Back to{' '}
          {view.relations.includes('engineer') ? 'your case' : `the case of ${engineerIn(view, 'the engineer')}`}
        </a>
      </p>
      <h1>{title}</h1>
      {owed && <DueLine of={view} />}
      {owed && <Lapse view={view} />}
      <FaultSummary filled={filled} />
      <ActsFor context={context} />
      {form.intro(context)}
      {nothing || (
        <>
          {form.saved && <Saved context={context} />}
          <StepForm form={form} context={context} idempotencyKey={idempotencyKey} />
        </>
      )}
    </Layout>
  );
};

/** The form itself. The server checks it, not the browser. So all faults are shown at once, in the same way. */
const StepForm: FC<{ form: Form; context: FormContext; idempotencyKey: string }> = ({
  form,
  context,
  idempotencyKey,
}) => (
  <form method="post" novalidate>
    {hasPickers(form) && <FirstButton />}
    <input type="hidden" name="key" value={idempotencyKey} />
    <input type="hidden" name="version" value={String(context.view.version)} />
    {form.saved && <input type="hidden" name="draft" value={String(context.draft?.version ?? '')} />}
    {form.fields(context)}
    <p class="actions">
      <button type="submit">{form.button}</button>
      {form.saved && (
        <button class="button second" type="submit" name="save" value="later">
          Save for later
        </button>
      )}
    </p>
    {hasPickers(form) && <PickerScript />}
  </form>
);

/** Says for whom a delegate acts, if they have no part of their own in the case. */
const ActsFor: FC<{ context: FormContext }> = ({ context: { view, viewerId } }) => {
  const hasPart = view.participants.some((one) => one.personId === viewerId);
  const lenders = new Set(view.delegations.filter((one) => one.to === viewerId).map((one) => one.by));
  return hasPart || lenders.size === 0 ? null : (
    <p class="soft">You act for {andList([...lenders].map((id) => nameIn(view, id)))}, and the record says so.</p>
  );
};

/** Says that a saved draft is filled in, and that only this person can read it. */
const Saved: FC<{ context: FormContext }> = ({ context: { draft, query, filled } }) =>
  draft === null ? null : (
    <p class="done" {...(query.saved && filled.message === null ? { role: 'status' as const } : {})}>
      Saved for later, <Instant at={draft.savedAt} />. Only you can read it. It is not submitted yet.
    </p>
  );
