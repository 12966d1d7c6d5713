import type { Ground } from '../ground.ts';

/** A path or turn that a case can take. */
export interface Scenario {
  /** One line that says what the scenario shows. */
  about: string;
  /** The scenario moves the clock of the stack, and so of every case in it. */
  advancesClock?: true;
  /** Plays the scenario. Throws if anything is not as `about` says. */
  play(ground: Ground): Promise<void>;
}
