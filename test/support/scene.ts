import type { Command } from '#shared/contract/commands.ts';
import type { Case, DraftEvent } from '#shared/contract/events.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import { evolve } from '#shared/domain/case/evolve.ts';
import type { Context, Decision } from '#shared/domain/case/state/types.ts';
import { lossesAfter } from '#shared/domain/directory/evolve.ts';
import { digestOf } from '#shared/ledger/hash.ts';
import { type SealedEvent, seal } from '#shared/ledger/seal.ts';
import { decide } from '#test/support/decide.ts';
import { type StillClock, seededIds, seededRandom, stillClock } from './outside.ts';
import { smallOrganisation, wideOrganisation } from './people.ts';

/** A case in memory, on the real decider. A test sends commands and looks at the state and the events. */
export interface Scene {
  readonly state: Case;
  readonly events: SealedEvent[];
  readonly clock: StillClock;
  readonly people: Record<string, Person>;
  readonly ladder: PublishedLadder;
  /** The current time, in the format of events. */
  now(): string;
  /** Facts from outside the case other than people: cycle, seats, the previous case. A test sets those it is about. */
  facts: Partial<Context>;
  /** The decision on a command, without applying it. */
  decide(who: string | null, command: Command): Decision;
  /** Applies a command. Returns the code of the refusal, or null. */
  act(who: string | null, command: Command): string | null;
  /** Records events that were decided elsewhere. */
  record(drafts: DraftEvent[]): void;
  /** Applies a command, and throws if it is refused. */
  must(who: string | null, command: Command): void;
  /** The paths of the faults of a command. Empty if it would be accepted, or is refused without faults. */
  faults(who: string | null, command: Command): string[];
  /** Changes a person in the directory. */
  change(who: string, more: Partial<Person>): void;
}

/** Starts a scene with an open case. `mutate` breaks the decider on purpose, to prove that a test notices. */
export function startScene(
  ladder: PublishedLadder,
  engineerId = 'erin-engineer',
  people = smallOrganisation,
  mutate: (drafts: DraftEvent[], state: Case) => DraftEvent[] = (drafts) => drafts,
  transition = 'L2-L3',
  facts: Partial<Context> = {},
): Scene {
  const clock = stillClock();
  const ids = seededIds(clock);
  const random = seededRandom();
  const byId = Object.fromEntries(
    people.map((person) => [person.id, person.ladder ? { ...person, ladder: ladder.id } : person]),
  );
  const caseId = ids.next('case');
  const events: SealedEvent[] = [];
  let state: Case | null = null;

  const scene: Scene = {
    get state() {
      return state as Case;
    },
    events,
    clock,
    people: byId,
    ladder,
    now: () => clock.now().toISOString(),
    facts: {},
    decide: (who, command) =>
      decide(state, command, {
        now: scene.now(),
        ladder,
        actor: who ? (byId[who] ?? null) : null,
        people: byId,
        openCaseId: null,
        intranetHosts: ['wiki.intranet'],
        ownTexts: Object.fromEntries(events.flatMap(({ text }) => (text ? [[digestOf(text), text.content]] : []))),
        ...scene.facts,
      }),
    act(who, command) {
      const decision = scene.decide(who, command);
      if (!decision.ok) return decision.rejection.code;
      scene.record(decision.events);
      return null;
    },
    record(drafts) {
      const sealed = seal(state ? mutate(drafts, state) : drafts, {
        caseId,
        audit: state?.head.audit ?? null,
        at: clock.now().toISOString(),
        requestId: 'test',
        ladder: ladder.hash,
        ids,
        random,
      });
      for (const one of sealed) {
        state = evolve(state, one.event, one.body);
        events.push(one);
      }
    },
    must(who, command) {
      const code = scene.act(who, command);
      if (code) throw new Error(`${who ?? 'the system'} could not ${command.type}: ${code}`);
    },
    faults(who, command) {
      const decision = scene.decide(who, command);
      return decision.ok ? [] : (decision.rejection.faults ?? []).map((fault) => fault.path);
    },
    change(who, more) {
      const before = byId[who];
      if (!before) throw new Error(`Nobody has the id ${who}`);
      const after = { ...before, ...more };
      byId[who] = {
        ...after,
        ...lossesAfter(before, after, clock.now().toISOString()),
        version: before.version + 1,
      };
    },
  };
  Object.assign(scene.facts, facts);
  scene.must(engineerId, {
    type: 'open-case',
    engineerId,
    ladderId: ladder.id,
    transition,
    cycleId: facts.cycle?.id ?? null,
  });
  return scene;
}

/** The engineer of the wide organisation for each transition. */
const engineers: Record<string, string> = {
  'L1-L2': 'nia-newcomer',
  'L2-L3': 'erin-engineer',
  'L3-L4': 'lena-senior',
  'L4-L5': 'ines-principal',
  'L4-L4': 'ines-principal',
};

/** A case on a transition of a ladder, in the wide organisation. */
export function startOn(transition: string, ladder: PublishedLadder, facts: Partial<Context> = {}): Scene {
  const engineerId = engineers[transition];
  if (!engineerId) throw new Error(`No engineer is chosen for ${transition}`);
  return startScene(ladder, engineerId, wideOrganisation, undefined, transition, facts);
}

/** Does the next step of the state machine: opens the stage that the case stands at, or closes the case. */
export function stepOn(scene: Scene): void {
  const { stage, generation } = scene.state.head;
  if (stage === 'closing') scene.must(null, { type: 'close', generation });
  else if (stage !== 'closed') scene.must(null, { type: 'open-stage', generation, stage });
}
