import type { Ground } from '../ground.ts';

/** A turn that a case can take, shown by a case that takes it. */
export interface Scenario {
  /** One line that says what it shows. */
  about: string;
  /** It moves the clock on, for every case of the stack. */
  advancesClock?: true;
  /** Walks it. Throws when anything was not as it says. */
  play(ground: Ground): Promise<void>;
}
