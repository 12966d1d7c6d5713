import type { FC } from 'hono/jsx';
import type { PastConfirmation } from '#shared/cases/confirmations.ts';
import type { Confirmation, ConfirmationText } from '#shared/contract/confirmations.ts';
import { Attached } from './attached.tsx';
import { Choice, FaultSummary, type Filled } from './fields.tsx';
import { Layout } from './layout.tsx';
import { Day, DueDay } from './text.tsx';

interface ConfirmationProps {
  confirmation: Confirmation;
  filled: Filled;
  idempotencyKey: string;
}

const options = [
  { value: 'yes', label: 'Yes', text: 'My team uses it or works by it.' },
  { value: 'no', label: 'No', text: 'My team has not adopted it.' },
  { value: 'not-mine', label: 'I cannot say', text: 'Another person is asked instead.' },
] as const;

const stands = 'It stands. You cannot change it any more, and need not do anything.';

/**
 * One question to a person of another team. The page says nothing of what the answer is for, so it has no menu either.
 */
export const ConfirmationPage: FC<ConfirmationProps> = ({ confirmation, filled, idempotencyKey }) => {
  const { id, author, title, url, hasText, team, since, answer } = confirmation;
  const stays = confirmation.answers.length === 0;
  return (
    <Layout title={aboutTeam}>
      <Back />
      <h1>Has {team} adopted this work?</h1>
      <FaultSummary filled={filled} />
      <p>
        {author.name} ({author.team}) says that {team} has adopted it since <Day at={since} />:
      </p>
      <p>
        {url ? (
          <a href={url} rel="noopener noreferrer nofollow">
            {title}
          </a>
        ) : (
          title
        )}
        {hasText && (
          <>
            {' '}
            (<a href={`/confirmations/${id}/text`}>read its text</a>)
          </>
        )}
      </p>
      <p class="soft">
        {confirmation.dueAt && answer === null && (
          <>
            Please answer by <DueDay of={confirmation} />.{' '}
          </>
        )}
        {author.name} and everybody to whom they show this work can read your answer.
      </p>
      {answer && (
        <p>
          You have answered {answer}. {stays ? stands : 'You can still change it: three times at most in all.'}
        </p>
      )}
      {!stays && !confirmation.answers.includes('yes') && (
        <p>You cannot answer for {team} any more, so somebody else has to. Say that you cannot say.</p>
      )}
      {!stays && (
        <form method="post" action={`/confirmations/${id}`}>
          <input type="hidden" name="key" value={idempotencyKey} />
          <Choice
            name="answer"
            legend="Your answer"
            filled={filled}
            stacked
            options={options.filter(({ value }) => confirmation.answers.includes(value))}
          />
          <button type="submit">Send the answer</button>
        </form>
      )}
    </Layout>
  );
};

/** A question that needs no answer of this person any more. It says no more of the case than the question did. */
export const PastConfirmationPage: FC<{ past: PastConfirmation }> = ({ past }) => (
  <Layout title={aboutTeam}>
    <Back />
    <h1>Has {past.team} adopted this work?</h1>
    <p>
      {past.title}, by {past.author.name} ({past.author.team})
    </p>
    <p>
      {!past.wasSilent ? (
        'You have answered that you cannot say.'
      ) : (
        <>
          The time to answer ended
          {past.dueAt !== null && (
            <>
              {' '}
              on <DueDay of={{ ...past, overdue: false }} />
            </>
          )}
          .
        </>
      )}{' '}
      {past.passedOn ? 'Another person was asked instead.' : 'Nothing more is asked of you here.'}
    </p>
  </Layout>
);

const aboutTeam = 'A question about your team';

const Back: FC = () => (
  <p>
    <a href="/">Back to your steps</a>
  </p>
);

/** The text that the question is about. */
export const ConfirmationTextPage: FC<{ text: ConfirmationText }> = ({ text }) => (
  <Layout title={text.title}>
    <p>
      <a href={`/confirmations/${text.id}`}>Back to the question</a>
    </p>
    <h1>{text.title}</h1>
    <Attached text={text} />
  </Layout>
);
