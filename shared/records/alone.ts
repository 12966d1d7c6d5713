import { carryOut, type Executed, type Once, type RequestMeta } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import type { RecordChange } from './change.ts';
import { anyHrOnly } from './hr-only.ts';

/** Carries out a change of a record by one person of HR. Throws `Refusal`. */
export function changeAlone<Result, Facts>(
  outside: Outside,
  once: Pick<Once<Result>, 'actor' | 'request' | 'shape' | 'what'>,
  change: RecordChange<Result, Facts>,
  { idempotencyKey, ifVersion, requestId }: RequestMeta,
): Promise<Executed<Result>> {
  const facts = () => change.facts(once.actor.id);
  return carryOut(outside, { ...once, idempotencyKey, reads: change.reads, facts }, (found) =>
    change.carry(found, { actor: anyHrOnly(found.actor), ifVersion, requestId, step: 'alone' }),
  );
}
