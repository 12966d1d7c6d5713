import type { FC } from 'hono/jsx';
import { type PersonCommandType, peer } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { ActionView, CaseView } from '#shared/contract/view.ts';
import { sentence, stepLink } from '../words.ts';

type Question = CaseView['questions'][number];

/** Steps that are taken where their subject stands: at a requirement, a question, somebody who takes part. */
const elsewhere: PersonCommandType[] = [
  'add-evidence',
  'amend-evidence',
  'remove-evidence',
  'waive-requirement',
  'attest',
  'raise-objection',
  'answer-objection',
  'withdraw',
  'appeal',
];

/** Steps that are seldom needed, folded away by what they are for. */
const groups: { title: string; types: PersonCommandType[] }[] = [
  { title: 'If you cannot take part', types: ['delegate', 'end-delegation', 'recuse', 'declare-conflict'] },
  { title: 'For leads and HR', types: ['reassign', 'extend-deadline', 'join-cycle', 'waive-window', 'cancel'] },
];
const grouped = groups.flatMap((group) => group.types);

/** What this viewer may do now, and why not the rest. */
export const Actions: FC<{ view: CaseView; person: Person }> = ({ view, person }) => {
  if (view.stage === 'closed' || view.actions.length === 0) return null;
  const main = view.actions.filter(({ type }) => !grouped.includes(type));
  const steps = main.filter(({ type, allowed }) => allowed && !elsewhere.includes(type));
  // What can be added can be changed and taken out: one reason says it for the three. An appeal is for afterwards.
  const refused = main.filter(
    ({ type, allowed }) => !allowed && !/^(amend|remove)-evidence|^appeal$/.test(type) && comesUp(view, type),
  );
  const may = (type: PersonCommandType) => main.some((action) => action.type === type && action.allowed);
  const questions = may('attest') ? view.questions.filter((one) => isForViewer(view, person, one)) : [];
  const objections = may('answer-objection') ? view.objections.filter((one) => one.forYou) : [];
  return (
    <section>
      <h2>What you can do</h2>
      {steps.length + questions.length + objections.length > 0 ? (
        <ul class="plain">
          {steps.map((action) => (
            <li>
              <a class={isAsked(view, action) ? 'button' : 'button second'} href={stepLink(view.id, action.type)}>
                {action.title}
              </a>
            </li>
          ))}
          {questions.map(({ id, question }) => (
            <li>
              Answer: <a href={stepLink(view.id, 'attest', { attestation: id })}>{question}</a>
            </li>
          ))}
          {objections.map(({ id, slot }) => (
            <li>
              <a class="button" href={stepLink(view.id, 'answer-objection', { objection: id })}>
                Answer the objection
                {objections.length > 1 && ` to ${view.participants.find((one) => one.slot === slot)?.title}`}
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <p>Nothing is asked of you at the moment.</p>
      )}
      {may('raise-objection') && (
        <p class="soft">
          If somebody who takes part should not, you can object under <a href="#participants">Who takes part</a>, before
          reviews begin.
        </p>
      )}
      {groups.map(({ title, types }) => (
        <Group view={view} title={title} actions={view.actions.filter(({ type }) => types.includes(type))} />
      ))}
      {refused.length > 0 && (
        <details>
          <summary>What you cannot do now, and why</summary>
          <ul>
            {refused.map((action) => (
              <Refused action={action} />
            ))}
          </ul>
        </details>
      )}
      {may('withdraw') && (
        <p class="soft">
          You may also <a href={stepLink(view.id, 'withdraw')}>withdraw your case</a>.
        </p>
      )}
    </section>
  );
};

/** Whether the viewer is asked a question, for themselves or for somebody, and has not answered it. */
function isForViewer({ delegations, attestations }: CaseView, { id: viewerId }: Person, one: Question): boolean {
  // While reviews are sealed the view says of nobody's answer that it is given; of one's own it holds the answer.
  const isAnswered = one.given || attestations?.some((answer) => answer.id === one.id);
  return !isAnswered && (one.by === viewerId || delegations.some(({ by, to }) => by === one.by && to === viewerId));
}

/** Whether a step can come up in this case at all, so that there is something to say of why it cannot be taken now. */
function comesUp(view: CaseView, type: PersonCommandType): boolean {
  const { path, previousCaseId, participants, objections, appeal } = view;
  switch (type) {
    case 'declare-track':
      return path.some((one) => one.stage === 'track');
    case 'confirm-track':
      return path.some((one) => one.stage === 'trial');
    case 'carry-evidence':
      return previousCaseId !== null;
    case 'answer-objection':
      return objections.length > 0;
    case 'decide-appeal':
      return appeal !== null;
    case 'appoint-panel':
      return participants.some((one) => one.role === peer && one.personId === null);
    case 'accept-panel':
      return participants.some((one) => one.openFrom !== null);
    default:
      return true;
  }
}

/** Whether the case waits for a step, so that it stands out among those that may be taken. */
function isAsked({ turns }: CaseView, { type }: ActionView): boolean {
  return turns.some((turn) => turn.type === type);
}

const Group: FC<{ view: CaseView; title: string; actions: ActionView[] }> = ({ view, title, actions }) =>
  actions.length === 0 ? null : (
    <details>
      <summary>{title}</summary>
      <ul>
        {actions.map((action) =>
          action.allowed ? (
            <li>
              {/* Which part is chosen where the parts stand. */}
              <a href={action.type === 'reassign' ? '#participants' : stepLink(view.id, action.type)}>{action.title}</a>
            </li>
          ) : (
            <Refused action={action} />
          ),
        )}
      </ul>
    </details>
  );

const Refused: FC<{ action: ActionView }> = ({ action: { title, reason } }) => (
  <li>
    {title}: <span class="soft">{sentence(reason ?? '')}</span>
  </li>
);
