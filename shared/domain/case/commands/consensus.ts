import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import type { Fault } from '../../fault.ts';
import { dimensionsOf } from '../../ladder/dimensions.ts';
import { farApart } from '../../ladder/far-apart.ts';
import { afterStep, withConsensus } from '../progress/after-step.ts';
import { carriedOver, unlockedNow } from '../progress/next-stage.ts';
import { isForLead, openObjections } from '../slots/objections.ts';
import { bodyAt, consensusAt, type ReviewBody } from '../state/contents.ts';
import { sealIsOpen } from '../state/seal.ts';
import { accept, type Decision, rejectFaults } from '../state/types.ts';
import { faultsOfAntiSignals, faultsOfLocked, faultsOfLockedSignals, faultsOfRatings } from './ratings.ts';
import { type CommandRow, lead, no, type PersonContext } from './row.ts';

export const recordConsensusRow: CommandRow<'record-consensus'> = {
  title: 'Record the consensus',
  underSeal: 'sealed',
  by: lead.by,
  whose: 'the calibration lead; with one reviewer, the review is the consensus',
  stages: ['calibration'],
  against: (head) => {
    if (head.consensus) return no('already-done', 'The consensus is recorded.');
    if (!sealIsOpen(head)) return no('not-yet', 'Reviews are still owed; the consensus comes after the last of them.');
    // The lead answers these objections, so this tells them nothing.
    return openObjections(head).some((one) => isForLead(head, one.slot))
      ? no('not-yet', 'The engineer has objected to a reviewer: answer the objection first.')
      : null;
  },
  needsVersion: true,
  events: ['consensus-recorded', 'stage-carried-over'],
  decide: recordConsensus,
};

/**
 * Records one value per dimension, with a reason if the reviews are far apart. Anti-signals are confirmed or dropped.
 */
function recordConsensus(state: Case, command: CommandOf<'record-consensus'>, context: PersonContext): Decision {
  const { ratings, reasons, antiSignals, comment } = command;
  const { head } = state;
  const reviews = head.reviews
    .map((review) => bodyAt<ReviewBody>(state, review.ref.seq))
    .filter((body): body is ReviewBody => body !== null);
  const before = head.returned?.consensus ? consensusAt(state, head.returned.consensus.seq) : null;
  const named = new Set(reviews.flatMap((review) => review.antiSignals.map((one) => one.id)));
  const unlocked = unlockedNow(head);
  const faults = [
    ...faultsOfRatings(context.ladder, ratings, reasons, 'reasons'),
    ...(before
      ? [
          ...faultsOfLocked(before.ratings, ratings, unlocked, 'rating'),
          ...faultsOfLockedSignals(context.ladder, before, antiSignals, named, unlocked, 'confirmed'),
        ]
      : []),
    ...faultsOfAntiSignals(
      context.ladder,
      ratings,
      antiSignals.map((one) => one.id),
    ).filter((fault) => antiSignals[Number(fault.path.split('.')[1])]?.confirmed !== false),
    ...dimensionsOf(context.ladder)
      .filter(({ id }) => Object.hasOwn(ratings, id) && !reasons[id])
      .filter(({ id }) => farApart(reviews.flatMap((review) => review.ratings[id] ?? [])))
      .map(({ id, title }) => ({
        path: `reasons.${id}`,
        reason: `the reviews of '${title}' are far apart: say how you settled it`,
      })),
    ...faultsOfSettled(antiSignals),
    ...unsettledAntiSignals(named, antiSignals),
  ];
  const { moves, carried } = afterStep(withConsensus(head), context.ladder, 'calibration');
  const actor = context.by;
  return (
    rejectFaults('The consensus was not recorded.', faults) ??
    accept([
      {
        type: 'consensus-recorded',
        actor,
        data: { moves },
        body: { audience: 'calibration', content: { ratings, reasons, antiSignals, comment } },
      },
      ...carriedOver(carried, actor),
    ])
  );
}

function faultsOfSettled(antiSignals: CommandOf<'record-consensus'>['antiSignals']): Fault[] {
  return antiSignals.flatMap(({ confirmed, example, reason }, at) => {
    if (confirmed)
      return example
        ? []
        : [
            {
              path: `antiSignals.${at}.example`,
              reason: 'a confirmed anti-signal needs a written example from the period',
            },
          ];
    return reason ? [] : [{ path: `antiSignals.${at}.reason`, reason: 'say why this anti-signal does not count' }];
  });
}

/** The anti-signals that a review named and the lead neither confirmed nor dropped. */
function unsettledAntiSignals(named: ReadonlySet<string>, settled: { id: string }[]): Fault[] {
  return [...named]
    .filter((id) => !settled.some((one) => one.id === id))
    .map((id) => ({ path: `antiSignals.${id}`, reason: 'a review named this anti-signal: confirm it or drop it' }));
}
