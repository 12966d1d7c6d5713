import { endOf, mostLooked, type Page, pageAmong, placeIn } from '../cases/cursor.ts';
import type { Outside } from '../cases/outside.ts';
import type { RecordBody } from '../contract/chains.ts';
import { type Cursor, onPage, type PageQuery } from '../contract/cursor.ts';
import { isOfPerson, type ProposalKind } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import type { Proposal, ProposalListing } from '../contract/proposal.ts';
import { ProposalId } from '../contract/proposal-id.ts';
import { type ProposalView, ProposalWords, type RecordState } from '../contract/proposals.ts';
import { ProposalEvent } from '../contract/record-proposal.ts';
import type { RecordEventView } from '../contract/records.ts';
import type { Verification } from '../contract/view.ts';
import * as z from '../contract/zod.ts';
import { isDirector, isHr } from '../domain/people.ts';
import { mayConfirm, whyNotDecider } from '../domain/proposals/decide.ts';
import { evolveProposal } from '../domain/proposals/evolve.ts';
import { isInvolved } from '../domain/proposals/involved.ts';
import { hashOf } from '../ledger/hash.ts';
import type { Link } from '../ledger/verify.ts';
import { verificationOf } from '../records/chain.ts';
import { viewOf } from '../records/event-view.ts';
import { hrOrDirectorOnly } from '../records/hr-only.ts';
import { loadNames, type NameOf } from '../records/names.ts';
import { openCasesOf } from '../records/open-cases.ts';
import { roleHeldBy } from '../records/role-held.ts';
import { loadProposalEvents, storedEvents } from '../store/chains.ts';
import { loadPeople } from '../store/directory.ts';
import { getMany } from '../store/items.ts';
import { type Key, keys, moveKeys } from '../store/keys.ts';
import {
  listOpenProposals,
  loadProposal,
  openProposalsFor,
  proposalBodyIn,
  type StoredProposal,
} from '../store/proposals.ts';
import { movedBy } from './changes.ts';
import { type Obstacles, obstaclesOf } from './obstacles.ts';
import { peopleOfRecord, recordProposed } from './record-now.ts';
import { proposalFor } from './stored.ts';

/** A cursor of the list: the proposal after which it goes on. */
const AfterProposal = z.strictObject({ id: ProposalId });

/**
 * The open proposals that a person may confirm or has made, oldest first. For HR, and for delivery directors. Throws `Refusal`.
 */
export async function readOpenProposals(
  { table }: Outside,
  viewer: Person,
  { limit, cursor }: PageQuery,
): Promise<Page<ProposalListing>> {
  hrOrDirectorOnly(viewer);
  const placeOf = ({ id }: Proposal) => ({ id });
  const { items, next } = await pageAmong({
    limit,
    from: placeIn(AfterProposal, cursor),
    look: async (from) => {
      const { proposals, isEnd } = await listOpenProposals(table, mostLooked, from?.id);
      const shown = proposals.filter((one) => mayConfirm(one, viewer));
      return { shown, end: endOf(proposals, isEnd, placeOf) };
    },
    placeOf,
  });
  return { items: items.map(listingOf), next };
}

/** The open proposals for one record that a person may confirm or has made, for its form. Throws `Refusal`. */
export async function readOpenProposalsFor(
  outside: Outside,
  viewer: Person,
  { kind, of }: Pick<ProposalListing, 'kind' | 'of'>,
): Promise<ProposalListing[]> {
  const kinds = ofOneRecord.find((one) => one.includes(kind)) ?? [kind];
  const now = outside.clock.now().toISOString();
  hrOrDirectorOnly(viewer);
  const open = await openProposalsFor(outside.table, of);
  return open
    .filter((one) => kinds.includes(one.kind) && one.expiresAt > now && mayConfirm(one, viewer))
    .map(listingOf);
}

/** The kinds of proposals that are about the same record. */
const ofOneRecord: ProposalKind[][] = [
  ['cycle', 'cycle-close'],
  ['issuer-move', 'issuer-move-end'],
];

/** An open proposal for a list of them: what it changes, and whether the viewer can decide it. */
export interface ListedProposal extends Changing {
  proposal: ProposalListing;
  /** Why the viewer can neither confirm nor refuse it. Null: they can, or it is their own. */
  whyNot: string | null;
}

/** The record as the proposer of a change saw it, and as it would be. */
interface Changing {
  was: RecordState | null;
  proposed: RecordState | null;
}

/** Open proposals with the people in them, and the cursor of the next ones. */
export interface ProposalList {
  proposals: ListedProposal[];
  people: Person[];
  next: Cursor | null;
}

/**
 * The open proposals that a person may confirm or has made, oldest first, with what each changes and the people in them,
 * for a page. Throws `Refusal`.
 */
export async function readProposalList(outside: Outside, viewer: Person, cursor?: Cursor): Promise<ProposalList> {
  const { table } = outside;
  const listed = async () => {
    const { items: open, next } = await readOpenProposals(outside, viewer, { limit: onPage, cursor });
    const [found, people] = await Promise.all([
      getMany(table, open.flatMap(keysOf)),
      loadPeople(table, open.flatMap(namedIn)),
    ]);
    return { open, next, found, people: Object.values(people) };
  };
  const [{ open, next, found, people }, casesOfViewer, held] = await Promise.all([
    listed(),
    openCasesOf(table, viewer.id),
    roleHeldBy(outside, viewer),
  ]);
  const now = outside.clock.now().toISOString();
  const proposals = open.map((proposal): ListedProposal => {
    const words = wordsOf(proposalBodyIn(found, proposal.id, 1));
    const second = { id: viewer.id, as: 'second', cases: casesOfViewer } as const;
    const by = {
      actor: viewer,
      heldSince: held(proposal.units ?? null),
      isInvolved: isInvolved(proposal, second, movedBy(found, words?.change, now)),
    };
    return {
      proposal,
      whyNot: proposal.by === viewer.id ? null : whyNotDecider(proposal, by),
      was: words?.was ?? null,
      proposed: words ? recordProposed(words.change) : null,
    };
  });
  return { proposals, people, next };
}

/** The words of a proposal, and what decides who is involved in it. */
const keysOf = ({ id, kind, of }: ProposalListing): Key[] => [
  keys.proposalBody(id, 1),
  ...(kind === 'person' || kind === 'leave'
    ? [keys.profile(of), keys.openCase(of), keys.lastClosed(of)]
    : kind === 'correct-outcome'
      ? [keys.head(of)]
      : kind === 'import'
        ? [keys.import(of)]
        : kind === 'issuer-move'
          ? [moveKeys.move(of)]
          : []),
];

const namedIn = ({ kind, of, by, about, names = [] }: ProposalListing) => [
  ...names,
  by,
  ...(about ? [about] : []),
  ...(isOfPerson(kind) ? [of] : []),
];

/**
 * The open proposals that wait for this person: those of the first page that others made, that they may confirm and that have
 * not expired. `own`: how many of that page they made themselves, and wait for somebody else. For everybody whom no proposal can
 * concern it reads nothing.
 */
export async function proposalsWaitingFor(outside: Outside, viewer: Person): Promise<ProposalList & { own: number }> {
  if (!isHr(viewer) && !isDirector(viewer)) return { proposals: [], people: [], next: null, own: 0 };
  const { proposals, people, next } = await readProposalList(outside, viewer);
  const now = outside.clock.now().toISOString();
  const open = proposals.filter(({ proposal }) => proposal.expiresAt > now);
  return {
    proposals: open.filter(({ proposal, whyNot }) => proposal.by !== viewer.id && whyNot === null),
    people,
    next,
    own: open.filter(({ proposal }) => proposal.by === viewer.id).length,
  };
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
export interface ProposalHistory extends Changing {
  proposal: ProposalView;
  events: RecordEventView[];
  proof: Verification;
  nameOf: NameOf;
  obstacles: Obstacles;
}

/** A proposal for its page: its words, its events, the check of its chain, and the names of the people in it. */
export async function readProposalHistory(outside: Outside, viewer: Person, id: string): Promise<ProposalHistory> {
  const { table } = outside;
  const [read, events] = await Promise.all([loadProposal(table, id), storedEvents(table, `proposal:${id}`)]);
  const stored = proposalFor(viewer, read);
  const { bodies } = stored;
  const known = eventsIn(events);
  const view = proposalViewOf(stored);
  const words = wordsIn(stored);
  const was = words?.was ?? null;
  const proposed = view.change && recordProposed(view.change);
  const named = [
    ...known.map((event) => event.actor.personId),
    ...(isOfPerson(view.kind) ? [view.of] : []),
    view.about ?? null,
    ...peopleOfRecord(was),
    ...peopleOfRecord(proposed),
  ];
  const [nameOf, obstacles] = await Promise.all([
    loadNames(table, named),
    obstaclesOf(outside, viewer, { proposal: stored.proposal, words }),
  ]);
  return {
    proposal: view,
    was,
    proposed,
    events: known.map((event) => viewOf(event, bodies[event.seq])),
    proof: verificationIn(stored, events as unknown as Link[]),
    nameOf,
    obstacles,
  };
}

/** The words of a proposal. Undefined if they were erased by law. */
const wordsIn = ({ bodies }: StoredProposal): ProposalWords | undefined => wordsOf(bodies[1]);

function wordsOf(body: RecordBody | undefined): ProposalWords | undefined {
  return ProposalWords.safeParse(body?.content).data;
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
