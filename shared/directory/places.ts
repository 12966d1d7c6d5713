import { carryOut, type Executed, type RequestMeta } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import { refusalOf } from '../cases/refusal.ts';
import { placesChain } from '../contract/chains.ts';
import type { Person } from '../contract/people.ts';
import { type PlaceInput, PlaceResult, type Places, type PlacesRecord } from '../contract/places.ts';
import { PlacesEvent } from '../contract/record-places.ts';
import type { RecordEventView } from '../contract/records.ts';
import type { Verification } from '../contract/view.ts';
import { decidePlace, evolvePlaces, placesInOrder, replayPlaces } from '../domain/places.ts';
import { hashOf } from '../ledger/hash.ts';
import { sealRecord } from '../ledger/seal.ts';
import { readChained, verificationOf } from '../records/chain.ts';
import { viewOf } from '../records/event-view.ts';
import { anyHrOnly, hrOnly } from '../records/hr-only.ts';
import { keys } from '../store/keys.ts';
import { loadPlaces, placesIn, placesWrites } from '../store/places.ts';
import { writesOf } from '../store/transaction.ts';
import { keepPlaces } from './kept-places.ts';

/** HR adds a team or an ODC, so that records can name it. Throws `Refusal`. */
export function addPlace(
  outside: Outside,
  actor: Person,
  input: PlaceInput,
  { idempotencyKey, requestId }: RequestMeta,
): Promise<Executed<PlaceResult>> {
  const { table, clock, ids, random } = outside;
  const once = { actor, idempotencyKey, request: { place: input }, shape: PlaceResult, what: 'The list of places' };
  return carryOut(outside, { ...once, reads: [keys.places] }, async ({ actor: now, items }) => {
    const known = placesIn(items);
    if (!known) {
      await keepPlaces(outside);
      return null;
    }
    const decision = decidePlace(known, input, hrOnly(now));
    if (!decision.ok) throw refusalOf(decision.rejection);
    const at = clock.now().toISOString();
    const { audit } = known;
    const sealed = sealRecord(decision.event, { chain: placesChain, audit, at, requestId, ids, random });
    return {
      result: { ...input, at },
      writes: placesWrites(writesOf(table), evolvePlaces(known, sealed.event), sealed),
    };
  });
}

/** The known teams and ODCs, each by name. For HR. Throws `Refusal`. */
export async function readPlaces(outside: Outside, viewer: Person): Promise<Places> {
  anyHrOnly(viewer);
  const { teams, odcs } = await knownPlaces(outside);
  return { teams: placesInOrder(teams), odcs: placesInOrder(odcs) };
}

/** Who added which team and ODC, oldest first, and whether the record holds. For HR. Throws `Refusal`. */
export async function readPlacesHistory(
  outside: Outside,
  viewer: Person,
): Promise<{ events: RecordEventView[]; proof: Verification }> {
  hrOnly(viewer);
  const chained = await readChained(outside.table, placesChain, knownPlaces(outside));
  if (!chained) throw new Error('The places were kept and are not there');
  const events = chained.chain.flatMap((event) => PlacesEvent.safeParse(event).data ?? []);
  const isSame = hashOf(replayPlaces(events)) === hashOf(chained.record);
  return {
    events: events.map((event) => viewOf(event, undefined)),
    proof: verificationOf(chained, isSame ? [] : ['the places are not what their events come to']),
  };
}

async function knownPlaces(outside: Outside): Promise<PlacesRecord> {
  return (await loadPlaces(outside.table)) ?? keepPlaces(outside);
}
