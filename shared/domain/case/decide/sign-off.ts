import type { PersonCommand, Seen } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { assessmentOf, seenOf } from '../parts.ts';
import { transitionOf } from '../path.ts';
import { slotFor } from '../rights.ts';
import { accept, type Decision, reject, rejectFaults } from '../types.ts';
import { personActor } from './actors.ts';
import type { PersonContext } from './decide.ts';

type Command = Extract<PersonCommand, { type: 'sign-off' }>;

/**
 * A signer's decision, on exactly what stands: `seen` must say what the case says now. One decline closes the case; it
 * is promoted when the last signer approves. A criterion that is not passed needs a reason to approve, where the ladder
 * allows it at all. The criteria are frozen into the record.
 */
export function signOff(state: Case, command: Command, context: PersonContext): Decision {
  const { type, decision, comment, seen, exceptionReasons } = command;
  const { head } = state;
  const { criteria } = assessmentOf(state, context.ladder);
  const stands = seenOf(state, context.ladder);
  if (!isSame(seen, stands))
    return reject('seen-changed', 'What you decided on is not what stands now. Read the case again, then decide.');

  const open = criteria.filter((one) => one.verdict !== 'pass');
  if (decision === 'approve' && open.length > 0 && transitionOf(context.ladder, head).exceptions === 'forbidden')
    return reject(
      'not-yet',
      `This ladder allows no exceptions, and not every criterion is met: ${open.map((one) => one.title).join('; ')}.`,
    );
  const faults = [
    ...(decision === 'approve'
      ? open
          .filter((one) => !exceptionReasons[one.id])
          .map((one) => ({
            path: `exceptionReasons.${one.id}`,
            reason: `this criterion is ${one.verdict === 'fail' ? 'not met' : 'unknown'}: say why you approve all the same`,
          }))
      : []),
    ...Object.keys(exceptionReasons)
      .filter((id) => decision === 'decline' || !open.some((one) => one.id === id))
      .map((id) => ({ path: `exceptionReasons.${id}`, reason: 'no exception is needed here; leave it out' })),
  ];

  const slot = slotFor(head, type, context.actor)?.id ?? '';
  const signers = head.slots.filter((one) => one.part === 'signer');
  const others = signers.filter((one) => one.id !== slot);
  const isLast = others.every((one) => head.signOffs.some((done) => done.slot === one.id));
  const outcome = decision === 'decline' ? 'not-promoted' : isLast ? 'promoted' : null;
  return (
    rejectFaults('The decision was not recorded.', faults) ??
    accept([
      {
        type: 'signed-off',
        actor: personActor(state, type, context),
        data: { slot, decision, moves: outcome && { stage: 'closing', attempt: 1, outcome } },
        body: { audience: 'decision', content: { comment, seen, exceptionReasons, criteria } },
      },
    ])
  );
}

function isSame(seen: Seen, stands: Seen): boolean {
  const ids = Object.keys(stands.criteria);
  return (
    seen.portfolio === stands.portfolio &&
    seen.consensus === stands.consensus &&
    seen.reviews.length === stands.reviews.length &&
    seen.reviews.every((digest, at) => digest === stands.reviews[at]) &&
    Object.keys(seen.criteria).length === ids.length &&
    ids.every((id) => seen.criteria[id] === stands.criteria[id])
  );
}
