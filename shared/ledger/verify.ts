import { digestOf, genesis, hashOf } from './hash.ts';

export interface ChainReport {
  verified: boolean;
  /** What is wrong, and at which event. */
  faults: string[];
  /** The number of erased bodies. Their digests are still in the chain. */
  erased: number;
}

/** The fields of an event that the check reads. The hash covers all fields of the event. */
export interface Link {
  seq: number;
  digest: string | null;
  prev: string;
  hash: string;
}

/**
 * Checks a chain of events from its first to its last: the numbers have no gaps, every hash fits its envelope, every
 * `prev` is the hash of the event before, every body that is not erased fits its digest, and the last event is the one
 * that `audit` names. `audit` comes from the `keeper` of the chain: the case, or the record.
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
    if (event.seq !== at + 1) faults.push(`event ${at + 1} is missing; event ${event.seq} is in its place`);
    if (event.prev !== prev) faults.push(`event ${event.seq} does not follow from the event before it`);
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
