/** Random choices that are the same for the same seed (mulberry32). */
export function chances(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    is: (probability: number) => next() < probability,
    below: (limit: number) => Math.floor(next() * limit),
    one: <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)],
  };
}
