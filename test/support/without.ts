/**
 * Takes one rule of ours out. Its users load it in `vi.hoisted`, because their replaced modules need it before any import.
 */

/** The rule that is out now. Empty: every rule is in. */
export const without = { now: '' };

/** The function, and what stands in its place while the rule is out. */
export const unless =
  <A extends unknown[], R>(rule: string, real: (...all: A) => R, instead: (...all: A) => R) =>
  (...all: A): R =>
    without.now === rule ? instead(...all) : real(...all);
