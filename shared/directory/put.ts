import { checkIfMatch } from '../cases/if-match.ts';
import { carryOut, type Executed, type Found, type RequestMeta } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { refusalOf } from '../cases/refusal.ts';
import { type PersonInput, PersonResult } from '../contract/directory.ts';
import type { Person } from '../contract/people.ts';
import type { PersonEvent, SealedRecord } from '../contract/records.ts';
import { decidePerson, leadsOf } from '../domain/directory/decide.ts';
import { sealRecord } from '../ledger/seal.ts';
import { hrOnly } from '../records/hr-only.ts';
import { personEventWrites } from '../store/chain-writes.ts';
import { chainEndOf } from '../store/chains.ts';
import { peopleIn, profileItem } from '../store/directory.ts';
import { nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { ladderInForce, ladderRecordIn } from '../store/ladders.ts';
import { listSeats, seatsWrite } from '../store/seats.ts';
import { type Write, writesOf } from '../store/transaction.ts';

/**
 * Adds a person to the directory, or replaces what HR wrote about them. Replacing needs their version. Throws
 * `Refusal`.
 */
export async function putPerson(
  outside: Outside,
  actor: Person,
  { id, input }: { id: string; input: PersonInput },
  { idempotencyKey, ifVersion, requestId }: RequestMeta,
): Promise<Executed<PersonResult>> {
  const { table, clock, ids, random } = outside;
  const once = {
    actor,
    idempotencyKey,
    request: { directory: id, input },
    shape: PersonResult,
    what: 'The directory',
    reads: [
      keys.profile(id),
      keys.personAudit(id),
      ...leadsOf(input).map((lead) => keys.profile(lead)),
      ...(input.ladder ? [keys.ladderRecord(input.ladder)] : []),
    ],
    facts: () => listSeats(table),
  };
  return carryOut(outside, once, async (found) => {
    const by = hrOnly(found.actor);
    const { before, audit } = stateIn(found, id);
    checkIfMatch(before, ifVersion, personWords);
    const leads = peopleIn(found.items, leadsOf(input));
    const record = input.ladder ? ladderRecordIn(found.items, input.ladder) : null;
    const ladder = await ladderInForce(table, record, clock.now());
    const at = clock.now().toISOString();
    const decision = decidePerson(before, id, input, { now: at, actor: by, leads, ladder, seats: found.facts });
    if (!decision.ok) throw refusalOf(decision.rejection);
    const recording = { chain: `person:${id}` as const, audit, at, requestId, ids, random };
    const sealed = sealRecord(decision.event, recording);
    const { after } = decision;
    return {
      result: {
        personId: id,
        type: before ? ('person-changed' as const) : ('person-added' as const),
        version: after.version,
        at,
      },
      writes: [
        ...writesFor(writesOf(table), before, after, sealed),
        ...decision.seats.map((one) => seatsWrite(writesOf(table), one.before, one.after)),
        // The leads must still have their roles. The actor is checked anyway, and a transaction has each item only
        // once.
        ...Object.values(leads)
          .filter((lead) => lead.id !== by.id)
          .map((lead) => writesOf(table).checkVersion('guard', keys.profile(lead.id), lead.version)),
      ],
    };
  });
}

/** The writes of an event of a person: the directory item, if it has not changed since it was read, and the event. */
export function writesFor(
  write: ReturnType<typeof writesOf>,
  before: Person | null,
  after: Person,
  sealed: SealedRecord<PersonEvent>,
): Write[] {
  const item = profileItem(after);
  return [
    before ? write.putIfVersion('head', item, before.version) : write.putNew('head', item),
    ...personEventWrites(write, after.id, sealed),
  ];
}

function stateIn({ items }: Found<unknown>, id: string) {
  return {
    before: peopleIn(items, [id])[id] ?? null,
    audit: chainEndOf(items.get(nameOf(keys.personAudit(id)))),
  };
}

const personWords = {
  unnamed: 'This person is in the directory: say which version you saw, in If-Match.',
  changed: 'This person’s record has changed since you read it. Read it again, then decide.',
  absent: 'There is no such person yet: leave If-Match out to add them.',
};
