import type { FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { Form, FormContext } from '../forms/form.ts';
import { Layout } from './layout.tsx';
import { FaultSummary } from './parts.tsx';

interface StepProps {
  form: Form;
  context: FormContext;
  person: Person;
  /** Sent with the form, so that sending it twice does it once. */
  idempotencyKey: string;
  version: number;
}

/** The page of one step: what it is, its form, and a way back. */
export const StepPage: FC<StepProps> = ({ form, context, person, idempotencyKey, version }) => (
  <Layout title={form.title(context)} person={person}>
    <p>
      <a href={`/cases/${context.view.id}`}>Back to the case</a>
    </p>
    <h1>{form.title(context)}</h1>
    <FaultSummary filled={context.filled} />
    {form.intro(context)}
    <form method="post">
      <input type="hidden" name="key" value={idempotencyKey} />
      <input type="hidden" name="version" value={String(version)} />
      {form.fields(context)}
      <p>
        <button type="submit">{form.button}</button>
      </p>
    </form>
  </Layout>
);
