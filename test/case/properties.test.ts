import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Command } from '#shared/contract/commands.ts';
import type { Case, CaseEvent, DraftEvent } from '#shared/contract/events.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Ratings } from '#shared/contract/score.ts';
import { assessmentOf } from '#shared/domain/case/state/contents.ts';
import { attest, evidence, portfolioForL3, ratingsOf, signOff, waiver, waiverAnswer } from '#test/support/commands.ts';
import { by, extent } from '#test/support/extent.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { type Scene, startScene } from '#test/support/scene.ts';
import { grounds } from '#test/support/step-commands.ts';
import { threeReviewerLadder, withExceptions } from '#test/support/test-ladder.ts';
import { broken, type InvariantName } from './invariants.ts';

const people = ['erin-engineer', 'eli-engineer', 'tess-lead', 'omar-odc', 'hana-head', 'dario-director', 'hugo-hr'];

/** One try: a person or the system gives a command. It may or may not fit the current stage. */
interface Try {
  who: number;
  what: number;
  step: number;
  flag: boolean;
  days: number;
}

const aTry: fc.Arbitrary<Try> = fc.record({
  who: fc.nat(people.length - 1),
  what: fc.nat(99),
  step: fc.constantFrom(2, 3, 3, 3, 4),
  flag: fc.boolean(),
  days: fc.constantFrom(0, 0, 0, 1, 8),
});

/** The command of a try. Half of the commands move a case on, so that runs reach its end. */
function commandOf({ what, step, flag }: Try, state: Case, ladder: PublishedLadder): [system: boolean, Command] {
  const { generation, stage } = state.head;
  const ratings = ratingsOf(ladder, step, { 'technical-mastery': Math.min(5, step + 1) });
  const decided = (): Command => {
    if (stage === 'exception')
      return { type: 'decide-exception', decision: flag ? 'confirm' : 'refuse', reason: grounds };
    if (flag && what % 13 === 5) return { type: 'recall', reason: 'Signed too early.' };
    return flag || what % 2 > 0
      ? signOff(state, ladder, 'approve', { exceptionReasons: flag ? excuses(state, ladder) : {} })
      : signOff(state, ladder, 'decline');
  };
  const kinds: (() => [boolean, Command])[] = [
    () => [true, { type: 'open-stage', generation: flag ? generation : generation - 1, stage: stage as 'portfolio' }],
    () => [true, { type: 'open-stage', generation, stage: flag ? 'sign-off' : (stage as 'portfolio') }],
    () => [true, { type: 'close', generation }],
    () => [true, { type: 'remind', generation }],
    () => [true, { type: 'restart', generation, reason: 'test' }],
    () => [false, { type: 'submit-self-assessment', ratings, notes: {} }],
    () => [false, { type: 'submit-review', ratings, notes: {}, antiSignals: [], comment: '' }],
    () => [false, attest(flag ? 'owns-a-module' : 'mentoring-readiness', step > 2 ? 'yes' : 'no')],
    () => [false, portfolioForL3[what % 4] as Command],
    () => [false, evidence('design-doc', 'design-doc')],
    () => [false, { type: 'remove-evidence', evidence: `e${1 + (what % 5)}` }],
    () => [false, { type: 'submit-portfolio' }],
    () => [false, flag ? waiver(what % 2 ? 'p1-postmortem' : 'mentoring') : waiverAnswer('p1-postmortem')],
    () => [
      false,
      { type: 'record-consensus', ratings, reasons: ratingsReasons(ratings), antiSignals: [], comment: '' },
    ],
    () => [false, decided()],
    () => [false, { type: 'withdraw', reason: 'Moving on.' }],
  ];
  // A withdrawal ends the case, so it is tried rarely.
  const at = what < 2 ? kinds.length - 1 : what % (kinds.length - 1);
  return (kinds[at] as () => [boolean, Command])();
}

/** A reason for every criterion that is not met. */
const excuses = (state: Case, ladder: PublishedLadder) =>
  Object.fromEntries(
    assessmentOf(state, ladder)
      .criteria.filter((one) => one.verdict !== 'pass')
      .map((one) => [one.id, grounds]),
  );

const ratingsReasons = (ratings: Ratings) => Object.fromEntries(Object.keys(ratings).map((id) => [id, 'Settled.']));

function run(tries: Try[], ladder: PublishedLadder, mutate?: Mutation): { scene: Scene; broken: Set<InvariantName> } {
  const scene = startScene(ladder, 'erin-engineer', undefined, mutate);
  const found = new Set<InvariantName>();
  const look = () => {
    for (const name of broken(
      scene.state,
      scene.events.map((one) => one.event),
      ladder,
    ))
      found.add(name);
  };
  for (const one of tries) {
    scene.clock.advanceDays(one.days);
    const [system, command] = commandOf(one, scene.state, ladder);
    if (scene.act(system ? null : (people[one.who] ?? null), command) === null) look();
  }
  return { scene, broken: found };
}

/**
 * Runs that reach an end: everyone tries commands in a random order, and the system opens stages and closes the case.
 */
function eager(seed: number[], ladder: PublishedLadder, mutate?: Mutation) {
  const tries = seed.flatMap((one): Try[] =>
    people.map((_, who) => ({
      who,
      what: 2 + ((one + who * 7) % 97),
      step: 2 + (one % 2),
      flag: one % 5 > 0,
      days: 0,
    })),
  );
  return run(tries, ladder, mutate);
}

const usual = ['promoted', 'not-promoted'];
describe.each([
  ['one reviewer', softwareEngineerTrack, usual],
  ['one reviewer and exceptions', withExceptions(softwareEngineerTrack), [...usual, 'promoted-with-exception']],
  ['three reviewers', threeReviewerLadder, usual],
])('with %s', (_name, ladder, ends) => {
  test('no sequence of commands breaks an invariant', () => {
    fc.assert(
      fc.property(fc.array(aTry, { minLength: 20, maxLength: 120 }), (tries) => {
        expect([...run(tries, ladder).broken]).toEqual([]);
      }),
      { numRuns: by({ sample: 25, all: 150 }) },
    );
  });

  test(`such sequences reach ${ends.join(' and ')}`, () => {
    const outcomes = new Set<string>();
    const isEnough = () => extent === 'sample' && ends.every((one) => outcomes.has(one));
    for (let seed = 0; seed < 12 && !isEnough(); seed++) {
      const numbers = fc.sample(fc.nat(1000), { seed, numRuns: 350 });
      const { scene, broken: found } = eager(numbers, ladder);
      expect([...found]).toEqual([]);
      if (scene.state.head.outcome) outcomes.add(scene.state.head.outcome);
    }
    expect([...outcomes]).toEqual(expect.arrayContaining(ends));
  });
});

/** A decider that is wrong in one way: it changes what the real one decided. */
type Mutation = (drafts: DraftEvent[], state: Case) => DraftEvent[];

const change = (drafts: DraftEvent[], type: DraftEvent['type'], how: (draft: DraftEvent) => DraftEvent) =>
  drafts.map((draft) => (draft.type === type ? how(structuredClone(draft)) : draft));

const mutations: Record<InvariantName, [mutation: string, Mutation]> = {
  'nobody decides on their own case': [
    'lets the engineer review',
    (drafts, { head }) =>
      change(drafts, 'review-submitted', (draft) => ({
        ...draft,
        actor: { ...draft.actor, personId: head.engineerId },
      })),
  ],
  'only the engineer does the engineer’s steps': [
    'lets HR assess',
    (drafts) =>
      change(drafts, 'self-assessment-submitted', (draft) => ({
        ...draft,
        actor: { ...draft.actor, personId: 'hugo-hr' },
      })),
  ],
  'nobody signs or reviews twice': [
    'records every signature under the first signer',
    (drafts, { head }) =>
      change(drafts, 'signed-off', (draft) => ({
        ...draft,
        actor: { ...draft.actor, personId: head.signOffs[0]?.by ?? draft.actor.personId },
      })),
  ],
  'only the holder of a slot or their delegate acts under it': [
    'lets a stranger review',
    (drafts) =>
      change(drafts, 'review-submitted', (draft) => ({
        ...draft,
        actor: { ...draft.actor, personId: 'eli-engineer' },
      })),
  ],
  'a promotion has the approval of every signer, and no decline': [
    'promotes on the first approval',
    (drafts) =>
      change(drafts, 'signed-off', (draft) =>
        draft.type === 'signed-off' && draft.data.decision === 'approve'
          ? { ...draft, data: { ...draft.data, moves: { stage: 'closing', attempt: 1, outcome: 'promoted' } } }
          : draft,
      ),
  ],
  'a decline ends the case': [
    'ignores a decline',
    (drafts) =>
      change(drafts, 'signed-off', (draft) =>
        draft.type === 'signed-off' && draft.data.decision === 'decline'
          ? { ...draft, data: { ...draft.data, moves: null } }
          : draft,
      ),
  ],
  'only a stage of the engineer lapses': [
    'lets a calibration lapse',
    (drafts, { head }) =>
      drafts.flatMap((draft): DraftEvent[] => {
        const moves = { stage: 'closing', attempt: head.attempt, outcome: 'lapsed' } as const;
        const isLapse = draft.type === 'review-submitted';
        return isLapse ? [draft, { type: 'case-lapsed', actor: draft.actor, data: { moves } }] : [draft];
      }),
  ],
  'an open stage has a step that a person owes': [
    'keeps the case in calibration when every step is done',
    (drafts) =>
      change(drafts, 'attested', (draft) =>
        draft.type === 'attested' ? { ...draft, data: { ...draft.data, moves: null } } : draft,
      ),
  ],
  'a return names what to look at again': [
    'records an approval as a return',
    (drafts, { head }) =>
      change(drafts, 'signed-off', (draft) =>
        draft.type === 'signed-off'
          ? {
              ...draft,
              data: {
                slot: draft.data.slot,
                decision: 'return',
                moves: { stage: 'portfolio', attempt: head.attempt + 1, outcome: null },
              },
            }
          : draft,
      ),
  ],
  'stages follow the path and no stage is skipped': [
    'goes from the self-assessment straight to the sign-off',
    (drafts) =>
      change(drafts, 'self-assessment-submitted', (draft) =>
        draft.type === 'self-assessment-submitted'
          ? { ...draft, data: { moves: { stage: 'sign-off', attempt: 1, outcome: null } } }
          : draft,
      ),
  ],
  'there is no consensus before the last review': [
    'records the first review as the consensus',
    (drafts) =>
      change(drafts, 'review-submitted', (draft) =>
        draft.type === 'review-submitted' ? { ...draft, data: { ...draft.data, consensus: true } } : draft,
      ),
  ],
  'reviews are sealed until the last one is sent': [
    'seals nothing',
    (drafts) =>
      change(drafts, 'review-submitted', (draft) =>
        draft.type === 'review-submitted' ? { ...draft, data: { ...draft.data, sealed: false } } : draft,
      ),
  ],
  'an approval names a reason for every criterion that is not met': [
    'forgets the reasons',
    (drafts) =>
      change(
        drafts,
        'signed-off',
        (draft) =>
          ({
            ...draft,
            body: { audience: 'decision', content: { ...draft.body?.content, exceptionReasons: {} } },
          }) as DraftEvent,
      ),
  ],
  'nobody is promoted with a criterion that is not met, unless the ladder allows it and HR confirmed': [
    '',
    (drafts) => drafts,
  ],
  'only an appeal or a correction can follow the end of a case': [
    'closes twice',
    (drafts) => [...drafts, ...drafts.filter((draft) => draft.type === 'case-closed')],
  ],
  'replaying the events gives the case': ['', (drafts) => drafts],
  'the chain holds': ['', (drafts) => drafts],
};

describe('the check of each invariant fails', () => {
  const byDecider = Object.entries(mutations).filter(([, [name]]) => name !== '') as [
    InvariantName,
    [string, Mutation],
  ][];
  test.each(byDecider.map(([invariant, [mutation, mutate]]) => [invariant, mutation, mutate] as const))(
    '%s: if the decider %s',
    (invariant, _mutation, mutate) => {
      const found = new Set<InvariantName>();
      for (let seed = 0; seed < 40 && !found.has(invariant); seed++) {
        // Most are found in short runs. An approval needs a long one.
        const numbers = fc.sample(fc.nat(1000), { seed, numRuns: seed < 4 ? 90 : 350 });
        for (const ladder of [softwareEngineerTrack, withExceptions(softwareEngineerTrack), threeReviewerLadder])
          for (const name of eager(numbers, ladder, mutate).broken) found.add(name);
      }
      expect([...found]).toContain(invariant);
    },
  );

  test('replaying the events gives the case, and the chain holds: if an event was lost', () => {
    const { scene } = eager(fc.sample(fc.nat(1000), { seed: 1, numRuns: 90 }), softwareEngineerTrack);
    const events: CaseEvent[] = scene.events.map((one) => one.event);
    expect(broken(scene.state, events, softwareEngineerTrack)).toEqual([]);
    const without = events.filter((_, at) => at !== 3);
    const found = broken(scene.state, without, softwareEngineerTrack);
    expect(found).toContain('replaying the events gives the case');
    expect(found).toContain('the chain holds');
  });
});
