import type { OpenCase } from '../../../contract/commands.ts';
import type { PublishedLadder } from '../../../contract/ladder.ts';
import type { Transition } from '../../../contract/ladder-transitions.ts';
import { type SupervisorRole, supervisorRoles, type WorkflowStage, workflowStages } from '../../../contract/names.ts';
import type { Person } from '../../../contract/people.ts';
import { dayWords } from '../../calendar/words.ts';
import { localDay } from '../../calendar/zone.ts';
import { mayJoin } from '../../cycles/windows.ts';
import { attestationsOf } from '../../ladder/criteria.ts';
import { isTrackChange } from '../../ladder/track-change.ts';
import { endOfCoolDown, nextTrackChange } from '../../ladder/waiting-times.ts';
import { type Line, leadOf } from '../../people.ts';
import { roleTitle, supervisorTitles } from '../../words.ts';
import { resolveSlots } from '../slots/resolve-slots.ts';
import { findTransition, stageOf, trackChanges } from '../state/path.ts';
import { accept, type Context, type Decision, reject } from '../state/types.ts';
import { calendarOf } from '../state/zone.ts';

/**
 * Opens a case. The engineer and their supervisors can do this. If a supervisor opens it, the engineer accepts it with
 * their first step.
 */
export function openCase(command: OpenCase, context: Context): Decision {
  const { actor, ladder, people, openCaseId, last = null, holders } = context;
  const engineer = people[command.engineerId];
  if (!actor) return reject('forbidden', 'A case is opened by a person.');
  if (!engineer?.active)
    return reject('invalid-input', 'There is no such engineer.', [
      { path: 'engineerId', reason: 'give the id of a person in the directory' },
    ]);
  const relation = relationTo(actor, engineer);
  if (!actor.active || !relation)
    return reject(
      'forbidden',
      `A case is opened by the engineer, ${supervisorTitles.map((title) => `their ${title}`).join(' or ')}.`,
    );
  const transition = findTransition(ladder, command.transition);
  if (!transition)
    return reject('invalid-input', 'The ladder has no such transition.', [
      {
        path: 'transition',
        reason: `give one of ${[...ladder.transitions, ...trackChanges(ladder)].map((one) => one.id).join(', ')}`,
      },
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
  const { timeZone } = calendarOf(engineer, context);
  const tooEarly = whyTooEarly(engineer, ladder, transition, last, context.now, timeZone);
  if (tooEarly) return reject('cooling-down', tooEarly);
  if (command.cycleId !== null) {
    const may = context.cycle ? mayJoin(context.cycle, localDay(context.now, timeZone)) : 'no';
    if (may !== 'yes')
      return reject('invalid-input', 'The case was not opened.', [
        {
          path: 'cycleId',
          reason:
            may === 'late'
              ? 'the time to join this cycle is over: open the case without it, and ask HR to let it join late'
              : 'give the id of a cycle that is open, or leave it out',
        },
      ]);
  }
  const resolved = resolveSlots({ ladder, transition, engineer, ...(holders ? { freeHr: holders.hr } : {}) }, people);
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
          timeZone,
          odc: engineer.odc,
          ownTrack: engineer.track,
          ...(command.cycleId === null ? {} : { cycleId: command.cycleId }),
          ...(last ? { previousCaseId: last.caseId } : {}),
        },
      },
    ],
    [actor, engineer]
      .filter((person, at, all) => all.findIndex((one) => one.id === person.id) === at)
      .map(({ id, version }) => ({ personId: id, version })),
  );
}

/**
 * Why it is too early to open a case, or null: the last one was declined, or the engineer changed tracks, too recently.
 * `timeZone` is that of the engineer.
 */
export function whyTooEarly(
  engineer: Person,
  ladder: PublishedLadder,
  transition: Transition,
  last: Context['last'],
  now: string,
  timeZone: string,
): string | null {
  const today = localDay(now, timeZone);
  const closedOn = last ? localDay(last.closedAt, timeZone) : '';
  const reopenFrom = last ? endOfCoolDown(transition, last.outcome, closedOn, engineer.leave) : null;
  if (reopenFrom !== null && today < reopenFrom)
    return `The last case on ${transition.id} ended on ${dayWords(closedOn)}. The next can be opened from ${dayWords(reopenFrom)}.`;
  const { trackChangedOn: day } = engineer;
  const moveFrom = isTrackChange(transition) && day !== null ? nextTrackChange(ladder, day) : null;
  if (day !== null && moveFrom !== null && today < moveFrom)
    return `${engineer.name} moved to another track on ${dayWords(day)}. The next move can begin from ${dayWords(moveFrom)}.`;
  return null;
}

/** The relation in which a person may open a case for an engineer. Null if they may not. */
export function relationTo(actor: Person, engineer: Pick<Person, 'id'> & Line): 'engineer' | SupervisorRole | null {
  if (actor.id === engineer.id) return 'engineer';
  return supervisorRoles.find((role) => leadOf(engineer, role) === actor.id && actor.roles.includes(role)) ?? null;
}

/**
 * Why no case can run on a transition, or null. The linter keeps such paths from being published. A document that was
 * published before the linter had the check can still contain one.
 */
export function whyNotRunnable(transition: Transition): string | null {
  const no = (what: string) => `Cases on ${transition.id} cannot be opened: ${what}.`;
  const strange = transition.path.find((stage) => !workflowStages.includes(stage.kind));
  if (strange) return no(`its path has a stage ‘${strange.kind}’`);
  const signOff = stageOf(transition, 'sign-off');
  if (!signOff || transition.path.at(-1) !== signOff) return no('its path does not end with signatures');
  if (signOff.order !== 'any') return no('its signers sign in an order');
  if (isTrackChange(transition)) return null;
  const calibration = stageOf(transition, 'calibration');
  if (!calibration || !stageOf(transition, 'portfolio') || !stageOf(transition, 'self-assessment'))
    return no('its path lacks self-assessment, portfolio or calibration');
  const reviewers = calibration.reviewers.reduce((sum, one) => sum + one.min, 0);
  if (calibration.lead === null && reviewers > 1) return no('several reviewers need a lead');
  const asked = [null, ...transition.tracks].flatMap((track) => attestationsOf(transition, track));
  const unasked = asked.find(
    (one) => calibration.lead !== one.by && !calibration.reviewers.some((reviewer) => reviewer.role === one.by),
  );
  return unasked ? no(`nobody in its calibration can answer '${unasked.question}'`) : null;
}
