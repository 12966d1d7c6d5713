import type { EvidenceCheck, EvidenceKind } from '#shared/contract/ladder.ts';
import { Field } from '../views/parts.tsx';
import { type Form, type FormContext, fieldsCalled, groupOf, numberOf } from './form.ts';
import { Shows, shownIn, ticked } from './shows.tsx';

function pieceOf({ view, query }: FormContext) {
  return view.evidence?.find((one) => one.id === query.evidence);
}

/** The kind of evidence a form is for: the piece's own, or the one that the address names. */
function kindOf(context: FormContext): EvidenceKind | undefined {
  const { requirement, kind } = pieceOf(context) ?? context.query;
  return context.transition.portfolio.find((one) => one.id === requirement)?.oneOf.find((one) => one.id === kind);
}

const inputKind = { text: 'text', date: 'date', number: 'number' } as const;

/** What the ladder asks of a field, said before it is filled in. */
function hintOf(context: FormContext, fieldId: string): string | undefined {
  const checks = (kindOf(context)?.checks ?? []).filter((check) => check.field === fieldId);
  return checks.length > 0 ? checks.map(asked).join(' ') : undefined;
}

function asked(check: EvidenceCheck): string {
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
    shows: shownIn(values),
    workedOn: values.workedOn?.trim() ? values.workedOn : null,
    project: values.project ?? '',
    seenBy: values.seenBy ?? '',
  };
}

const evidenceForm: Omit<Form, 'title' | 'button' | 'done' | 'exists'> = {
  intro: () => <p>Where it can be read, and what it shows. The people who decide will open it.</p>,
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
          hint={hintOf(context, field.id)}
        />
      ))}
      <Field name="note" label="Note" filled={context.filled} kind="long" hint="What was your part in it?" />
      <Field
        name="workedOn"
        label="When you did it"
        filled={context.filled}
        kind="date"
        hint="The day it was done, or the last one."
      />
      <Field name="project" label="Project" filled={context.filled} />
      <Field
        name="seenBy"
        label="Who else saw it"
        filled={context.filled}
        hint="Somebody who can speak to your part in it."
      />
      <Shows ladder={context.ladder} filled={context.filled} />
    </>
  ),
  payload: payloadOf,
  fieldOf: (path, values, context) =>
    fieldsCalled(
      'title',
      'url',
      'note',
      'workedOn',
      'project',
      'seenBy',
      'shows',
      ...(kindOf(context)?.fields ?? []).map((one) => `fields.${one.id}`),
    )(path.startsWith('shows') ? 'shows' : path, values, context),
};

export const addEvidence: Form = {
  ...evidenceForm,
  title: (context) => `Add: ${kindOf(context)?.title}`,
  exists: (context) => kindOf(context) !== undefined,
  button: 'Add to the portfolio',
  done: 'The piece of evidence is in your portfolio.',
};

export const amendEvidence: Form = {
  ...evidenceForm,
  title: (context) => `Change: ${pieceOf(context)?.title}`,
  exists: (context) => pieceOf(context) !== undefined,
  button: 'Save the change',
  done: 'The change is saved.',
  initial: (context) => {
    const piece = pieceOf(context);
    if (!piece) return {};
    const fields = Object.entries(piece.fields).map(([id, value]) => [`fields.${id}`, String(value)]);
    return {
      title: piece.title,
      url: piece.url ?? '',
      note: piece.note,
      workedOn: piece.workedOn ?? '',
      project: piece.project,
      seenBy: piece.seenBy,
      ...Object.fromEntries(fields),
      ...ticked(piece.shows),
    };
  },
  payload: (values, context) => ({ evidence: context.query.evidence, ...payloadOf(values, context) }),
};

export const removeEvidence: Form = {
  title: (context) => `Take out: ${pieceOf(context)?.title}`,
  exists: (context) => pieceOf(context) !== undefined,
  intro: () => <p>It leaves the portfolio. The history keeps that it was there.</p>,
  fields: () => null,
  button: 'Take it out',
  done: 'The piece of evidence is taken out.',
  payload: (_values, { query }) => ({ evidence: query.evidence }),
  fieldOf: fieldsCalled(),
};
