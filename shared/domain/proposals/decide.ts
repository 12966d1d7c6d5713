import type { Actor } from '../../contract/events.ts';
import { confirmedWithReason, machineIn, proposalDays } from '../../contract/names.ts';
import type { Person } from '../../contract/people.ts';
import type { Proposal, ProposalFacts } from '../../contract/proposal.ts';
import type { ProposalCommand, ProposalWords, ProposedChange } from '../../contract/proposals.ts';
import type { ProposalDraftEvent } from '../../contract/record-proposal.ts';
import { plusDays } from '../calendar/calendar.ts';
import type { Fault } from '../fault.ts';
import { isDirector, isHr, isHrFor, roleOfKeeper } from '../people.ts';
import { whyNotSecond, whyProposerLeft } from '../two-people.ts';

export type ProposalRejectionCode =
  | 'forbidden'
  | 'already-decided'
  | 'takes-one-person'
  | 'proposal-expired'
  | 'proposal-stale'
  | 'invalid-input';

export type ProposalDecision = { ok: true; event: ProposalDraftEvent } | Refused;

interface Refused {
  ok: false;
  rejection: { code: ProposalRejectionCode; message: string; faults?: Fault[] };
}

/** Decides a proposal of HR. Whether the change itself is possible is decided by the record that it changes. */
export function decidePropose(
  words: ProposalWords,
  {
    now,
    actor,
    matters,
    to,
    except,
    about,
    names,
    units,
  }: Pick<ProposalFacts, 'matters' | 'to' | 'except' | 'about' | 'names' | 'units'> & { now: string; actor: Person },
): ProposalDecision {
  const isOwn = mayAsk(words.change, actor);
  if (!isOwn && !isHrFor(actor, units ?? null)) return reject('forbidden', 'Only HR proposes changes of records.');
  if (matters.length === 0) return reject('takes-one-person', 'One person can make this change: save it.');
  const facts = { matters, to, except, about, names, units };
  const role = isOwn ? ownRole(actor) : ('hr' as const);
  const by = { personId: actor.id, role, relation: 'proposer', onBehalfOf: null };
  return { ok: true, event: proposed(words, facts, by, now) };
}

/**
 * The proposal of a machine to carry out a file of people that it has sent. One person of HR confirms it, and carries out what
 * one person can.
 */
export function proposalOfMachine(words: ProposalWords, machine: Actor, now: string): ProposalDraftEvent {
  return proposed(words, { matters: ['import'], to: 'hr' }, machine, now);
}

/** The end of a proposal that nobody decided in time. Null: it is decided, or still has time. */
export function decideExpiry({ state, expiresAt }: Proposal, now: string): ProposalDraftEvent | null {
  if (state !== 'open' || now < expiresAt) return null;
  const actor = { personId: null, role: 'system', relation: 'sweep', onBehalfOf: null } as const;
  return { type: 'change-expired', data: {}, actor };
}

/** A machine takes its proposal back: a newer file of its has taken the place of the older one. */
export function withdrawalOfMachine(actor: Actor): ProposalDraftEvent {
  return { type: 'change-withdrawn', data: {}, actor };
}

function proposed(
  words: ProposalWords,
  {
    matters,
    to,
    except,
    about,
    names,
    units,
  }: Pick<ProposalFacts, 'matters' | 'to' | 'except' | 'about' | 'names' | 'units'>,
  actor: Actor,
  now: string,
): ProposalDraftEvent {
  const { kind, of, version } = words.change;
  return {
    type: 'change-proposed',
    data: {
      ...{ kind, of, version, matters, to },
      expiresAt: plusDays(now, proposalDays),
      ...(except ? { except } : {}),
      ...(about ? { about } : {}),
      ...(names?.length ? { names } : {}),
      ...(units ? { units } : {}),
    },
    actor,
    body: words,
  };
}

/** Whether a change is one that a person asks for themselves. Everybody asks for their own leave. */
export function mayAsk({ kind, of }: Pick<ProposedChange, 'kind' | 'of'>, actor: Person | null): actor is Person {
  return kind === 'leave' && actor?.active === true && actor.id === of;
}

/** Whether somebody reads a proposal: whoever may confirm it, and whoever asked for it themselves. */
export function mayReadProposal(proposal: Proposal, actor: Person): boolean {
  return mayConfirm(proposal, actor) || mayAsk(proposal, actor);
}

/** What a decision on a proposal needs beside it. */
export interface ProposalContext {
  /** ISO instant. */
  now: string;
  actor: Person;
  /** Since when the actor has had the role of HR, or of a delivery director if they are not of HR. Null: they have neither. */
  heldSince: string | null;
  /** Whether the actor takes part in an open case that rests on the record, or is the person of the record. */
  isInvolved: boolean;
  /** Who proposed it, as they are now. Null: they are not in the directory, or are a machine. */
  proposer: Person | null;
  /** Whether they take part in an open case that rests on the record now. */
  isProposerInvolved: boolean;
  /** The version of the record now. Null: there is none. */
  version: number | null;
  /** The people whom the change concerns. */
  concerned: readonly string[];
}

/** Decides a command on a proposal: the proposer withdraws it, a second person confirms or refuses it. */
export function decideProposal(
  proposal: Proposal,
  command: ProposalCommand,
  context: ProposalContext,
): ProposalDecision {
  const { actor } = context;
  if (!mayReadProposal(proposal, actor)) return reject('forbidden', 'This is for HR.');
  if (proposal.state !== 'open') return reject('already-decided', `This proposal is ${proposal.state} already.`);
  if (command.type === 'withdraw') {
    if (actor.id !== proposal.by) return reject('forbidden', 'Only the person who proposed a change withdraws it.');
    return accept(proposal, actor, 'proposer', { type: 'change-withdrawn', data: {} });
  }
  if (!mayConfirm(proposal, actor)) return reject('forbidden', 'This is for HR.');
  const why = whyNotDecider(proposal, context);
  if (why) return reject('forbidden', why);
  if (command.type === 'refuse')
    return accept(proposal, actor, 'second person', {
      type: 'change-refused',
      data: {},
      body: { reason: command.reason },
    });
  const over = refusalForAll(proposal, context);
  if (over) return over;
  const { reason } = command;
  if (confirmedWithReason.includes(proposal.kind) !== (reason !== undefined)) return wrongReason(reason);
  return accept(proposal, actor, 'second person', {
    type: 'change-confirmed',
    data: { told: [...context.concerned] },
    ...(reason ? { body: { reason } } : {}),
  });
}

function wrongReason(reason: string | undefined): ProposalDecision {
  const [message, why] = reason
    ? ['This is confirmed without a reason.', 'leave it out']
    : ['This is confirmed with a reason of your own.', 'say why you confirm it'];
  return { ok: false, rejection: { code: 'invalid-input', message, faults: [{ path: 'reason', reason: why }] } };
}

/** Whether somebody has the role to confirm a proposal: of HR for its units, or a delivery director where it is their step. */
export function mayConfirm({ to, except, units }: Pick<Proposal, 'to' | 'except' | 'units'>, actor: Person): boolean {
  if (except?.includes(actor.id)) return false;
  return isHrFor(actor, units ?? null) || (to === 'delivery-director' && isDirector(actor));
}

/** Why a person can neither confirm nor refuse what another one proposed, or null. */
export function whyNotDecider(
  { by, at }: Pick<Proposal, 'by' | 'at'>,
  { actor, heldSince, isInvolved }: Pick<ProposalContext, 'actor' | 'heldSince' | 'isInvolved'>,
): string | null {
  const involved = isInvolved ? 'You are involved in this: another person decides.' : null;
  return whyNotSecond({ by: [by], at }, actor, heldSince) ?? involved;
}

/** The refusal of everybody who confirms an open proposal that cannot be confirmed any more, or null. */
export function refusalForAll(proposal: Proposal, context: ProposalContext): Refused | null {
  if (context.now >= proposal.expiresAt)
    return reject('proposal-expired', 'This proposal has expired. HR can propose it again.');
  if (context.version !== proposal.version)
    return reject('proposal-stale', 'The record has changed since this was proposed. HR can propose it again.');
  const isFree = machineIn(proposal.by) !== null || mayAsk(proposal, context.proposer);
  const left = isFree ? null : whyProposerLeft(context.proposer, proposal.units ?? null);
  if (left) return reject('proposal-stale', `${left} HR can propose it again.`);
  if (context.isProposerInvolved)
    return reject(
      'proposal-stale',
      'The person who proposed this is involved in it now. Another person of HR can propose it again.',
    );
  return null;
}

type Recorded = ProposalDraftEvent extends infer One ? (One extends unknown ? Omit<One, 'actor'> : never) : never;

function accept({ units }: Proposal, by: Person, relation: string, event: Recorded): ProposalDecision {
  const role = isHr(by) || isDirector(by) ? roleOfKeeper(by, units ?? null) : ownRole(by);
  const actor = { personId: by.id, role, relation, onBehalfOf: null };
  return { ok: true, event: { ...event, actor } as ProposalDraftEvent };
}

/** The role under which somebody asks for something for themselves: any that they have. */
const ownRole = ({ roles: [role = 'engineer'] }: Person) => role;

function reject(code: ProposalRejectionCode, message: string): Refused {
  return { ok: false, rejection: { code, message } };
}
