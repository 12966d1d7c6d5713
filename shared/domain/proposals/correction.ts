import type { LastCase } from '../../contract/case.ts';
import type { Case, DraftEvent } from '../../contract/events.ts';
import { correctedTo, type Outcome } from '../../contract/names.ts';
import type { Person } from '../../contract/people.ts';
import type { PersonDraftEvent, PersonEvent } from '../../contract/record-person.ts';
import { no } from '../case/commands/row.ts';
import { approved } from '../case/progress/approved.ts';
import { assessmentOf } from '../case/state/contents.ts';
import { changedFacts } from '../case/state/engineer-record.ts';
import { unconfirmedIn } from '../case/state/evidence.ts';
import { transitionOf } from '../case/state/path.ts';
import type { Context, Rejection } from '../case/state/types.ts';
import { dayIn } from '../case/state/zone.ts';
import { replayPerson } from '../directory/evolve.ts';
import { isHrFor, mayKeepRecords, partsAndOffers, roleOfKeeper, supervisorsOf, unitOfCase } from '../people.ts';
import { holdsSeat } from '../seats/seats.ts';

/** A correction that one person proposed. */
export interface Correction {
  to: Outcome;
  reason: string;
  /** Why the second person confirms it. Left out: it is only proposed. */
  secondReason?: string | undefined;
  proposal: string;
  proposedBy: string;
}

/** What a correction depends on, besides the case. */
export interface CorrectionContext extends Pick<Context, 'ladder' | 'now' | 'seats' | 'people' | 'openCaseId'> {
  actor: Person;
  /** The engineer's last case on this transition. */
  last: LastCase | null;
  /** The chain of the engineer's record. */
  chain: readonly PersonEvent[];
}

/** The event of the case, and the one for the engineer's own chain. */
type CorrectionDecision = { ok: true; event: DraftEvent; move: PersonDraftEvent } | { ok: false; rejection: Rejection };

/**
 * Corrects the wrong outcome of a closed case, with the record of its engineer. A promotion is taken back only
 * while the record says what the case made of it. It is given only if everything that the ladder requires is met, to
 * somebody who is still where the case began. So a correction is no way around a requirement, and writes over nothing.
 */
export function decideCorrection(
  state: Case,
  { to, reason, secondReason, proposal, proposedBy }: Correction,
  context: CorrectionContext,
): CorrectionDecision {
  const { head } = state;
  const { actor, openCaseId, last } = context;
  if (!mayKeepRecords(actor, unitOfCase(head), true) || partsAndOffers(head).includes(actor.id))
    return reject('forbidden', 'This is for people of HR who took no part in the case, and were not asked to.');
  if (head.status !== 'closed') return reject('wrong-stage', 'Only the outcome of a closed case is corrected.');
  if (correctedTo(head.outcome) !== to)
    return reject('not-yet', 'Only ‘promoted’ and ‘not promoted’ are corrected, each to the other.');
  if (openCaseId || last?.caseId !== head.id)
    return reject(
      'open-case-exists',
      'The engineer has had another case since. Only the outcome of the latest is corrected.',
    );
  const given = to === 'promoted' ? promotion(state, context) : takenBack(state, context);
  if (typeof given === 'string') return reject('not-yet', given);
  const engineer = context.people[head.engineerId];
  const leads = engineer ? supervisorsOf(engineer) : [];
  const role = roleOfKeeper(actor, unitOfCase(head));
  const by = { personId: actor.id, role, relation: role, onBehalfOf: null };
  return {
    ok: true,
    event: {
      type: 'outcome-corrected',
      actor: by,
      data: { from: head.outcome, to, proposedBy, proposal, leads, ...(given.seat ? { seat: given.seat } : {}) },
      body: { audience: 'participants', content: { reason, secondReason } },
    },
    move: { ...given.move, actor: by } as PersonDraftEvent,
  };
}

/**
 * Whether it makes sense to offer a correction to a viewer of a closed case: as far as the case and the engineer's record
 * say. That they had another case since, or that no seat is free, is said when it is proposed.
 */
export function mayOfferCorrection(
  state: Case,
  { viewer, ...context }: Pick<Context, 'people' | 'ladder' | 'now'> & { viewer: Person },
): boolean {
  const { head } = state;
  const to = correctedTo(head.outcome);
  if (
    head.status !== 'closed' ||
    to === null ||
    !isHrFor(viewer, unitOfCase(head)) ||
    partsAndOffers(head).includes(viewer.id)
  )
    return false;
  if (to === 'promoted') return whyNotPromoted(state, context) === null;
  const { level, ladder } = context.people[head.engineerId] ?? {};
  return ladder === head.ladder.id && level === transitionOf(context.ladder, head).to;
}

function reject(...[code, message]: Parameters<typeof no>): CorrectionDecision {
  return { ok: false, rejection: no(code, message) };
}

interface Given {
  move: Pick<PersonDraftEvent, 'type' | 'data'>;
  seat?: 'taken' | 'freed';
}

/** The promotion that the case should have ended with, or why it cannot be given. */
function promotion(state: Case, context: CorrectionContext): Given | string {
  const { head } = state;
  const { ladder, now } = context;
  const why = whyNotPromoted(state, context);
  if (why) return why;
  const { seat } = approved(head, context, 'promoted');
  if (seat === 'none') return 'No seat of the level is free.';
  const data = { caseId: head.id, level: transitionOf(ladder, head).to, track: head.track, on: dayIn(head, now) };
  return { move: { type: 'person-promoted', data }, ...(seat ? { seat } : {}) };
}

function whyNotPromoted(state: Case, context: Pick<Context, 'ladder' | 'people' | 'now'>): string | null {
  const { head } = state;
  const { ladder, people } = context;
  if (changedFacts(head, people[head.engineerId], ladder).length > 0)
    return 'The engineer’s record is not what the case began with: nothing is written over it.';
  const open = assessmentOf(state, ladder).criteria.filter((one) => one.verdict !== 'pass');
  const unmet = head.portfolio === null ? [] : unconfirmedIn(state, context);
  if (open.length + unmet.length === 0) return null;
  return `Not everything that the ladder requires is met: ${[...open, ...unmet.map((one) => one.requirement)].map((one) => one.title).join('; ')}.`;
}

/** The record before the promotion that the case should not have ended with, or why it cannot be given back. */
function takenBack({ head }: Case, { people, chain, ladder, seats }: CorrectionContext): Given | string {
  const engineer = people[head.engineerId];
  const at = chain.findLastIndex((one) => one.type === 'person-promoted' && one.data.caseId === head.id);
  const given = chain[at];
  const isSame =
    given?.type === 'person-promoted' &&
    engineer?.ladder === head.ladder.id &&
    engineer.level === given.data.level &&
    engineer.track === given.data.track &&
    engineer.levelSince === given.data.on;
  if (!isSame) return 'The engineer’s record no longer says what the case wrote: nothing is written over it.';
  const before = replayPerson(chain.slice(0, at));
  const data = {
    caseId: head.id,
    level: transitionOf(ladder, head).from,
    track: before ? before.track : (head.ownTrack ?? engineer.track),
    on: before?.levelSince ?? null,
  };
  const isSeated = holdsSeat(seats ?? null, engineer.id);
  return { move: { type: 'person-promotion-undone', data }, ...(isSeated ? { seat: 'freed' as const } : {}) };
}
