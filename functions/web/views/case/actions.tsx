import type { FC } from 'hono/jsx';
import type { CaseView } from '#shared/contract/view.ts';
import { sentence, stepLink } from '../words.ts';

/** Steps that are taken where their subject stands: at a requirement, a piece of evidence, a question. */
const elsewhere = ['add-evidence', 'amend-evidence', 'remove-evidence', 'waive-requirement', 'attest'];

/** What this viewer may do now, and why not the rest. */
export const Actions: FC<{ view: CaseView }> = ({ view }) => {
  if (view.stage === 'closed') return null;
  const allowed = view.actions.filter((action) => action.allowed && !elsewhere.includes(action.type));
  // What can be added can be changed and taken out: one reason says it for the three.
  const refused = view.actions.filter(({ type, allowed }) => !allowed && !/^(amend|remove)-/.test(type));
  const mayAttest = view.actions.some((action) => action.type === 'attest' && action.allowed);
  const questions = mayAttest ? view.questions.filter((one) => !one.given) : [];
  const steps = allowed.filter((action) => action.type !== 'withdraw');
  const mayWithdraw = steps.length < allowed.length;
  if (allowed.length + refused.length + questions.length === 0) return null;
  return (
    <section>
      <h2>What you can do</h2>
      {steps.length + questions.length > 0 ? (
        <ul class="plain">
          {steps.map((action) => (
            <li>
              <a class="button" href={stepLink(view.id, action.type)}>
                {action.title}
              </a>
            </li>
          ))}
          {questions.map((question) => (
            <li>
              Answer: <a href={`${stepLink(view.id, 'attest')}?attestation=${question.id}`}>{question.question}</a>
            </li>
          ))}
        </ul>
      ) : (
        <p>Nothing is asked of you at the moment.</p>
      )}
      {refused.length > 0 && (
        <details>
          <summary>What you cannot do now, and why</summary>
          <ul>
            {refused.map((action) => (
              <li>
                {action.title}: <span class="soft">{sentence(action.reason ?? '')}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {mayWithdraw && (
        <p class="soft">
          You may also <a href={stepLink(view.id, 'withdraw')}>withdraw your case</a>.
        </p>
      )}
    </section>
  );
};
