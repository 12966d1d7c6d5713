import { digestOf, genesis, hashOf } from './hash.ts';

export interface ChainReport {
  verified: boolean;
  /** What does not hold, and at which event. */
  faults: string[];
  /** Bodies that are gone; their digests still stand in the chain. */
  erased: number;
}

/** What of an event the check looks at; the hash is over all of it. */
export interface Link {
  seq: number;
  digest: string | null;
  prev: string;
  hash: string;
}

/**
 * Checks a chain of events from its first to its end: numbers without gaps, every hash over its own envelope, every
 * `prev` the hash before, every body that is there against its digest, and the end against what its `keeper` says: the
 * case, or the record.
 */
export function verify(
  events: readonly Link[],
  bodies: Record<number, { salt: string; content: unknown }>,
  audit: { seq: number; hash: string },
  keeper: 'case' | 'record' = 'case',
): ChainReport {
  const faults: string[] = [];
  let erased = 0;
  let prev = genesis;
  events.forEach((event, at) => {
    const { hash, ...envelope } = event;
    if (event.seq !== at + 1) faults.push(`event ${at + 1} is missing; ${event.seq} stands in its place`);
    if (event.prev !== prev) faults.push(`event ${event.seq} does not follow from the one before`);
    if (hashOf(envelope) !== hash) faults.push(`event ${event.seq} is not what was recorded`);
    const body = bodies[event.seq];
    if (event.digest && !body) erased += 1;
    if (body && digestOf(body) !== event.digest)
      faults.push(`the words of event ${event.seq} are not what was recorded`);
    prev = hash;
  });
  const last = events.at(-1);
  if (last?.seq !== audit.seq || last.hash !== audit.hash)
    faults.push(`the chain does not end where the ${keeper} says`);
  return { verified: faults.length === 0, faults, erased };
}
