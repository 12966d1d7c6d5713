import type { EvidenceCheck, EvidenceKind } from '#shared/contract/ladder.ts';
import { Field } from '../views/parts.tsx';
import { type Form, type FormContext, groupOf, numberOf } from './form.ts';

function pieceOf({ view, query }: FormContext) {
  return view.evidence?.find((one) => one.id === query.evidence);
}

function kindOf(context: FormContext): EvidenceKind | undefined {
  const { requirement, kind } = pieceOf(context) ?? context.query;
  return context.transition.portfolio.find((one) => one.id === requirement)?.oneOf.find((one) => one.id === kind);
}

const inputKind = { text: 'text', date: 'date', number: 'number' } as const;

function hintOf(context: FormContext, fieldId: string): string | undefined {
  const checks = (kindOf(context)?.checks ?? []).filter((check) => check.field === fieldId);
  return checks.length > 0 ? checks.map(hintFor).join(' ') : undefined;
}

function hintFor(check: EvidenceCheck): string {
  switch (check.kind) {
    case 'months-up-to-submission':
      return `At least ${check.atLeast} calendar months before you hand in.`;
    case 'at-least':
      return `At least ${check.value}.`;
    case 'equals':
      return `It must be ${check.value}.`;
    case 'same-as':
      return 'The same as in the record of the module you own.';
  }
}

const evidenceForm: Omit<Form, 'title' | 'button' | 'payload'> = {
  intro: () => <p>A link to where it can be read, and what it shows. The people who decide will open it.</p>,
  fields: (context) => (
    <>
      <Field name="title" label="Title" filled={context.filled} required />
      <Field name="url" label="Link" filled={context.filled} kind="url" hint="It begins with https://" />
      {(kindOf(context)?.fields ?? []).map((field) => (
        <Field
          name={`fields.${field.id}`}
          label={field.title}
          filled={context.filled}
          kind={inputKind[field.kind]}
          required={field.required}
          {...(hintOf(context, field.id) ? { hint: hintOf(context, field.id) as string } : {})}
        />
      ))}
      <Field name="note" label="Note" filled={context.filled} kind="long" hint="What was your part in it?" />
    </>
  ),
};

function payloadOf(values: Record<string, string>, context: FormContext): Record<string, unknown> {
  const { requirement, kind } = pieceOf(context) ?? context.query;
  const numeric = new Set((kindOf(context)?.fields ?? []).filter((one) => one.kind === 'number').map((one) => one.id));
  return {
    requirement,
    kind,
    title: values.title ?? '',
    url: values.url?.trim() ? values.url : null,
    note: values.note ?? '',
    fields: Object.fromEntries(
      Object.entries(groupOf(values, 'fields')).map(([id, value]) => [id, numeric.has(id) ? numberOf(value) : value]),
    ),
  };
}

export const addEvidence: Form = {
  ...evidenceForm,
  title: (context) => `Add: ${kindOf(context)?.title ?? 'evidence'}`,
  button: 'Add to the portfolio',
  payload: payloadOf,
};

export const amendEvidence: Form = {
  ...evidenceForm,
  title: (context) => `Change: ${pieceOf(context)?.title ?? 'evidence'}`,
  button: 'Save the change',
  initial: (context) => {
    const piece = pieceOf(context);
    if (!piece) return {};
    const fields = Object.entries(piece.fields).map(([id, value]) => [`fields.${id}`, String(value)]);
    return { title: piece.title, url: piece.url ?? '', note: piece.note, ...Object.fromEntries(fields) };
  },
  payload: (values, context) => ({ evidence: context.query.evidence, ...payloadOf(values, context) }),
};

export const removeEvidence: Form = {
  title: (context) => `Take out: ${pieceOf(context)?.title ?? 'evidence'}`,
  intro: () => <p>It leaves the portfolio. The history keeps that it was there.</p>,
  fields: () => null,
  button: 'Take it out',
  payload: (_values, { query }) => ({ evidence: query.evidence }),
};

export const submitPortfolio: Form = {
  title: () => 'Hand in the portfolio',
  intro: ({ view }) => (
    <p>
      You hand in {Object.keys(view.evidence ?? {}).length} pieces of evidence. After this the people who sign decide on
      exactly these.
    </p>
  ),
  fields: () => null,
  button: 'Hand it in',
  payload: () => ({}),
};

export const waive: Form = {
  title: ({ transition, query }) =>
    `Waive: ${transition.portfolio.find((one) => one.id === query.requirement)?.title ?? 'a requirement'}`,
  intro: () => <p>For a requirement that cannot apply here. Signers and HR see your reason.</p>,
  fields: ({ filled }) => (
    <>
      <Field name="reason" label="Why it does not apply" filled={filled} kind="long" required />
      <Field name="instead" label="What stands in its place" filled={filled} kind="long" required />
    </>
  ),
  button: 'Waive it',
  payload: (values, { query }) => ({
    requirement: query.requirement,
    reason: values.reason ?? '',
    instead: values.instead ?? '',
  }),
};
