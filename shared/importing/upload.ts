import { type Carried, carryOut, type Executed, type RequestMeta } from '../cases/once.ts';
import { carryOutFor } from '../cases/once-for.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal } from '../cases/refusal.ts';
import { type ImportInput, ImportResult } from '../contract/imports.ts';
import { machineNamed } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import { anyHrOnly } from '../records/hr-only.ts';
import { importsAtWork, newImportWrites } from '../store/imports.ts';
import { writesOf } from '../store/transaction.ts';
import { contentSent } from './content.ts';

type Sent = ImportInput & { bytes: Uint8Array };
type Meta = Pick<RequestMeta, 'idempotencyKey'>;

/**
 * Takes a file of people from HR, as CSV or packed with gzip. It is checked afterwards, by a function of its own. Throws
 * `Refusal`.
 */
export async function uploadPeople(
  outside: Outside,
  actor: Person,
  sent: Sent,
  { idempotencyKey }: Meta,
): Promise<Executed<ImportResult>> {
  anyHrOnly(actor);
  const { request, fileOf } = taken(outside, sent);
  const once = { actor, idempotencyKey, request, shape: ImportResult, what: 'The file' };
  return carryOut(outside, once, async ({ actor: now }) => {
    const { id, hrUnits } = anyHrOnly(now);
    return fileOf(id, hrUnits);
  });
}

/**
 * Takes a file of people from a machine, such as a company's HR system. After its check the machine proposes it, and HR decides.
 * Throws `Refusal`, also while the machine has another file that is being checked or carried out.
 */
export async function uploadByMachine(
  outside: Outside,
  machine: string,
  sent: Sent,
  { idempotencyKey }: Meta,
): Promise<Executed<ImportResult>> {
  const { table } = outside;
  const { request, fileOf } = taken(outside, sent);
  const sender = machineNamed(machine);
  const once = { sender, idempotencyKey, request, shape: ImportResult, what: 'The file' };
  return carryOutFor(outside, once, async () => {
    const busy = (await importsAtWork(table)).find(({ by }) => by === sender);
    if (busy) throw new Refusal('busy', `The file ${busy.id} of this machine is still at work. Send this one later.`);
    return fileOf(sender);
  });
}

/** A file as it was sent: what the request asks, and what is written for it. Throws `Refusal`. */
function taken({ table, clock, ids }: Outside, { bytes: sent, ...input }: Sent) {
  const { packed, bytes, digest } = contentSent(sent);
  const fileOf = (by: string, units?: string[]): Carried<ImportResult> => {
    const id = ids.next('imp');
    const at = clock.now().toISOString();
    const record = {
      ...{ id, by, at, ...input, bytes, digest },
      ...(units ? { units } : {}),
      ...{ restOf: null, state: 'checking' as const, found: null, progress: null, rest: null, doneAt: null },
      ...{ tries: null, stopped: null },
    };
    return { result: { importId: id, at }, writes: newImportWrites(writesOf(table), record, packed) };
  };
  return { request: { people: { ...input, digest } }, fileOf };
}
