import type { Outside } from '../cases/outside.ts';
import { keptWith, type Told } from '../cases/telling.ts';
import type { RecordBody } from '../contract/chains.ts';
import { type AddressNotice, addressTemplate, type ChangeNotice } from '../contract/notices.ts';
import { ProposalWords } from '../contract/proposals.ts';
import { PersonEvent } from '../contract/record-person.ts';
import { ProposalEvent } from '../contract/record-proposal.ts';
import { SignInsEvent } from '../contract/record-sign-ins.ts';
import { hasOtherMail } from '../domain/directory/matters.ts';
import { noticesOfChange } from '../domain/notices/changes.ts';
import { changeStillHolds, isLate } from '../domain/notices/late.ts';
import { loadPersonBodies } from '../store/chains.ts';
import { holdersIn } from '../store/holders.ts';
import { contentOf, getMany, nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { proposalBodyIn, proposalIn } from '../store/proposals.ts';

/** Who can be asked to confirm. */
const asked = ['hr', 'delivery-director'] as const;

/**
 * Stores the notices of an event of a proposal, as `tell` does for an event of a case. The same event a second time adds
 * nothing. Gives the notices that have not been mailed yet.
 */
export async function tellOfChange(outside: Outside, proposalId: string, seq: number): Promise<Told> {
  const key = keys.chainEvent(`proposal:${proposalId}`, seq);
  const found = await getMany(outside.table, [
    keys.proposal(proposalId),
    key,
    keys.proposalBody(proposalId, 1),
    ...asked.map((role) => keys.holders(role)),
  ]);
  const proposal = proposalIn(found, proposalId);
  const item = found.get(nameOf(key));
  if (!proposal || !item) return nothing;
  const event = ProposalEvent.parse(contentOf(item));
  const holding = (role: (typeof asked)[number]) => holdersIn(found, role)?.people ?? [];
  const holders = { hr: holding('hr'), 'delivery-director': holding('delivery-director') };
  const wasLate = isLate(event.at, outside.clock.now());
  const notices = noticesOfChange(event, proposal, holders)
    .filter((told) => !wasLate || changeStillHolds(told, proposal))
    .map((told): ChangeNotice => ({ id: event.id, at: event.at, ...told, mailedAt: null }));
  const told = await keptWith(outside, notices);
  const email = event.type === 'change-confirmed' ? earlierMail(proposalBodyIn(found, proposalId, 1)) : null;
  return email ? { ...told, before: { personId: proposal.of, email } } : told;
}

const nothing: Told = { notices: [], people: {}, zones: {} };

/**
 * Does the same for an event of a person that says whom it concerns: it came with a file of people, or one person or a machine
 * has changed the mail address alone. Other changes of people are told by the events of their proposals.
 */
export async function tellOfPerson(outside: Outside, personId: string, seq: number): Promise<Told> {
  const { table } = outside;
  const key = keys.chainEvent(`person:${personId}`, seq);
  const item = (await getMany(table, [key])).get(nameOf(key));
  const event = item && PersonEvent.parse(contentOf(item));
  if (!event?.told) return nothing;
  const { to, matters } = event.told;
  const isAlone = matters.length === 0;
  const earlier = isAlone || matters.includes('mail') ? Array.from({ length: seq - 1 }, (_, at) => at + 1) : [];
  const [found, bodies] = await Promise.all([
    getMany(table, event.proposal ? [keys.proposal(event.proposal)] : []),
    loadPersonBodies(table, personId, earlier),
  ]);
  const proposal = event.proposal ? proposalIn(found, event.proposal) : null;
  if (!isAlone && proposal?.kind !== 'import') return nothing;
  const sent = { id: event.id, at: event.at, mailedAt: null };
  const by = event.actor.personId ?? event.actor.relation;
  const addressee = (id: string): ChangeNotice | AddressNotice =>
    isAlone || !proposal
      ? { ...sent, to: id, template: addressTemplate, data: { readdressed: personId, by } }
      : {
          ...sent,
          to: id,
          template: 'change-confirmed',
          proposalId: proposal.id,
          data: { kind: 'person', of: personId, matters, by: proposal.by, import: proposal.of },
        };
  const told = await keptWith(outside, to.filter((id) => id !== event.actor.personId).map(addressee));
  // The newest words of the record before the event have the address from before.
  const email = Object.values(bodies).findLast(({ content }) => typeof content.email === 'string')?.content.email;
  return typeof email === 'string' ? { ...told, before: { personId, email } } : told;
}

/**
 * Tells a person that they have come over to another issuer: if that was not they, they hear of it at their address. Other events
 * of sign-ins are told by their proposals, or are of their own doing.
 */
export async function tellOfSignIn(outside: Outside, personId: string, seq: number): Promise<Told> {
  const { table } = outside;
  const key = keys.chainEvent(`sign-ins:${personId}`, seq);
  const item = (await getMany(table, [key])).get(nameOf(key));
  const event = item && SignInsEvent.parse(contentOf(item));
  const proposal =
    event?.type === 'sign-in-bound' && event.proposal
      ? proposalIn(await getMany(table, [keys.proposal(event.proposal)]), event.proposal)
      : null;
  if (!event || !proposal) return nothing;
  const data = { kind: 'sign-in-end' as const, of: personId, matters: ['issuer' as const], by: proposal.by };
  const sent = { id: event.id, at: event.at, template: 'change-confirmed' as const, mailedAt: null };
  return keptWith(outside, [{ ...sent, to: personId, proposalId: proposal.id, data }]);
}

/** The mail address that the person of a record had before. Null: the change is not about it, or its words were erased. */
function earlierMail(body: RecordBody | undefined): string | null {
  const { change, was } = ProposalWords.safeParse(body?.content).data ?? {};
  const email = was?.body?.email;
  if (change?.kind !== 'person' || typeof email !== 'string') return null;
  return hasOtherMail({ email }, change.input) ? email : null;
}
