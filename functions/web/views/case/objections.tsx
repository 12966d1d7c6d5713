import type { FC } from 'hono/jsx';
import type { CaseView } from '#shared/contract/view.ts';
import { objectionTitles } from '#shared/domain/words.ts';
import { Said } from '../text.tsx';
import { stepLink } from '../words.ts';
import { engineerTo, nameIn, partsOf } from './names.ts';

type Objection = CaseView['objections'][number];

/** The objections of a case. The engineer and the people who answer can see them. */
export const Objections: FC<{ view: CaseView }> = ({ view }) =>
  view.objections.length === 0 ? null : (
    <section id="objections">
      <h2>Objections</h2>
      <p class="soft">
        {engineerTo(view)} and the people who answer can read this. The people objected to are not told.
      </p>
      {view.objections.map((one) => (
        <div class="card">
          <p>
            <strong>{objectedTo(view, one)}</strong>: {objectionTitles[one.ground]}
          </p>
          {one.reason && <Said>{one.reason}</Said>}
          {one.answer === 'keep' && <p>The answer: they stay.</p>}
          {one.answer === 'replace' && <p>{replaced(view, one)}</p>}
          {one.answerReason && <Said>{one.answerReason}</Said>}
          {one.answer === null &&
            (one.forYou ? (
              <p>
                <a href={stepLink(view.id, 'answer-objection', { objection: one.id })}>Answer this objection</a>
              </p>
            ) : (
              <p class="soft">
                {view.outcome === null ? 'It waits for an answer.' : 'Nobody had answered it when the case ended.'}
              </p>
            ))}
        </div>
      ))}
    </section>
  );

/** Why the person objected to does not have the part any more. */
function replaced(view: CaseView, { slot, hasLeft }: Objection): string {
  if (hasLeft) return 'They left the part, so it needs no answer.';
  const isVacant = view.participants.some((one) => one.slot === slot && one.personId === null);
  return `The answer: ${isVacant ? 'they leave the part, and nobody has it yet' : 'another person takes the part'}.`;
}

/** The person objected to, and the part. A person who does not have it any more is not named. */
function objectedTo(view: CaseView, { slot, personId, answer }: Objection): string {
  const part = partsOf(view, [slot]);
  if (answer === 'replace') return `The person who had this part before (${part})`;
  return personId === null ? part : `${nameIn(view, personId)}, ${part}`;
}
