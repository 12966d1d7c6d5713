import type { FC } from 'hono/jsx';
import type { CaseStage } from '#shared/contract/names.ts';
import { stageTitles } from '#shared/domain/words.ts';
import { Choice, Field, idOf } from '../views/fields.tsx';
import type { FormContext, Values } from './form.ts';
import { needs } from './needs.ts';
import { tickedOf } from './ticks.tsx';

type Unlockable = NonNullable<FormContext['view']['unlockable']>[number];

/** The stages that the case can go back to, in the order of its path. */
export function returnStages({ view }: FormContext): CaseStage[] {
  return [...new Set((view.unlockable ?? []).map((one) => one.stage))];
}

/** The fields of a return: the stage, and what must be looked at again there, each with a reason. */
export const Return: FC<{ context: FormContext }> = ({ context }) => {
  const { filled } = context;
  const stages = returnStages(context);
  if (stages.length === 0) return null;
  return (
    <fieldset class="for-return">
      <legend>When you return it</legend>
      <p class="soft">
        Choose the stage. Tick what must be looked at again there, and give a reason for each. Earlier approvals of what
        changes no longer count. Everything else stays valid.
      </p>
      <Choice
        name="returnTo"
        legend="To which stage"
        filled={filled}
        options={stages.map((stage) => ({ value: stage, label: stageTitles[stage] }))}
      />
      {stages.map((stage) => (
        <Stage context={context} stage={stage} />
      ))}
    </fieldset>
  );
};

const Stage: FC<{ context: FormContext; stage: CaseStage }> = ({ context, stage }) => {
  const { filled, view } = context;
  const things = (view.unlockable ?? []).filter((one) => one.stage === stage);
  const isUsed = filled.values.returnTo === stage || things.some(({ id }) => filled.values[`again.${id}`]);
  return (
    <details open={isUsed}>
      <summary>What to look at again in {stageTitles[stage]}</summary>
      {groupsOf(context, things).map(({ title, members }) => (
        <fieldset>
          <legend>{title}</legend>
          {members.map((one) => (
            <div class="again">
              <div class="steps">
                <label>
                  <input
                    type="checkbox"
                    id={idOf(`again.${one.id}`)}
                    name={`again.${one.id}`}
                    value="yes"
                    checked={Boolean(filled.values[`again.${one.id}`])}
                  />
                  <span>{one.title}</span>
                </label>
              </div>
              <Field
                name={`why.${one.id}`}
                label={`Why: ${one.title}`}
                filled={filled}
                kind="short"
                required={needs('sign-off', 'returns.reasons.*')}
              />
            </div>
          ))}
        </fieldset>
      ))}
    </details>
  );
};

/** Groups dimensions by their competency, and everything else by its kind. */
function groupsOf({ ladder }: FormContext, things: Unlockable[]): { title: string; members: Unlockable[] }[] {
  const groups = [
    ...ladder.competencies.map(({ title, dimensions }) => ({
      title,
      members: things.filter(({ id }) => dimensions.some((one) => [`self.${one.id}`, `rating.${one.id}`].includes(id))),
    })),
    { title: 'Pieces of evidence', members: things.filter(({ id }) => id.startsWith('evidence.')) },
    { title: 'Requirements', members: things.filter(({ id }) => id.startsWith('requirement.')) },
    { title: 'Answers to questions', members: things.filter(({ id }) => id.startsWith('attestation.')) },
  ];
  return groups.filter(({ members }) => members.length > 0);
}

/** The return in the form of the command: the stage, and what is ticked with its reasons. */
export function returnIn(values: Values): Record<string, unknown> {
  return {
    stage: values.returnTo,
    reasons: Object.fromEntries(tickedOf(values, 'again').map((id) => [id, values[`why.${id}`] ?? ''])),
  };
}
