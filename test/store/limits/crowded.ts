import { expect } from 'vitest';
import { bytesOf } from '#infra/local/meter.ts';
import { answerWrite } from '#shared/cases/answers.ts';
import { writesFor } from '#shared/cases/writes.ts';
import type { Command, PersonCommand } from '#shared/contract/commands.ts';
import { limits, type PersonCommandType } from '#shared/contract/names.ts';
import type { Context } from '#shared/domain/case/state/types.ts';
import { largerOrganisation } from '#test/reliability/support/organisation.ts';
import { evidence } from '#test/support/commands.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { person } from '#test/support/people.ts';
import { type Scene, startScene, stepOn } from '#test/support/scene.ts';
import { answersOwed, commandFor, missingPieces, type StepContext, signature } from '#test/support/step-commands.ts';
import { askedBy, itemLimit, itemsIn, write } from './sizes.ts';

/** The longest possible reason: each emoji takes four bytes in UTF-8 and counts as two characters. */
export const reason = '😀'.repeat(limits.comment / 2);
export const hr = 'hugo-hr';
export const spare = Array.from({ length: 40 }, (_, at) =>
  person(`spare-${at}`, { level: 'L4', roles: ['tech-lead'], team: `Team ${at}` }),
);
export const people = [...largerOrganisation, ...spare];

/** The largest transaction of each command, by type. */
export type Most = Map<string, { actions: number; bytes: number }>;

/** A case to send commands to. It records the largest transaction of each command, and the largest size of the head. */
export class Crowded {
  readonly scene: Scene;
  readonly most: Most = new Map();
  heaviest = 0;

  constructor({ last, previous }: Partial<Context> = {}) {
    this.scene = startScene(softwareEngineerTrack, 'lena-three', people, undefined, 'L3-L4', last ? { last } : {});
    if (previous) this.scene.facts.previous = previous;
  }

  get context(): StepContext {
    return {
      state: this.scene.state,
      ladder: softwareEngineerTrack,
      people,
      now: this.scene.clock.now().toISOString(),
      // High ratings meet every criterion: nobody can approve while one is not met.
      rate: () => 5,
    };
  }

  /** Applies a command and measures its writes. */
  must(who: string | null, command: Command): void {
    const { scene } = this;
    const before = scene.state;
    const first = scene.events.length;
    scene.must(who, command);
    const events = scene.events.slice(first);
    const { head } = scene.state;
    const last = events.at(-1)?.event;
    const change = {
      before,
      after: scene.state,
      ladder: softwareEngineerTrack,
      events,
      // At worst, everyone in the case is guarded.
      guards: head.slots.map((_, at) => ({ personId: `guard-${at}`, version: 1 })),
    };
    const result = {
      caseId: head.id,
      type: command.type,
      stage: head.stage,
      outcome: null,
      at: last?.at ?? '',
      evidence: null,
    };
    const writes = [...writesFor(write, change), answerWrite(write, askedBy(who ?? 'nobody'), result)];
    const is = { actions: writes.length, bytes: bytesOf({ all: itemsIn(writes) }) };
    const was = this.most.get(command.type) ?? { actions: 0, bytes: 0 };
    this.most.set(command.type, {
      actions: Math.max(is.actions, was.actions),
      bytes: Math.max(is.bytes, was.bytes),
    });
    for (const item of itemsIn(writes)) expect(bytesOf(item)).toBeLessThan(itemLimit);
    this.heaviest = Math.max(this.heaviest, bytesOf(head));
  }

  act(who: string, command: PersonCommand | ((context: StepContext) => PersonCommand)): void {
    this.must(who, typeof command === 'function' ? command(this.context) : command);
    const { stage, status, generation } = this.scene.state.head;
    if (status === 'opening' && stage !== 'closing') this.must(null, { type: 'open-stage', generation, stage });
  }

  /** Sends the simplest command for a step. */
  take(who: string, type: PersonCommandType, attestation: string | null = null): void {
    this.act(who, (context) => commandFor({ type, key: type, attestation }, context));
    for (const answer of answersOwed(this.scene.state.head)) this.must(answer.who, answer.command);
  }

  holderOf(slot: string): string {
    return this.scene.state.head.slots.find((one) => one.id === slot)?.personId ?? '';
  }

  get reviewers(): string[] {
    return this.scene.state.head.slots.flatMap((one) => (one.part === 'reviewer' ? (one.personId ?? []) : []));
  }

  letActFor(slots: string[], to: string): void {
    const until = '2026-05-20T18:00:00.000Z';
    this.act(this.holderOf(slots[0] ?? ''), { type: 'delegate', slots, to, from: null, until, reason });
  }

  /** Brings the case to the portfolio, with the maximum number of pieces, and a panel. */
  begin(panel: string[], assessment?: PersonCommand): void {
    stepOn(this.scene);
    this.take('lena-three', 'declare-track');
    if (assessment) this.act('lena-three', assessment);
    else this.take('lena-three', 'submit-self-assessment');
    const others = people.filter(({ id, team }) => !panel.includes(id) && team.startsWith('Team ')).reverse();
    const lena = people.filter(({ id }) => id === 'lena-three');
    for (const piece of missingPieces({ ...this.context, people: [...lena, ...others] })) {
      this.act('lena-three', piece);
      // As many as a portfolio can have of those that other teams are asked about.
      if (piece.adoption)
        for (let at = 1; at < limits.adopted; at++) this.act('lena-three', { ...piece, url: `${piece.url}/${at}` });
    }
    while (Object.keys(this.scene.state.head.evidence).length < limits.evidence)
      this.act('lena-three', evidence('hiring-panel', 'hiring-panel'));
    this.act('omar-odc', { type: 'appoint-panel', reviewers: panel });
  }

  object(slots: readonly string[]): void {
    for (const slot of slots) this.act('lena-three', { type: 'raise-objection', slot, ground: 'conflict', reason });
  }

  calibrate(): void {
    for (const who of this.reviewers) this.take(who, 'submit-review');
    this.take(this.holderOf('calibration.lead'), 'record-consensus');
    this.take(this.holderOf('calibration.tech-lead'), 'attest', 'people-leadership');
    this.take(this.holderOf('calibration.lead'), 'attest', 'track-evidence');
  }

  sendBack(stage: 'portfolio' | 'calibration', ids: string[]): void {
    const reasons = Object.fromEntries(ids.map((id) => [id, 'Look at it once more.']));
    this.act('omar-odc', (context) => signature(context, 'return', { stage, reasons }));
  }
}
