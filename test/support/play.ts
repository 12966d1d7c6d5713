import type { PersonCommand } from '#shared/contract/commands.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { type CaseStage, hrDesk, objectionDays, type PersonCommandType } from '#shared/contract/names.ts';
import { confirmableFrom } from '#shared/domain/case/commands/track.ts';
import { type OpenStep, openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { transitionOf } from '#shared/domain/case/state/path.ts';
import type { Context } from '#shared/domain/case/state/types.ts';
import { type Scene, startOn, stepOn } from './scene.ts';
import { answersOwed, commandFor, missingPieces, type StepContext } from './step-commands.ts';

/** What a test wants different from the default run, in which everyone approves. */
export interface Wishes {
  /** The panel members, in the order of the panel's slots. */
  panel?: string[];
  track?: string;
  /** The type of the steps that nobody takes. */
  leaves?: PersonCommandType;
}

/**
 * Plays a case until the given stage is open, or until the case is closed. Everyone does what their inbox asks, with
 * good ratings and approvals. Only inbox steps are played, so a case that nobody can move is an error.
 */
export function playTo(scene: Scene, stage: CaseStage, wishes: Wishes = {}): void {
  for (let turn = 0; turn < 100; turn++) {
    stepOn(scene);
    for (const { who, command } of answersOwed(scene.state.head)) scene.must(who, command);
    if (scene.state.head.stage === stage) return;
    playStep(scene, wishes);
  }
  throw new Error(`The case stays at ${scene.state.head.stage} and never reaches ${stage}`);
}

/** Plays the first owed step. Throws if nobody owes a step. */
export function playStep(scene: Scene, wishes: Wishes = {}): void {
  for (const { who, command } of answersOwed(scene.state.head)) scene.must(who, command);
  const waits = scene.state.head.slots.some((slot) => slot.openFrom && slot.openFrom > scene.now());
  // An engineer who waits for an answer does not accept the panel.
  if (waits && wishes.leaves === 'answer-objection') scene.clock.advanceDays(objectionDays);
  else if (waits) scene.must(scene.state.head.engineerId, { type: 'accept-panel' });
  const [owed] = openSteps(scene.state.head, scene.ladder).filter(
    (step) => step.onBehalfOf === null && step.type !== wishes.leaves,
  );
  if (!owed) throw new Error(`Nobody owes anything in ${scene.state.head.stage}`);
  const who = owed.personId === hrDesk ? 'hugo-hr' : owed.personId;
  for (const command of commandsFor(scene, owed, wishes)) scene.must(who, command);
}

function commandsFor(scene: Scene, owed: OpenStep, wishes: Wishes): PersonCommand[] {
  const { ladder, state } = scene;
  if (owed.type === 'confirm-track') scene.clock.set(`${confirmableFrom(state.head, ladder)}T09:00:00.000Z`);
  const rate = () => ladder.scale.length;
  const context: StepContext = { state, ladder, people: Object.values(scene.people), now: scene.now(), rate };
  const command = commandFor(owed, context);
  if (command.type === 'submit-portfolio') return [...missingPieces(context), command];
  if (command.type === 'declare-track') return [{ ...command, track: wishes.track ?? command.track }];
  if (command.type === 'appoint-panel') return [{ ...command, reviewers: wishes.panel ?? command.reviewers }];
  return [command];
}

/**
 * People who can sit on the panel of a case: active, at the target level or above, and without a part in the case so far.
 * People from other teams come first.
 */
export function peersFor({ ladder, people, state: { head } }: Scene): string[] {
  const levels = ladder.levels.map((level) => level.id);
  const target = levels.indexOf(transitionOf(ladder, head).to);
  const taken = [...head.past, ...head.conflicts, ...head.slots.map((slot) => slot.personId)];
  return Object.values(people)
    .filter((one) => one.roles.every((role) => role === 'engineer') && one.id !== head.engineerId && one.active)
    .filter((one) => levels.indexOf(one.level ?? '') >= target && !taken.includes(one.id))
    .sort((a, b) => Number(a.team === people[head.engineerId]?.team) - Number(b.team === people[head.engineerId]?.team))
    .map((one) => one.id);
}

/** A case on a transition, played until the given stage is open. */
export function caseAt(
  transition: string,
  ladder: PublishedLadder,
  stage: CaseStage,
  facts: Partial<Context> = {},
  wishes: Wishes = {},
): Scene {
  const scene = startOn(transition, ladder, facts);
  playTo(scene, stage, wishes);
  return scene;
}
