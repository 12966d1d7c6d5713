import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DraftEvent } from '#shared/contract/events.ts';
import type { Person } from '#shared/contract/people.ts';
import { dayIn } from '#shared/domain/case/state/zone.ts';
import { mayKnowOf, opennessFor, relationsOf, versionFor } from '#shared/domain/case/view/visibility.ts';
import { correctionBy } from '#test/support/correction.ts';
import { by } from '#test/support/extent.ts';
import { type Scene, startScene } from '#test/support/scene.ts';
import { shortLadder as ladder } from '#test/support/test-ladder.ts';
import { broken } from './invariants.ts';
import { counts, type Real, tries } from './model/commands.ts';
import { everyone, opened } from './model/people.ts';
import { rules, type Step } from './model/rules.ts';
import { director, engineer, hrPeople } from './model/state.ts';

const wanted = by({ sample: 10_000, all: 60_000, long: 1_000_000 });
const seed = Number(process.env.RUNGS_SEED ?? 20260302);
const lateInstant = '2027-06-01T09:00:00.000Z';

/** The scene that the model's steps are tried on. */
function realOf(scene: Scene): Real {
  const was = { ...scene.people[engineer] } as Person;
  return {
    state: () => scene.state,
    now: scene.now,
    act: (who, command) => {
      const { version } = scene.state.head;
      if (scene.act(who, command) !== null) return false;
      const last = scene.events.at(-1)?.event;
      // The end of a case writes the engineer's record.
      if (command.type === 'close' && last?.type === 'case-closed' && last.data.level !== null)
        scene.change(engineer, {
          level: last.data.level,
          track: last.data.track ?? null,
          levelSince: dayIn(scene.state.head, scene.now()),
        });
      return scene.state.head.version > version;
    },
    correct: (who, second, to) => {
      const { state, people } = scene;
      const correction = correctionBy(who, second, to, { state, ladder, people, was, seats: null, now: scene.now() });
      if (!correction) return false;
      scene.record([correction.event]);
      scene.change(engineer, correction.engineer);
      return true;
    },
    actLate: (command) => {
      const now = scene.now();
      const before = scene.events.length;
      scene.clock.set(lateInstant);
      scene.act(null, command);
      scene.clock.set(now);
      return scene.events.slice(before).some(({ event }) => event.type === 'case-lapsed');
    },
  };
}

const holders = { hr: hrPeople, directors: [director] };
const start = (mutate?: Parameters<typeof startScene>[3]) =>
  startScene(ladder, engineer, everyone, mutate, 'L3-L4', { holders });
const run = (scene: Scene, commands: Iterable<fc.AsyncCommand<ReturnType<typeof opened>, Real>>) =>
  fc.asyncModelRun(() => ({ model: opened(), real: realOf(scene) }), commands);

/** Who does not get as their version of the case the number of the events that they may know of. */
function miscounted({ state: { head }, events, people, now }: Scene): string[] {
  return Object.values(people).flatMap((viewer) => {
    const relations = relationsOf(head, viewer, people, now());
    const open = opennessFor(head, relations, viewer.id);
    const known = events.filter(({ event }) => mayKnowOf(head, event, open, relations, viewer.id)).length;
    const version = versionFor(head, open, relations, viewer.id);
    return relations.length === 0 || version === known ? [] : [`${viewer.id}: ${version} for ${known} events`];
  });
}

test('whatever people try, a case does what the model says, and no invariant breaks', async () => {
  const began = Date.now();
  const outcomes = new Set<string>();
  for (let round = 0; counts.tried < wanted; round++)
    await fc.assert(
      fc.asyncProperty(tries, async (commands) => {
        const scene = start();
        await run(scene, commands);
        outcomes.add(scene.state.head.outcome ?? 'open');
        const events = scene.events.map((one) => one.event);
        expect(broken(scene.state, events, ladder)).toEqual([]);
        expect(miscounted(scene)).toEqual([]);
      }),
      { seed: seed + round, numRuns: 50, endOnFailure: true },
    );
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.info(`${counts.tried} commands, ${counts.done} of them done, seed ${seed}, ${seconds} s, no divergence`);
  // It depends on chance which outcomes a sample reaches.
  const ends = by({ sample: [], all: ['promoted', 'withdrawn', 'cancelled', 'lapsed', 'not-promoted'] });
  expect([...outcomes]).toEqual(expect.arrayContaining(ends));
  expect(outcomes.size).toBeGreaterThan(2);
  // A step that is never done proves nothing. The rarest take a long run.
  const never = (Object.keys(rules) as Step[]).filter((step) => !counts.steps.has(step));
  expect(by({ sample: [], all: [], long: never })).toEqual([]);
}, 7_200_000);

/** A decider that does something else with each event than the real one. */
const breaking =
  <T extends DraftEvent['type']>(type: T, data: object) =>
  (drafts: DraftEvent[]) =>
    drafts.map((draft) =>
      draft.type === type ? ({ ...draft, data: { ...draft.data, ...data } } as DraftEvent) : draft,
    );

test.each([
  ['opens the seal with the first review', breaking('review-submitted', { sealed: false })],
  ['forgets a conflict that the engineer was right about', breaking('objection-answered', { conflicts: [] })],
  ['lets people stay although an objection to them is upheld', breaking('objection-answered', { slots: [] })],
])('the model finds a decider that %s', async (_what, mutate) => {
  const property = fc.asyncProperty(tries, async (commands) => {
    await run(start(mutate), commands);
  });
  await expect(fc.assert(property, { seed, numRuns: 400, endOnFailure: true })).rejects.toThrow('Property failed');
});
