import type { Outside } from '../cases/outside.ts';
import type { Person } from '../contract/people.ts';
import { type Proposal, type ProposalListing, type ProposalView, ProposalWords } from '../contract/proposals.ts';
import { ProposalEvent, type RecordEventView } from '../contract/records.ts';
import type { Verification } from '../contract/view.ts';
import { leadsOf } from '../domain/directory/decide.ts';
import { isDirector, isHr } from '../domain/people.ts';
import { mayConfirm } from '../domain/proposals/decide.ts';
import { evolveProposal } from '../domain/proposals/evolve.ts';
import { hashOf } from '../ledger/hash.ts';
import type { Link } from '../ledger/verify.ts';
import { verificationOf } from '../records/chain.ts';
import { viewOf } from '../records/event-view.ts';
import { hrOrDirectorOnly } from '../records/hr-only.ts';
import { loadNames, type NameOf } from '../records/names.ts';
import { loadProposalEvents, storedEvents } from '../store/chains.ts';
import { listOpenProposals, loadProposal, type StoredProposal } from '../store/proposals.ts';
import { type RecordState, recordNow, recordProposed } from './record-now.ts';
import { storedFor } from './stored.ts';

/**
 * The open proposals that a person may confirm or has made, oldest first. For HR, and for delivery directors. Throws
 * `Refusal`.
 */
export async function readOpenProposals({ table }: Outside, viewer: Person): Promise<ProposalListing[]> {
  hrOrDirectorOnly(viewer);
  const open = await listOpenProposals(table);
  return open.filter((one) => mayConfirm(one, viewer)).map(listingOf);
}

/** Open proposals with the names of the people in them. */
export interface ProposalList {
  proposals: ProposalListing[];
  nameOf: NameOf;
}

/** The same with names, for a page. Throws `Refusal`. */
export async function readProposalList(outside: Outside, viewer: Person): Promise<ProposalList> {
  const proposals = await readOpenProposals(outside, viewer);
  const people = proposals.flatMap(({ kind, of, by }) => [by, ...(kind === 'person' ? [of] : [])]);
  return { proposals, nameOf: await loadNames(outside.table, people) };
}

/**
 * The open proposals that wait for this person: those of others that they may confirm. For everybody whom no proposal
 * can concern it reads nothing.
 */
export async function proposalsWaitingFor(outside: Outside, viewer: Person): Promise<ProposalList> {
  if (!isHr(viewer) && !isDirector(viewer)) return { proposals: [], nameOf: (id) => id ?? '' };
  const { proposals, nameOf } = await readProposalList(outside, viewer);
  const isOwn = ({ kind, of }: ProposalListing) => kind === 'person' && of === viewer.id;
  return { proposals: proposals.filter((one) => one.by !== viewer.id && !isOwn(one)), nameOf };
}

const listingOf = ({ audit: _audit, ...proposal }: Proposal): ProposalListing => proposal;

/** One proposal with its words, for those who may confirm it. Throws `Refusal`. */
export async function readProposal({ table }: Outside, viewer: Person, id: string): Promise<ProposalView> {
  return proposalViewOf(storedFor(viewer, await loadProposal(table, id)));
}

/** What was done to a proposal, oldest first, for those who may confirm it. Throws `Refusal`. */
export async function readProposalEvents({ table }: Outside, viewer: Person, id: string): Promise<RecordEventView[]> {
  const [stored, events] = await Promise.all([loadProposal(table, id), loadProposalEvents(table, id)]);
  const { bodies } = storedFor(viewer, stored);
  return events.map((event) => viewOf(event, bodies[event.seq]));
}

/** Checks the chain of a proposal, and that its events lead to the stored proposal. Throws `Refusal`. */
export async function verifyProposal({ table }: Outside, viewer: Person, id: string): Promise<Verification> {
  const [stored, events] = await Promise.all([loadProposal(table, id), storedEvents(table, `proposal:${id}`)]);
  return verificationIn(storedFor(viewer, stored), events as unknown as Link[]);
}

/** A proposal for its page. */
export interface ProposalHistory {
  proposal: ProposalView;
  /** The record as it is, and as it would be. */
  now: RecordState | null;
  proposed: RecordState | null;
  events: RecordEventView[];
  proof: Verification;
  nameOf: NameOf;
}

/** A proposal for its page: its words, its events, the check of its chain, and the names of the people in it. */
export async function readProposalHistory({ table }: Outside, viewer: Person, id: string): Promise<ProposalHistory> {
  const [read, events] = await Promise.all([loadProposal(table, id), storedEvents(table, `proposal:${id}`)]);
  const stored = storedFor(viewer, read);
  const { proposal, bodies } = stored;
  const known = eventsIn(events);
  const view = proposalViewOf(stored);
  const named = [...known.map((event) => event.actor.personId), ...peopleIn(view)];
  const [now, names] = await Promise.all([recordNow(table, proposal), loadNames(table, named)]);
  // Whose case an outcome is of is known only from the case.
  const engineer = now?.data.engineerId;
  const nameOf = typeof engineer === 'string' ? await loadNames(table, [...named, engineer]) : names;
  return {
    proposal: view,
    now,
    proposed: view.change && recordProposed(view.change),
    events: known.map((event) => viewOf(event, bodies[event.seq])),
    proof: verificationIn(stored, events as unknown as Link[]),
    nameOf,
  };
}

/** The people whom a proposal names: the person of the record, and the leads that it gives them. */
function peopleIn({ kind, of, change }: ProposalView): string[] {
  return [...(kind === 'person' ? [of] : []), ...(change?.kind === 'person' ? leadsOf(change.input) : [])];
}

function proposalViewOf({ proposal, bodies }: StoredProposal): ProposalView {
  const words = ProposalWords.safeParse(bodies[1]?.content).data;
  const refusal = bodies[2]?.content.reason;
  return {
    ...listingOf(proposal),
    change: words?.change ?? null,
    reason: words?.reason ?? null,
    refusal: typeof refusal === 'string' ? refusal : null,
  };
}

/** The events in a chain that have the shape of an event of a proposal. */
function eventsIn(events: readonly unknown[]): ProposalEvent[] {
  return events.flatMap((event) => ProposalEvent.safeParse(event).data ?? []);
}

function verificationIn({ proposal, bodies }: StoredProposal, stored: Link[]): Verification {
  const chain = stored.slice(0, proposal.audit.seq);
  const events = eventsIn(chain);
  const isSame =
    events[0]?.type === 'change-proposed' &&
    hashOf(events.reduce<Proposal | null>(evolveProposal, null)) === hashOf(proposal);
  return verificationOf(
    { record: proposal, chain },
    isSame ? [] : ['the proposal is not what its events come to'],
    bodies,
  );
}
