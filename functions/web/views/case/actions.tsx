import type { FC } from 'hono/jsx';
import { stagesOf } from '#shared/cases/commands.ts';
import { type PersonCommandType, peer } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { ActionView, CaseView } from '#shared/contract/view.ts';
import { sentence, stepLink } from '../words.ts';
import { nameIn } from './names.ts';

type Question = CaseView['questions'][number];

/**
 * Where the page of a case offers a step: in the list of steps, or at what it is about (a requirement, a question, a
 * participant). Steps that people seldom need are folded away, until the case waits for them.
 */
type Offered = 'in the list' | 'at its thing' | 'folded for leaving' | 'folded for leads and HR';

const offered: Record<PersonCommandType, Offered> = {
  'declare-track': 'in the list',
  'submit-self-assessment': 'in the list',
  'add-evidence': 'at its thing',
  'amend-evidence': 'at its thing',
  'remove-evidence': 'at its thing',
  'carry-evidence': 'in the list',
  'submit-portfolio': 'in the list',
  'name-confirmer': 'in the list',
  'confirm-evidence': 'at its thing',
  'waive-requirement': 'at its thing',
  'answer-waiver': 'at its thing',
  'appoint-panel': 'in the list',
  'accept-panel': 'in the list',
  'raise-objection': 'at its thing',
  'answer-objection': 'at its thing',
  'submit-review': 'in the list',
  'amend-review': 'in the list',
  'record-consensus': 'in the list',
  attest: 'at its thing',
  'sign-off': 'in the list',
  recall: 'in the list',
  ask: 'in the list',
  answer: 'in the list',
  'confirm-track': 'in the list',
  withdraw: 'at its thing',
  'declare-conflict': 'folded for leaving',
  recuse: 'folded for leaving',
  reassign: 'folded for leads and HR',
  delegate: 'folded for leaving',
  'end-delegation': 'folded for leaving',
  'extend-deadline': 'folded for leads and HR',
  'join-cycle': 'folded for leads and HR',
  'waive-window': 'folded for leads and HR',
  cancel: 'folded for leads and HR',
  appeal: 'at its thing',
  'decide-appeal': 'in the list',
  'decide-exception': 'in the list',
  'decide-stop': 'in the list',
};

/**
 * Steps that are not listed while they are refused. Changing and removing evidence are refused for the same reason as
 * adding it. An appeal is possible only after the case has closed, few signatures are taken back, and most engineers are asked
 * for nothing: no answer, and no other name.
 */
const unexplained: PersonCommandType[] = [
  'amend-evidence',
  'remove-evidence',
  'appeal',
  'recall',
  'answer',
  'name-confirmer',
];

const groups: { title: string; of: Offered }[] = [
  { title: 'If you cannot take part', of: 'folded for leaving' },
  { title: 'For leads and HR', of: 'folded for leads and HR' },
];
const isFolded = (view: CaseView, action: ActionView) =>
  groups.some(({ of }) => of === offered[action.type]) && !(action.allowed && isAsked(view, action));

/** What this viewer can do now, and why they cannot do the rest. */
export const Actions: FC<{ view: CaseView; person: Person }> = ({ view, person }) => {
  if (view.stage === 'closed' || view.actions.length === 0) return null;
  const main = view.actions.filter((action) => !isFolded(view, action));
  const steps = main.filter(({ type, allowed }) => allowed && offered[type] !== 'at its thing');
  const refused = main.filter(({ type, allowed }) => !allowed && !unexplained.includes(type) && comesUp(view, type));
  const may = (type: PersonCommandType) => main.some((action) => action.type === type && action.allowed);
  const questions = may('attest') ? view.questions.filter((one) => isForViewer(view, person, one)) : [];
  const waivers = (view.requirements ?? []).filter((one) => one.waiver?.forYou);
  const objections = may('answer-objection') ? view.objections.filter((one) => one.forYou) : [];
  return (
    <section>
      <h2>What you can do</h2>
      {steps.length + questions.length + objections.length + waivers.length > 0 ? (
        <ul class="plain">
          {steps.map((action) => (
            <li>
              <a class={isAsked(view, action) ? 'button' : 'button second'} href={hrefOf(view, action)}>
                {action.title}
              </a>
            </li>
          ))}
          {questions.map(({ id, question }) => (
            <li>
              Answer: <a href={stepLink(view.id, 'attest', { attestation: id })}>{question}</a>
            </li>
          ))}
          {waivers.map(({ id, title }) => (
            <li>
              <a class="button" href={stepLink(view.id, 'answer-waiver', { requirement: id })}>
                Answer the waiver of ‘{title}’
              </a>
            </li>
          ))}
          {objections.map(({ id, slot, personId }) => (
            <li>
              <a class="button" href={stepLink(view.id, 'answer-objection', { objection: id })}>
                Answer the objection
                {objections.length > 1 &&
                  ` to ${personId ? nameIn(view, personId) : view.participants.find((one) => one.slot === slot)?.title}`}
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <p>You have nothing to do at the moment.</p>
      )}
      {may('raise-objection') && (
        <p class="soft">
          If a person should not take part in your case, you can object under <a href="#participants">Who takes part</a>
          , before reviews begin.
        </p>
      )}
      {groups.map(({ title, of }) => (
        <Group
          view={view}
          title={title}
          actions={view.actions.filter((action) => offered[action.type] === of && isFolded(view, action))}
        />
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
          You can also <a href={stepLink(view.id, 'withdraw')}>withdraw your case</a>.
        </p>
      )}
    </section>
  );
};

/** Whether the viewer must still answer a question, for themselves or for a person they act for. */
export function isForViewer({ delegations, attestations }: CaseView, { id: viewerId }: Person, one: Question): boolean {
  // While reviews are sealed, `given` is false for every question, and the view contains only the viewer's own answers.
  const isAnswered = one.given || attestations?.some((answer) => answer.id === one.id);
  return !isAnswered && (one.by === viewerId || delegations.some(({ by, to }) => by === one.by && to === viewerId));
}

/** Steps that come up only in some cases, although their stage does. */
const conditions: Partial<Record<PersonCommandType, (view: CaseView) => boolean>> = {
  'carry-evidence': ({ previousCaseId }) => previousCaseId !== null,
  'answer-waiver': ({ requirements }) => (requirements ?? []).some((one) => one.waiver?.confirmed === false),
  'answer-objection': ({ objections }) => objections.length > 0,
  'appoint-panel': ({ participants }) => participants.some((one) => one.role === peer && one.personId === null),
  'accept-panel': ({ participants }) => participants.some((one) => one.openFrom !== null),
};

/** Whether a step can come up in this case at all. Only then the page explains why it is not possible now. */
function comesUp(view: CaseView, type: PersonCommandType): boolean {
  const stages = stagesOf(type);
  const isOnPath = (stage: string) =>
    stage === view.stage || (stage === 'appeal' ? view.appeal !== null : view.path.some((one) => one.stage === stage));
  return (stages === null || stages.some(isOnPath)) && conditions[type]?.(view) !== false;
}

/** Whether the case waits for this step. Then its link stands out among the possible steps. */
function isAsked({ turns }: CaseView, { type }: ActionView): boolean {
  return turns.some((turn) => turn.type === type);
}

/** Where a step begins. To reassign, a person first chooses the part in the list of participants. */
const hrefOf = ({ id }: CaseView, { type }: ActionView) => (type === 'reassign' ? '#participants' : stepLink(id, type));

const Group: FC<{ view: CaseView; title: string; actions: ActionView[] }> = ({ view, title, actions }) =>
  actions.length === 0 ? null : (
    <details>
      <summary>{title}</summary>
      <ul>
        {actions.map((action) =>
          action.allowed ? (
            <li>
              <a href={hrefOf(view, action)}>{action.title}</a>
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
