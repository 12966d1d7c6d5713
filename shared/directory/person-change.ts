import { foundWrites } from '../cases/found.ts';
import { checkIfMatch } from '../cases/if-match.ts';
import type { Found } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { Refusal, refusalOf } from '../cases/refusal.ts';
import type { CaseHead } from '../contract/case.ts';
import type { PersonInput, PersonResult } from '../contract/directory.ts';
import { isPromotion } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import type { PersonEvent } from '../contract/record-person.ts';
import type { SealedRecord } from '../contract/records.ts';
import type { Seats } from '../contract/seats.ts';
import { decidePerson, deputiesOf, leadsOf } from '../domain/directory/decide.ts';
import type { OpenCase } from '../domain/directory/involvement.ts';
import { concernedBy, hasOtherMail, hasOtherNumber, leadsNamed } from '../domain/directory/matters.ts';
import { activeIn } from '../domain/directory/sign-ins.ts';
import { atKnownPlaces } from '../domain/places.ts';
import { holdsFor } from '../domain/seats/seats.ts';
import { sealRecord } from '../ledger/seal.ts';
import type { RecordChange } from '../records/change.ts';
import { hasCaseIn } from '../records/has-case.ts';
import { openCasesOf } from '../records/open-cases.ts';
import { addressHolderIn, changedAddressWrites, newAddressWrites, numberHolderIn } from '../store/addresses.ts';
import { loadHead } from '../store/cases.ts';
import { personEventWrites } from '../store/chain-writes.ts';
import { chainEndOf } from '../store/chains.ts';
import type { Table } from '../store/client.ts';
import { peopleIn, profileItem } from '../store/directory.ts';
import { openCaseIn } from '../store/engineer-cases.ts';
import { holdersIn, holdersKeys, keptRoles } from '../store/holders.ts';
import { nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { ladderInForce, ladderRecordIn } from '../store/ladders.ts';
import { placesIn } from '../store/places.ts';
import { listSeats, seatsWrite } from '../store/seats.ts';
import { signInsIn } from '../store/sign-ins.ts';
import { type Write, writesOf } from '../store/transaction.ts';
import { holderWrites, keepDirectory } from './holders.ts';
import { keepPlaces } from './kept-places.ts';

interface Facts {
  seats: Seats[];
  casesOfActor: OpenCase[];
}

/**
 * A change of a person: they are added to the directory, or what HR wrote about them is replaced. `isLoaded`: it comes with a
 * file of people, and its event says whom it concerns.
 */
export function personChange(
  outside: Outside,
  { id, input: given, isLoaded = false }: { id: string; input: PersonInput; isLoaded?: boolean },
): RecordChange<PersonResult, Facts> {
  const { table, clock, ids, random } = outside;
  return {
    reads: [
      keys.profile(id),
      keys.personAudit(id),
      keys.openCase(id),
      keys.lastClosed(id),
      keys.signIns(id),
      ...holdersKeys,
      keys.address(given.email),
      ...(given.externalId === null ? [] : [keys.employeeNumber(given.externalId)]),
      keys.places,
      ...[...leadsOf(given), ...deputiesOf(given)].map((one) => keys.profile(one)),
      ...(given.ladder ? [keys.ladderRecord(given.ladder)] : []),
    ],
    async facts(actorId) {
      const [seats, casesOfActor] = await Promise.all([listSeats(table), openCasesOf(table, actorId)]);
      return { seats, casesOfActor };
    },
    async carry({ items, facts }, { actor, ifVersion, requestId, step, proposal, machine }) {
      const { before, audit } = stateIn(items, id);
      checkIfMatch(before, ifVersion, personWords);
      const places = placesIn(items);
      if (!places) {
        await keepPlaces(outside);
        return null;
      }
      const input = atKnownPlaces(given, places);
      const holders = keptRoles.map((role) => holdersIn(items, role));
      if (holders.includes(null)) {
        await keepDirectory(table);
        return null;
      }
      const kept = holders.flatMap((one) => one ?? []);
      const leads = peopleIn(items, leadsOf(input));
      const record = input.ladder ? ladderRecordIn(items, input.ladder) : null;
      const ladder = await ladderInForce(table, record, clock.now());
      const at = clock.now().toISOString();
      const hasCase = hasCaseIn(items, { id, leave: before?.leave ?? [] }, at);
      const signIns = signInsIn(items, id);
      const reserving = await reservingCase(table, openCaseIn(items, id), facts.seats);
      const decision = decidePerson(before, id, input, {
        now: at,
        actor,
        leads,
        deputies: peopleIn(items, deputiesOf(input)),
        ladder,
        ...facts,
        reservedBy: reserving?.id ?? null,
        hasCase,
        hasSignIn: activeIn(signIns) !== null,
        hasPart: isFoundOtherwise(before, input) && (await hasPart(table, id)),
        signInKey: outside.signInKey,
        places,
        // Two people from before addresses were compared may share one, until it changes.
        addressHolder: before && !hasOtherMail(before, input) ? null : addressHolderIn(items, input.email),
        numberHolder: input.externalId === null ? null : numberHolderIn(items, input.externalId),
        hr: kept.find((one) => one.role === 'hr')?.people ?? [],
        byTwo: step !== 'alone',
        isLoaded,
      });
      if (!decision.ok) throw refusalOf(decision.rejection);
      const { after, matters, units } = decision;
      const told = isLoaded && matters.length > 0 ? { to: concernedBy(id, before, input), matters } : undefined;
      const origin = { requestId, proposal, machine, told };
      const recording = { chain: `person:${id}` as const, audit, at, ...origin, ids, random };
      const sealed = sealRecord(decision.event, recording);
      const write = writesOf(table);
      return {
        matters,
        units,
        result: {
          personId: id,
          type: before ? ('person-changed' as const) : ('person-added' as const),
          version: after.version,
          at,
        },
        writes: [
          ...writesFor(write, before, after, sealed),
          ...holderWrites(write, kept, before, after),
          ...(before ? await changedAddressWrites(table, before, after) : newAddressWrites(write, after)),
          // The seat that was left to the case must not be left to nobody because the case ends at this moment.
          ...(reserving ? [write.checkVersion('guard', keys.head(reserving.id), reserving.version)] : []),
          ...decision.seats.map((one) => seatsWrite(write, one.before, one.after)),
          // A case that opens or is appealed in at this moment would rest on a line that one person changed.
          ...(before && !hasCase && leadsNamed(before, after).length > 0
            ? [write.checkAbsent('guard', keys.openCase(id))]
            : []),
          // Whoever ends the sign-in at this moment would leave the new address or number to the next visitor who has it.
          ...(signIns && isFoundOtherwise(before, after)
            ? [write.checkVersion('guard', keys.signIns(id), signIns.version)]
            : []),
          // The leads must still have their roles. The actor is checked anyway, and a transaction has each item only
          // once.
          ...Object.values(leads)
            .filter((lead) => lead.id !== actor.id)
            .map((lead) => write.checkVersion('guard', keys.profile(lead.id), lead.version)),
        ],
      };
    },
  };
}

/** Whether a change gives a person another mail address or employee number. */
const isFoundOtherwise = (before: Person | null, after: PersonInput) =>
  hasOtherMail(before, after) || hasOtherNumber(before, after);

/** Whether a person takes part in an open case of another one. It is read only where what finds a person changes. */
async function hasPart(table: Table, id: string): Promise<boolean> {
  return (await openCasesOf(table, id)).some(({ head }) => head.engineerId !== id);
}

/** The open case of a person, if it has decided on their promotion and taken a seat for it. Most cases take none. */
async function reservingCase(
  table: Table,
  openCaseId: string | null,
  seats: readonly Seats[],
): Promise<CaseHead | null> {
  if (openCaseId === null || !seats.some((one) => holdsFor(one, openCaseId))) return null;
  const head = await loadHead(table, openCaseId);
  return head && isPromotion(head.outcome) ? head : null;
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
    ...foundWrites(write, before, after),
    ...personEventWrites(write, after.id, sealed),
  ];
}

function stateIn(items: Found['items'], id: string) {
  return {
    before: peopleIn(items, [id])[id] ?? null,
    audit: chainEndOf(items.get(nameOf(keys.personAudit(id)))),
  };
}

export const personWords = {
  unnamed: 'This person is in the directory: say which version you saw, in If-Match.',
  changed: 'This person’s record has changed since you read it. Read it again, then decide.',
  absent: 'There is no such person yet: leave If-Match out to add them.',
};

/** The refusal of a person who is not there. */
export const noSuchPerson = () => new Refusal('not-found', 'There is no such person.');
