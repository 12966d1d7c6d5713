import type { Person } from '#shared/contract/people.ts';
import { apiAt, must, type Send, UnexpectedAnswer } from './client.ts';
import { beginJourney, type Journey, type Step } from './journey.ts';
import { everybody } from './panel.ts';
import { tokenFor } from './tokens.ts';

/** A running stack, used only through its HTTP addresses. Scenarios are played on it. */
export interface Ground {
  send: Send;
  /** A bearer token for a person, given by id or by role. */
  tokenOf(who: string): Promise<string>;
  /** The current time of the stack. */
  now(): Promise<Date>;
  /**
   * Moves the clock of the stack forward, at most a week at a time. After each move it waits until all due work is
   * done.
   */
  advance(days: number): Promise<void>;
  /** Runs the sweep of the stack, and waits until everything that was written is processed. */
  sweep(): Promise<void>;
  /** The cases that were opened on the stack, in order. */
  journeys: Journey[];
  onStep(step: Step): void;
}

const dayMs = 24 * 3600 * 1000;

/** The stack at an address. `onStep` is called after each step of a case. */
export function groundAt(url: string, onStep: (step: Step) => void = () => {}): Ground {
  const api = apiAt(url);
  // Waits after each command until the next stage is open. So no request is sent twice, and a walk always costs the same.
  const send: Send = async (method, path, options) => {
    const answer = await api(method, path, options);
    if (method === 'POST' && path.startsWith('/api/') && answer.status < 300) await settle();
    return answer;
  };
  const clock = async (advanceDays: number) => {
    const { body } = await must<{ now: string }>(api, 'POST', '/local/clock', { body: { advanceDays } });
    return new Date(body.now);
  };
  const settle = () => must(api, 'POST', '/local/settle');
  return {
    send,
    tokenOf: async (who) => (await tokenFor(url, who)).token,
    now: () => clock(0),
    async advance(days) {
      for (let left = days; left > 0; left -= 7) {
        await clock(Math.min(left, 7));
        await settle();
      }
    },
    async sweep() {
      await must(api, 'POST', '/local/sweep');
      await settle();
    },
    journeys: [],
    onStep,
  };
}

export interface Beginning {
  ladderId?: string;
  cycleId?: string;
  /** Which engineers can have the case. They must also be at the first level of the transition. */
  of?: (engineer: Person) => boolean;
}

/** Refusals that concern only one engineer. The next engineer is tried. */
const personal = ['open-case-exists', 'cooling-down'];

/** Opens a case on a transition for the first engineer who can have one. Throws if nobody can. */
export async function begin(
  ground: Ground,
  transition: string,
  { ladderId = 'software-engineer-track', cycleId, of = () => true }: Beginning = {},
): Promise<Journey> {
  const [level] = transition.split('-');
  const today = await ground.now();
  const advanceTo = async (day: string) =>
    ground.advance(Math.ceil((Date.parse(day) - (await ground.now()).getTime()) / dayMs));
  for (const person of await everybody(ground)) {
    const { id: engineer } = person;
    if (!person.active || person.ladder !== ladderId || person.level !== level || !of(person)) continue;
    try {
      const { send, tokenOf, onStep } = ground;
      const more = cycleId === undefined ? {} : { cycleId };
      const from = { send, tokenOf, onStep, today, advanceTo, engineer, ladderId, transition, ...more };
      const journey = await beginJourney(from);
      ground.journeys.push(journey);
      return journey;
    } catch (error) {
      if (!(error instanceof UnexpectedAnswer && personal.includes(String(error.answer.body.code)))) throw error;
    }
  }
  throw new Error(
    `Nobody at ${level} of ${ladderId} can begin a case now. A stack with a new folder has people who can.`,
  );
}
