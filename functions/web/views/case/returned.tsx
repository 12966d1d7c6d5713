import type { FC } from 'hono/jsx';
import type { CaseView } from '#shared/contract/view.ts';
import { stageTitles } from '#shared/domain/words.ts';
import { Said } from '../text.tsx';
import { engineerTo } from './names.ts';

/** The last return: what must be looked at again and why. After that is done, what it was about. */
export const Returned: FC<{ view: CaseView }> = ({ view }) => {
  const { returned } = view;
  if (!returned) return null;
  const isPortfolio = returned.stage === 'portfolio';
  const isDone = view.path.some((one) => one.stage === returned.stage && one.state === 'done');
  return (
    <section id="returned">
      <h2>
        {isDone ? 'Was sent' : 'Sent'} back to {stageTitles[returned.stage]}
      </h2>
      <Said>{returned.comment}</Said>
      <p>
        {!isDone
          ? `This must be looked at again. ${isPortfolio ? 'Apart from that, only what does not count any more can be changed.' : 'Everything else stays as it is.'}`
          : returned.unchanged
            ? `${engineerTo(view)} handed it in again without a change. This was asked for:`
            : isPortfolio
              ? `${engineerTo(view)} handed it in again. Apart from what is listed here, only what did not count any more could be changed.`
              : `This was looked at again${returned.stage === 'calibration' ? ', with the anti-signals of the same competencies' : ''}. Everything else stayed as it was.`}
      </p>
      <ul class="cards">
        {returned.reasons.map(({ id, title, reason }) => (
          <li class="card">
            <p>
              <strong>
                <Where view={view} id={id} title={title} />
              </strong>
            </p>
            <Said>{reason}</Said>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** The title of what must be looked at again. It is a link if the thing is on this page. */
const Where: FC<{ view: CaseView; id: string; title: string }> = ({ view, id, title }) => {
  const [kind, subject] = [id.slice(0, id.indexOf('.')), id.slice(id.indexOf('.') + 1)];
  if (kind === 'evidence' && view.evidence?.some((one) => one.id === subject))
    return <a href={`#evidence-${subject}`}>{title}</a>;
  if (kind === 'requirement' && view.requirements !== null) return <a href="#portfolio">{title}</a>;
  return <>{title}</>;
};
