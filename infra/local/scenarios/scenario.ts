import type { Ground } from '../client/ground.ts';

/** A path that a case can take, or an unusual event on it. */
export interface Scenario {
  /** One line that says what the scenario shows. */
  about: string;
  /** The scenario moves the clock of the stack. This affects every case in the stack. */
  advancesClock?: true;
  /** Plays the scenario. Throws if anything is not as `about` says. */
  play(ground: Ground): Promise<void>;
}
