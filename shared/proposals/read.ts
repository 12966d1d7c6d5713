import type { Outside } from '../cases/outside.ts';
import { leadFields } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import {
  type Proposal,
  type ProposalListing,
  type ProposalView,
  ProposalWords,
  type RecordState,
} from '../contract/proposals.ts';
import { ProposalEvent, type RecordEventView } from '../contract/records.ts';
import type { Verification } from '../contract/view.ts';
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
import { recordProposed } from './record-now.ts';
import { proposalFor } from './stored.ts';

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
  const people = proposals.flatMap(({ kind, of, by, about }) => [by, about ?? null, kind === 'person' ? of : null]);
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
  return proposalViewOf(proposalFor(viewer, await loadProposal(table, id)));
}

/** What was done to a proposal, oldest first, for those who may confirm it. Throws `Refusal`. */
export async function readProposalEvents({ table }: Outside, viewer: Person, id: string): Promise<RecordEventView[]> {
  const [stored, events] = await Promise.all([loadProposal(table, id), loadProposalEvents(table, id)]);
  const { bodies } = proposalFor(viewer, stored);
  return events.map((event) => viewOf(event, bodies[event.seq]));
}

/** Checks the chain of a proposal, and that its events lead to the stored proposal. Throws `Refusal`. */
export async function verifyProposal({ table }: Outside, viewer: Person, id: string): Promise<Verification> {
  const [stored, events] = await Promise.all([loadProposal(table, id), storedEvents(table, `proposal:${id}`)]);
  return verificationIn(proposalFor(viewer, stored), events as unknown as Link[]);
}

/** A proposal for its page. */
export interface ProposalHistory {
  proposal: ProposalView;
  /** The record as the proposer saw it, and as it would be. */
  was: RecordState | null;
  proposed: RecordState | null;
  events: RecordEventView[];
  proof: Verification;
  nameOf: NameOf;
}

/** A proposal for its page: its words, its events, the check of its chain, and the names of the people in it. */
export async function readProposalHistory({ table }: Outside, viewer: Person, id: string): Promise<ProposalHistory> {
  const [read, events] = await Promise.all([loadProposal(table, id), storedEvents(table, `proposal:${id}`)]);
  const stored = proposalFor(viewer, read);
  const { bodies } = stored;
  const known = eventsIn(events);
  const view = proposalViewOf(stored);
  const was = wordsIn(stored)?.was ?? null;
  const proposed = view.change && recordProposed(view.change);
  const named = [
    ...known.map((event) => event.actor.personId),
    ...(view.kind === 'person' ? [view.of] : []),
    view.about ?? null,
    ...peopleIn(was),
    ...peopleIn(proposed),
  ];
  return {
    proposal: view,
    was,
    proposed,
    events: known.map((event) => viewOf(event, bodies[event.seq])),
    proof: verificationIn(stored, events as unknown as Link[]),
    nameOf: await loadNames(table, named),
  };
}

/** The people whom the state of a record names: the leads of a person, or the engineer of a case. */
function peopleIn(state: RecordState | null): string[] {
  return ['engineerId', ...Object.values(leadFields)].flatMap((field) => {
    const id = state?.data[field];
    return typeof id === 'string' ? [id] : [];
  });
}

/** The words of a proposal. Undefined if they were erased by law. */
function wordsIn({ bodies }: StoredProposal): ProposalWords | undefined {
  return ProposalWords.safeParse(bodies[1]?.content).data;
}

function proposalViewOf(stored: StoredProposal): ProposalView {
  const { proposal, bodies } = stored;
  const words = wordsIn(stored);
  const reason = bodies[2]?.content.reason;
  const decided = typeof reason === 'string' ? reason : null;
  return {
    ...listingOf(proposal),
    change: words?.change ?? null,
    reason: words?.reason ?? null,
    secondReason: proposal.state === 'confirmed' ? decided : null,
    refusal: proposal.state === 'refused' ? decided : null,
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
