import type { PersonCommand } from '#shared/contract/commands.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { type CaseStage, hrDesk } from '#shared/contract/names.ts';
import { confirmableFrom } from '#shared/domain/case/commands/track.ts';
import { portfolioOf } from '#shared/domain/case/evidence.ts';
import { type OpenStep, openSteps } from '#shared/domain/case/open-steps.ts';
import { vacantPanel } from '#shared/domain/case/panel.ts';
import { stageOf, transitionOf } from '#shared/domain/case/path.ts';
import type { Context } from '#shared/domain/case/types.ts';
import { attest, consensus, evidence, ratingsOf, review, selfAssessment, signOff } from './commands.ts';
import { type Scene, startOn, stepOn } from './scene.ts';

/** What a test wants different from the default run, in which everyone approves. */
export interface Wishes {
  /** The panel members, in the order of the panel's slots. */
  panel?: string[];
  track?: string;
}

/**
 * Plays a case until the given stage is open, or until the case is closed. Everyone does what their inbox asks, with
 * good ratings and approvals. Only inbox steps are played, so a case that nobody can move is an error.
 */
export function playTo(scene: Scene, stage: CaseStage, wishes: Wishes = {}): void {
  for (let turn = 0; turn < 100; turn++) {
    stepOn(scene);
    if (scene.state.head.stage === stage) return;
    playStep(scene, wishes);
  }
  throw new Error(`The case stays at ${scene.state.head.stage} and never reaches ${stage}`);
}

/** Plays the first owed step. Throws if nobody owes a step. */
export function playStep(scene: Scene, wishes: Wishes = {}): void {
  const waits = scene.state.head.slots.some((slot) => slot.openFrom && slot.openFrom > scene.now());
  if (waits) scene.must(scene.state.head.engineerId, { type: 'accept-panel' });
  const [owed] = openSteps(scene.state.head, scene.ladder).filter((step) => step.onBehalfOf === null);
  if (!owed) throw new Error(`Nobody owes anything in ${scene.state.head.stage}`);
  const who = owed.personId === hrDesk ? 'hugo-hr' : owed.personId;
  for (const command of commandsFor(scene, owed, wishes)) scene.must(who, command);
}

function commandsFor(scene: Scene, { type, attestation }: OpenStep, wishes: Wishes): PersonCommand[] {
  const { ladder, state } = scene;
  const { head } = state;
  const transition = transitionOf(ladder, head);
  const best = ratingsOf(ladder, ladder.scale.length);
  switch (type) {
    case 'declare-track': {
      const own = scene.people[head.engineerId]?.track;
      return [{ type, track: wishes.track ?? transition.tracks.find((id) => id !== own) ?? '' }];
    }
    case 'submit-self-assessment':
      return [selfAssessment(best)];
    case 'submit-portfolio':
      return [...missingEvidence(scene), { type }];
    case 'appoint-panel':
      return [{ type, reviewers: wishes.panel ?? peersFor(scene).slice(0, vacantPanel(head).length) }];
    case 'submit-review':
      return [review(best)];
    case 'amend-review':
      return [{ ...review(best), type, reason: 'Looked at again.' } as PersonCommand];
    case 'record-consensus':
      return [consensus(best)];
    case 'attest':
      return [attest(attestation ?? '')];
    case 'sign-off':
      return [signOff(state, ladder, 'approve')];
    case 'waive-window':
      return [{ type, reason: 'The annual review is far away.' }];
    case 'confirm-track': {
      const months = stageOf(transition, 'trial')?.months ?? 0;
      scene.clock.set(`${confirmableFrom(head.openedAt ?? '', months)}T09:00:00.000Z`);
      return [{ type, decision: 'change', reason: 'It suits me.' }];
    }
    default:
      throw new Error(`No way to play ${type}`);
  }
}

/** Valid evidence for every requirement, as many pieces as it asks for. None if the portfolio was already submitted. */
function missingEvidence({ ladder, state }: Scene): PersonCommand[] {
  if (state.head.portfolio) return [];
  return portfolioOf(state.head, ladder).flatMap(({ id, count, oneOf: [kind] }) => {
    if (!kind) return [];
    const fields = kind.fields.map((field) => {
      const check = kind.checks.find((one) => one.field === field.id && one.kind === 'equals');
      const text = check?.kind === 'equals' ? check.value : 'Payments';
      return [field.id, { text, number: 100, date: '2025-06-01' }[field.kind]];
    });
    return Array.from({ length: count }, () => evidence(id, kind.id, Object.fromEntries(fields)));
  });
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
