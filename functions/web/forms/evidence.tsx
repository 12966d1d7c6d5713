import type { FC } from 'hono/jsx';
import type { EvidenceCheck, EvidenceKind } from '#shared/contract/ladder-requirements.ts';
import type { Transition } from '#shared/contract/ladder-transitions.ts';
import { limits } from '#shared/contract/names.ts';
import { evidenceLabels } from '#shared/domain/words.ts';
import { Choice, Field, type Required } from '../views/fields.tsx';
import { comparedWith, documentSentence } from '../views/ladder/words.ts';
import { PersonField } from '../views/person-field.tsx';
import { type Form, type FormContext, fieldsCalled, groupOf, numberOf, type Payload } from './form.ts';
import { needs } from './needs.ts';
import { Shows, shownIn, ticked } from './shows.tsx';

function pieceOf({ view, query }: FormContext) {
  return view.evidence?.find((one) => one.id === query.evidence);
}

/** The kind of evidence that the form is for: the kind of the piece, or the kind in the address. */
function kindOf(context: FormContext): EvidenceKind | undefined {
  const { requirement, kind } = pieceOf(context) ?? context.query;
  return context.transition.portfolio.find((one) => one.id === requirement)?.oneOf.find((one) => one.id === kind);
}

const inputKind = { text: 'text', date: 'date', number: 'number' } as const;

/** What the ladder requires of a field, shown as a hint. */
function hintOf(context: FormContext, fieldId: string): string | undefined {
  const checks = (kindOf(context)?.checks ?? []).filter((check) => check.field === fieldId);
  return checks.length > 0 ? checks.map((check) => asked(check, context.transition)).join(' ') : undefined;
}

/** Whether a link must be given: always, never, or if no text is attached. */
function isLinkRequired(context: FormContext): Required {
  const { document } = kindOf(context) ?? {};
  return document !== undefined && document.orAttestation === undefined ? 'if no text is attached' : false;
}

function linkHint(context: FormContext): string {
  const kind = kindOf(context);
  const document = kind && documentSentence(kind, context.transition);
  return [document, 'The link begins with https://'].filter(Boolean).join(' ');
}

export function asked(check: EvidenceCheck, transition: Pick<Transition, 'portfolio'>): string {
  switch (check.kind) {
    case 'months-up-to-submission':
      return `At least ${check.atLeast} calendar months before you hand in the portfolio.`;
    case 'at-least':
      return `At least ${check.value}.`;
    case 'equals':
      return `It must be ${check.value}.`;
    case 'same-as':
      return `The same as ${comparedWith(check, transition)}.`;
    case 'within-months':
      return `At most ${check.atMost} calendar months before you hand in the portfolio.`;
    case 'not-before':
      return `Not before ${comparedWith(check, transition)}.`;
    case 'not-the-engineer':
      return 'Somebody else: not the engineer of the case.';
  }
}

function payloadOf(values: Record<string, string>, context: FormContext): Payload<'add-evidence'> {
  const { requirement, kind } = pieceOf(context) ?? context.query;
  const numeric = new Set((kindOf(context)?.fields ?? []).filter((one) => one.kind === 'number').map((one) => one.id));
  return {
    requirement,
    kind,
    title: values.title ?? '',
    url: values.url?.trim() ? values.url : null,
    text: textIn(values),
    note: values.note ?? '',
    fields: Object.fromEntries(
      Object.entries(groupOf(values, 'fields')).map(([id, value]) => [id, numeric.has(id) ? numberOf(value) : value]),
    ),
    shows: shownIn(values),
    workedOn: values.workedOn?.trim() ? values.workedOn : null,
    project: values.project ?? '',
    seenBy: values.seenBy ?? '',
    adoption: kindOf(context)?.adoption ? { since: values.since ?? '', confirmerId: values.confirmerId ?? '' } : null,
  };
}

/** Whether the piece needs a team that has adopted it. */
function isAdoptionAsked(context: FormContext): boolean {
  return Boolean(kindOf(context)?.adoption);
}

/** Who has adopted it. The person who is named is asked when the portfolio is handed in. */
const AdoptionFields: FC<{ context: FormContext }> = ({ context }) => {
  const { filled, confirmers, picking } = context;
  return (
    <>
      <Field
        name="since"
        label={evidenceLabels.since}
        filled={filled}
        kind="date"
        required={isAdoptionAsked(context)}
        hint="The first day, or about then."
      />
      <PersonField
        name="confirmerId"
        label="Who can confirm it"
        choices={confirmers}
        picking={picking}
        filled={filled}
        required={isAdoptionAsked(context)}
        hint="A person of the team that has adopted it. When you hand in the portfolio, they are asked whether that is so. They learn your name and team, the title of the work, its link or attached text, and since when it is adopted; not what it is for."
      />
    </>
  );
};

/** The text as the form gives it. An empty one in a change leaves the text as it is. */
function textIn({ text = '', textFormat }: Record<string, string>): unknown {
  if (textFormat === 'remove') return null;
  return text.trim() ? { format: textFormat, content: text } : undefined;
}

const formats = [
  { value: 'markdown', label: 'Markdown' },
  { value: 'plain', label: 'Plain text' },
];

const Attached: FC<{ context: FormContext }> = ({ context }) => {
  const attached = context.view.attached[pieceOf(context)?.id ?? ''];
  const { filled } = context;
  const remove = { value: 'remove', label: 'Remove the text that is attached' };
  return (
    <>
      <Field
        name="text"
        required={needs('add-evidence', 'text')}
        label="Attached text"
        filled={filled}
        kind="long"
        hint={`What others cannot open by a link: ${limits.attachedBytes / 1024} KB at most.${attached ? ' Leave it empty to keep the text that is attached.' : ''}`}
      />
      <Choice
        name="textFormat"
        legend="Form of the text"
        filled={filled}
        options={attached ? [...formats, remove] : formats}
      />
    </>
  );
};

const evidenceForm: Omit<Form<'add-evidence'>, 'title' | 'button' | 'done' | 'exists'> = {
  reads: 'confirmers',
  initial: ({ view: { attached }, query }) => ({ textFormat: attached[query.evidence ?? '']?.format ?? 'markdown' }),
  intro: () => <p>Say where others can read it, and what it shows. The people who decide will open it.</p>,
  fields: (context) => (
    <>
      <Field name="title" label="Title" filled={context.filled} required={needs('add-evidence', 'title')} />
      <Field
        name="url"
        label={evidenceLabels.url}
        filled={context.filled}
        kind="url"
        required={isLinkRequired(context)}
        hint={linkHint(context)}
      />
      <Attached context={context} />
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
      <Field
        name="note"
        required={needs('add-evidence', 'note')}
        label="Note"
        filled={context.filled}
        kind="long"
        hint="What was your part in it?"
      />
      <Field
        name="workedOn"
        required={needs('add-evidence', 'workedOn')}
        label={evidenceLabels.workedOn}
        filled={context.filled}
        kind="date"
        hint="The day you did it, or the last day."
      />
      <Field name="project" required={needs('add-evidence', 'project')} label="Project" filled={context.filled} />
      <Field
        name="seenBy"
        required={needs('add-evidence', 'seenBy')}
        label="Who else saw it"
        filled={context.filled}
        hint="A person who knows your part in it."
      />
      {kindOf(context)?.adoption && <AdoptionFields context={context} />}
      <Shows ladder={context.ladder} filled={context.filled} />
    </>
  ),
  payload: payloadOf,
  fieldOf: (path, values, context) =>
    fieldsCalled(
      'title',
      'url',
      'text',
      'note',
      'workedOn',
      'project',
      'seenBy',
      'shows',
      ...(kindOf(context)?.fields ?? []).map((one) => `fields.${one.id}`),
      ...(kindOf(context)?.adoption ? ['since', 'confirmerId'] : []),
    )(path.replace(/^(shows|text)\b.*/, '$1').replace(/^adoption\./, ''), values, context),
};

export const addEvidence: Form<'add-evidence'> = {
  ...evidenceForm,
  title: (context) => `Add: ${kindOf(context)?.title}`,
  exists: (context) => kindOf(context) !== undefined,
  button: 'Add to the portfolio',
  done: 'The piece of evidence is in your portfolio.',
};

export const amendEvidence: Form<'amend-evidence'> = {
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
      ...evidenceForm.initial?.(context),
      title: piece.title,
      url: piece.url ?? '',
      note: piece.note,
      workedOn: piece.workedOn ?? '',
      project: piece.project,
      seenBy: piece.seenBy,
      since: piece.adoption?.since ?? '',
      confirmerId: piece.adoption?.confirmerId ?? '',
      ...Object.fromEntries(fields),
      ...ticked(piece.shows),
    };
  },
  payload: (values, context) => ({ evidence: context.query.evidence, ...payloadOf(values, context) }),
};

export const removeEvidence: Form<'remove-evidence'> = {
  title: (context) => `Remove: ${pieceOf(context)?.title}`,
  exists: (context) => pieceOf(context) !== undefined,
  intro: () => <p>It is removed from the portfolio. The history still shows that it was there.</p>,
  fields: () => null,
  button: 'Remove it',
  done: 'The piece of evidence is removed.',
  payload: (_values, { query }) => ({ evidence: query.evidence }),
  fieldOf: fieldsCalled(),
};
