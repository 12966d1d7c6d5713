import { answerDays, limits } from '#shared/contract/names.ts';
import { Questions } from '../views/case/questions.tsx';
import { Field } from '../views/fields.tsx';
import { counted } from '../views/ladder/words.ts';
import { Due, Said } from '../views/text.tsx';
import { type Form, type FormContext, fieldsCalled } from './form.ts';
import { needs } from './needs.ts';

/** How many questions a person can still ask in the stage that is open. */
function leftFor({ asked, openedAt }: FormContext['view'], viewerId: string): number {
  const own = asked.filter(({ by, at }) => by === viewerId && at >= (openedAt ?? ''));
  return Math.max(0, Math.min(limits.questionsOfPart - own.length, limits.questions - asked.length));
}

export const ask: Form<'ask'> = {
  intro: ({ view, viewerId }) => (
    <>
      <p>
        The case goes on meanwhile, and the engineer has {answerDays} working days. If they do not answer, that decides
        nothing. You can ask {counted(leftFor(view, viewerId), 'more question')} here, one after the other.
        {view.stage === 'calibration' &&
          ' The engineer and the others see the question, but until the reviews are open not who asks it.'}
      </p>
      <Questions view={view} />
    </>
  ),
  fields: ({ filled }) => (
    <Field
      name="question"
      label="Your question"
      filled={filled}
      kind="long"
      required={needs('ask', 'question')}
      hint="Everybody who reads the portfolio can read it. Say nothing of what you think of the work."
    />
  ),
  button: 'Ask',
  done: 'The engineer is asked.',
  payload: (values) => ({ question: values.question ?? '' }),
  fieldOf: fieldsCalled('question'),
};

/** The question that the engineer can answer. */
const openIn = ({ view }: FormContext) => view.asked.find(({ state }) => state === 'open' || state === 'overdue');

export const answer: Form<'answer'> = {
  ownDue: true,
  exists: (context) => openIn(context) !== undefined,
  intro: (context) => {
    const open = openIn(context);
    return open ? (
      <>
        <Said>{open.question}</Said>
        <p class="soft">
          Your answer is <Due of={{ ...open, overdue: open.state === 'overdue', timeZone: context.view.timeZone }} />.
          If you do not answer, that decides nothing.
        </p>
      </>
    ) : null;
  },
  fields: ({ filled }) => (
    <Field
      name="answer"
      label="Your answer"
      filled={filled}
      kind="long"
      required={needs('answer', 'answer')}
      hint="Everybody who reads your portfolio can read it. It cannot be changed afterwards."
    />
  ),
  button: 'Answer',
  done: 'Thank you. Your answer is sent.',
  payload: (values, context) => ({ question: openIn(context)?.id, answer: values.answer ?? '' }),
  fieldOf: fieldsCalled('answer'),
};
