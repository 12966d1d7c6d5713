import type { OpenCase } from '../../../contract/commands.ts';
import type { Transition } from '../../../contract/ladder.ts';
import type { Person } from '../../../contract/people.ts';
import { type WorkflowStage, workflowStages } from '../../../contract/workflow.ts';
import { attestationsOf } from '../../ladder/criteria.ts';
import { stageOf } from '../path.ts';
import { resolveSlots, roleTitle } from '../slots.ts';
import { accept, type Context, type Decision, reject } from '../types.ts';

/** Opens a case: by the engineer, or by their tech lead or ODC lead, the engineer accepting with their first step. */
export function openCase(command: OpenCase, { actor, ladder, people, openCaseId }: Context): Decision {
  const engineer = people[command.engineerId];
  if (!actor) return reject('forbidden', 'A case is opened by a person.');
  if (!engineer?.active)
    return reject('invalid-input', 'There is no such engineer.', [
      { path: 'engineerId', reason: 'give the id of a person in the directory' },
    ]);
  const relation = relationTo(actor, engineer);
  if (!actor.active || !relation)
    return reject('forbidden', 'A case is opened by the engineer, their tech lead or their ODC lead.');
  const transition = ladder.transitions.find((one) => one.id === command.transition);
  if (!transition)
    return reject('invalid-input', 'The ladder has no such transition.', [
      { path: 'transition', reason: `give one of ${ladder.transitions.map((one) => one.id).join(', ')}` },
    ]);
  const obstacle = whyNotRunnable(transition);
  if (obstacle) return reject('transition-not-runnable', obstacle);
  if (engineer.ladder !== ladder.id)
    return reject(
      'level-mismatch',
      `${engineer.name} is on ${engineer.ladder ? `the ladder ${engineer.ladder}` : 'no ladder'}, not on ${ladder.id}.`,
    );
  if (engineer.level !== transition.from)
    return reject(
      'level-mismatch',
      `${engineer.name} is at ${engineer.level ?? 'no level'}; ${transition.id} begins at ${transition.from}.`,
    );
  if (openCaseId)
    return reject('open-case-exists', `${engineer.name} has an open case (${openCaseId}); one runs at a time.`);
  const resolved = resolveSlots(transition, engineer, people);
  if (!resolved.ok)
    return reject(
      'slot-vacant',
      `Nobody in the line can act as ${roleTitle(resolved.role)} for ${engineer.name}. Ask HR to fill the place first.`,
    );
  return accept(
    [
      {
        type: 'case-opened',
        actor: {
          personId: actor.id,
          role: relation,
          relation: relation === 'engineer' ? 'engineer' : `engineer's ${relation}`,
          onBehalfOf: null,
        },
        data: {
          engineerId: engineer.id,
          ladder: { id: ladder.id, version: ladder.version, hash: ladder.hash },
          transition: transition.id,
          stage: transition.path[0]?.kind as WorkflowStage,
          slots: resolved.slots,
          accepted: relation === 'engineer',
        },
      },
    ],
    [actor, engineer]
      .filter((person, at, all) => all.findIndex((one) => one.id === person.id) === at)
      .map(({ id, version }) => ({ personId: id, version })),
  );
}

/** In which relation a person may open a case for an engineer; null when they may not. */
export function relationTo(actor: Person, engineer: Person): 'engineer' | 'tech-lead' | 'odc-lead' | null {
  if (actor.id === engineer.id) return 'engineer';
  if (actor.id === engineer.techLeadId && actor.roles.includes('tech-lead')) return 'tech-lead';
  if (actor.id === engineer.odcLeadId && actor.roles.includes('odc-lead')) return 'odc-lead';
  return null;
}

/** Why a case cannot run on a transition yet, or null: a stage, a panel, a window or a track it has no way to hold. */
export function whyNotRunnable(transition: Transition): string | null {
  const no = (what: string) => `Cases on ${transition.id} cannot be opened yet: ${what}.`;
  const strange = transition.path.find((stage) => !workflowStages.includes(stage.kind as WorkflowStage));
  if (strange || transition.tracks.length > 0) return no('its path asks for a choice of track');
  const calibration = stageOf(transition, 'calibration');
  const signOff = stageOf(transition, 'sign-off');
  if (!calibration || !signOff || !stageOf(transition, 'portfolio') || !stageOf(transition, 'self-assessment'))
    return no('its path lacks self-assessment, portfolio, calibration or sign-off');
  if (calibration.reviewers.some((one) => one.role === 'peer-at-target-level' || one.min > 1))
    return no('its reviewers are a panel to be appointed');
  if (calibration.lead === null && calibration.reviewers.length > 1) return no('several reviewers need a lead');
  if (signOff.order !== 'any') return no('its signers sign in an order');
  if (signOff.window) return no(`it is signed within the ${signOff.window} cycle`);
  const unasked = attestationsOf(transition).find(
    (one) => !calibration.reviewers.some((reviewer) => reviewer.role === one.by),
  );
  return unasked ? no(`nobody in its calibration can answer '${unasked.question}'`) : null;
}
