import type { FC } from 'hono/jsx';
import type { CaseView } from '#shared/contract/view.ts';
import { objectionTitles } from '#shared/domain/words.ts';
import { Said } from '../parts.tsx';
import { stepLink } from '../words.ts';
import { nameIn, partsOf } from './names.ts';

type Objection = CaseView['objections'][number];

/** Objections to people who take part, for the engineer, who raised them, and whoever answers. */
export const Objections: FC<{ view: CaseView }> = ({ view }) =>
  view.objections.length === 0 ? null : (
    <section id="objections">
      <h2>Objections</h2>
      <p class="soft">Read by the engineer and by whoever answers. Those objected to do not read the reason.</p>
      {view.objections.map((one) => (
        <div class="card">
          <p>
            <strong>{whom(view, one)}</strong>: {objectionTitles[one.ground]}
          </p>
          {one.reason && <Said>{one.reason}</Said>}
          {one.answer === 'keep' && <p>It was answered: they stay.</p>}
          {one.answer === 'replace' && <p>It was answered: the part goes to somebody else.</p>}
          {one.answerReason && <Said>{one.answerReason}</Said>}
          {one.answer === null &&
            (one.forYou ? (
              <p>
                <a href={stepLink(view.id, 'answer-objection', { objection: one.id })}>Answer this objection</a>
              </p>
            ) : (
              <p class="soft">It waits for an answer. Until then this person does not review.</p>
            ))}
        </div>
      ))}
    </section>
  );

/** Who was objected to; once replaced the part has another holder, so it is named by itself. */
function whom(view: CaseView, { slot, answer }: Objection): string {
  const personId = view.participants.find((one) => one.slot === slot)?.personId ?? null;
  const part = partsOf(view, [slot]);
  return answer === 'replace' || personId === null ? part : `${nameIn(view, personId)}, ${part}`;
}
