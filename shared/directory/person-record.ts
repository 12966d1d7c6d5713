import { foundWrites } from '../cases/found.ts';
import type { Found } from '../cases/once.ts';
import type { Outside } from '../cases/outside.ts';
import type { CaseHead } from '../contract/case.ts';
import type { ChainEnd } from '../contract/chains.ts';
import type { PersonInput } from '../contract/directory.ts';
import { isPromotion, type ProposalMatter } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import type { PersonDraftEvent, PersonEvent, PersonTold } from '../contract/record-person.ts';
import type { SignInsDraftEvent } from '../contract/record-sign-ins.ts';
import type { SealedRecord } from '../contract/records.ts';
import type { ScimRecord } from '../contract/scim.ts';
import type { Seats } from '../contract/seats.ts';
import type { SignIns } from '../contract/sign-ins.ts';
import { deputiesOf, leadsOf, type PersonContext, type PersonDecision } from '../domain/directory/decide.ts';
import type { OpenCase } from '../domain/directory/involvement.ts';
import { concernedBy, hasOtherMail, hasOtherNumber, leadsNamed } from '../domain/directory/matters.ts';
import { activeIn } from '../domain/directory/sign-ins.ts';
import { atKnownPlaces } from '../domain/places.ts';
import { holdsFor } from '../domain/seats/seats.ts';
import { recordSignIns } from '../identity/sign-in-events.ts';
import { sealRecord } from '../ledger/seal.ts';
import { hasCaseIn } from '../records/has-case.ts';
import { addressHolderIn, changedAddressWrites, newAddressWrites, numberHolderIn } from '../store/addresses.ts';
import { loadHead, openPartsOf } from '../store/cases.ts';
import { personEventWrites } from '../store/chain-writes.ts';
import { chainEndOf } from '../store/chains.ts';
import type { Table } from '../store/client.ts';
import { peopleIn, profileItem } from '../store/directory.ts';
import { openCaseIn } from '../store/engineer-cases.ts';
import { type Holders, holdersIn, holdersKeys, keptRoles } from '../store/holders.ts';
import { nameOf } from '../store/items.ts';
import { type Key, keys, scimKeys } from '../store/keys.ts';
import { ladderInForce, ladderRecordIn } from '../store/ladders.ts';
import { placesIn } from '../store/places.ts';
import { scimIn } from '../store/scim.ts';
import { seatsWrite } from '../store/seats.ts';
import { signInsIn } from '../store/sign-ins.ts';
import { type Write, writesOf } from '../store/transaction.ts';
import { holderWrites, keepDirectory } from './holders.ts';
import { keepPlaces } from './kept-places.ts';

export interface Facts {
  seats: Seats[];
  casesOfActor: OpenCase[];
}

/** A record of a person that somebody wants. `isLoaded`: it comes with a file of people, and its event says whom it concerns. */
export interface Wanted {
  id: string;
  input: PersonInput;
  isLoaded?: boolean;
}

/** The items on which a change of a person rests. */
export function personReads({ id, input: given }: Wanted): Key[] {
  return [
    keys.profile(id),
    keys.personAudit(id),
    keys.openCase(id),
    keys.lastClosed(id),
    keys.signIns(id),
    scimKeys.pushed(id),
    ...holdersKeys,
    keys.address(given.email),
    ...(given.externalId === null ? [] : [keys.employeeNumber(given.externalId)]),
    keys.places,
    ...[...leadsOf(given), ...deputiesOf(given)].map((one) => keys.profile(one)),
    ...(given.ladder ? [keys.ladderRecord(given.ladder)] : []),
  ];
}

/** What a decision on a person rests on, and what its writes need beside. */
export interface Gathered {
  id: string;
  before: Person | null;
  audit: ChainEnd | null;
  input: PersonInput;
  context: PersonContext;
  kept: Holders[];
  signIns: SignIns | null;
  /** What an identity system pushed of them. */
  scim: ScimRecord | null;
  reserving: CaseHead | null;
}

/** Gathers it from what was read. Null: the directory is from before something was kept that it needs, and is read again. */
export async function gather(
  outside: Outside,
  { id, input: given, isLoaded = false }: Wanted,
  { items, facts }: Pick<Found<Facts>, 'items' | 'facts'>,
  { actor, byTwo }: Pick<PersonContext, 'actor' | 'byTwo'>,
): Promise<Gathered | null> {
  const { table, clock } = outside;
  const { before, audit } = stateIn(items, id);
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
  const record = input.ladder ? ladderRecordIn(items, input.ladder) : null;
  const now = clock.now().toISOString();
  const signIns = signInsIn(items, id);
  const reserving = await reservingCase(table, openCaseIn(items, id), facts.seats);
  // A machine that ends somebody with a part in a case of another person waits for HR.
  const asksForPart =
    isFoundOtherwise(before, input) || ('machine' in actor && before?.active === true && !input.active);
  const context: PersonContext = {
    now,
    actor,
    leads: peopleIn(items, leadsOf(input)),
    deputies: peopleIn(items, deputiesOf(input)),
    ladder: await ladderInForce(table, record, clock.now()),
    ...facts,
    reservedBy: reserving?.id ?? null,
    hasCase: hasCaseIn(items, { id, leave: before?.leave ?? [] }, now),
    hasSignIn: activeIn(signIns) !== null,
    hasPart: asksForPart && (await hasPart(table, id)),
    signInKey: outside.signInKey,
    places,
    // Two people from before addresses were compared may share one, until it changes.
    addressHolder: before && !hasOtherMail(before, input) ? null : addressHolderIn(items, input.email),
    numberHolder: input.externalId === null ? null : numberHolderIn(items, input.externalId),
    hr: kept.find((one) => one.role === 'hr')?.people ?? [],
    byTwo,
    isLoaded,
  };
  return { id, before, audit, input, context, kept, signIns, scim: scimIn(items, id), reserving };
}

/** The writes of a decision on a person, and of what it does to their sign-ins. */
export async function personWrites(
  outside: Outside,
  { id, before, audit, context, kept, signIns, reserving }: Gathered,
  { after, matters, event, seats }: Extract<PersonDecision, { ok: true }>,
  {
    requestId,
    proposal,
    machine,
    signInEvents,
    pushEvents = [],
    isLoaded = false,
  }: {
    requestId: string;
    proposal?: string | undefined;
    machine?: string | undefined;
    signInEvents: SignInsDraftEvent[];
    /** What the same push leaves to HR. */
    pushEvents?: PersonDraftEvent[];
    isLoaded?: boolean;
  },
): Promise<Write[]> {
  const { table } = outside;
  const { actor, hasCase, leads, now: at } = context;
  const isTold = proposal === undefined || isLoaded;
  const told = isTold ? toldOf({ before, after, matters, isLoaded }) : undefined;
  const recording = { at, requestId, proposal, machine };
  const sealed = sealPerson(outside, { id, audit }, [{ ...event, told }, ...pushEvents], recording);
  const write = writesOf(table);
  return [
    ...writesFor(write, before, after, ...sealed),
    ...holderWrites(write, kept, before, after),
    ...(before ? await changedAddressWrites(table, before, after) : newAddressWrites(write, after)),
    // The seat that was left to the case must not be left to nobody because the case ends at this moment.
    ...(reserving ? [write.checkVersion('guard', keys.head(reserving.id), reserving.version)] : []),
    ...seats.map((one) => seatsWrite(write, one.before, one.after)),
    // A case that opens or is appealed in at this moment would rest on a line that one person changed.
    ...(before && !hasCase && leadsNamed(before, after).length > 0
      ? [write.checkAbsent('guard', keys.openCase(id))]
      : []),
    ...signInWrites(outside, { id, signIns, events: signInEvents }, { at, requestId, proposal }),
    // Whoever ends the sign-in at this moment would leave the new address or number to the next visitor who has it.
    ...(signIns && signInEvents.length === 0 && isFoundOtherwise(before, after)
      ? [write.checkVersion('guard', keys.signIns(id), signIns.version)]
      : []),
    // The leads must still have their roles. The actor is checked anyway, and a transaction has each item only
    // once.
    ...Object.values(leads)
      .filter((lead) => 'machine' in actor || lead.id !== actor.id)
      .map((lead) => write.checkVersion('guard', keys.profile(lead.id), lead.version)),
  ];
}

/**
 * Whom a change concerns that no proposal of its own tells of. A person whose mail address changes is told in any case: at the
 * old one they hear of it if that was not right.
 */
function toldOf({
  before,
  after,
  matters,
  isLoaded,
}: {
  before: Person | null;
  after: Person;
  matters: ProposalMatter[];
  isLoaded: boolean;
}): PersonTold | undefined {
  if (isLoaded && matters.length > 0) return { to: concernedBy(after.id, before, after), matters };
  return hasOtherMail(before, after) ? { to: [after.id], matters: [] } : undefined;
}

/** Seals events of a person, one after another. `audit`: the end of their chain so far. */
export function sealPerson(
  { ids, random }: Pick<Outside, 'ids' | 'random'>,
  { id, audit }: { id: string; audit: ChainEnd | null },
  drafts: readonly (PersonDraftEvent & { told?: PersonTold | undefined })[],
  moment: { at: string; requestId: string; proposal?: string | undefined; machine?: string | undefined },
): SealedRecord<PersonEvent>[] {
  const sealed: SealedRecord<PersonEvent>[] = [];
  for (const { told, ...draft } of drafts) {
    const end = sealed.at(-1)?.event ?? audit;
    sealed.push(sealRecord(draft, { chain: `person:${id}`, audit: end, ...moment, told, ids, random }));
  }
  return sealed;
}

/** The writes of what happens to the sign-ins of a person. None, if nothing does. */
export function signInWrites(
  outside: Outside,
  { id, signIns, events: [first, ...others] }: { id: string; signIns: SignIns | null; events: SignInsDraftEvent[] },
  moment: Parameters<typeof recordSignIns>[2],
): Write[] {
  if (!first) return [];
  return recordSignIns(outside, { personId: id, before: signIns, events: [first, ...others] }, moment).writes;
}

/** Whether a change gives a person another mail address or employee number. */
const isFoundOtherwise = (before: Person | null, after: PersonInput) =>
  hasOtherMail(before, after) || hasOtherNumber(before, after);

/** Whether a person takes part in an open case of another one. It is read only where what finds a person changes or is confirmed. */
export async function hasPart(table: Table, id: string): Promise<boolean> {
  return (await openPartsOf(table, id)).some(({ engineerId }) => engineerId !== id);
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

/** The writes of events of a person: the directory item, if it has not changed since it was read, and the events. */
export function writesFor(
  write: ReturnType<typeof writesOf>,
  before: Person | null,
  after: Person,
  ...sealed: SealedRecord<PersonEvent>[]
): Write[] {
  const item = profileItem(after);
  return [
    before ? write.putIfVersion('head', item, before.version) : write.putNew('head', item),
    ...foundWrites(write, before, after),
    ...personEventWrites(write, after.id, sealed),
  ];
}

export function stateIn(items: Found['items'], id: string) {
  return {
    before: peopleIn(items, [id])[id] ?? null,
    audit: chainEndOf(items.get(nameOf(keys.personAudit(id)))),
  };
}
