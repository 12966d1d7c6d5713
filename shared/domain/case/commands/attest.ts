import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { afterStep } from '../progress/after-step.ts';
import { attestationsFor } from '../progress/attestations.ts';
import { carriedOver } from '../progress/next-stage.ts';
import { accept, type Decision, reject, rejectFaults } from '../state/types.ts';
import { type CommandRow, no, type PersonContext } from './row.ts';

export const attestRow: CommandRow<'attest'> = {
  title: 'Answer what ratings cannot show',
  underSeal: 'sealed',
  by: { slot: (slot) => ['reviewer', 'lead', 'attester'].includes(slot.part) },
  whose: 'the person whom the ladder asks',
  stages: ['calibration', 'attestation'],
  against: (head, person, facts) => {
    const mine = attestationsFor(head, person, facts);
    if (mine.length === 0) return no('forbidden', 'No criterion of this case asks you to attest.');
    return mine.some((one) => !one.given) ? null : no('already-done', 'You have answered every question.');
  },
  events: ['attested', 'stage-carried-over'],
  decide: attest,
};

/** Answers a question that ratings cannot answer: yes or no, with what the person saw. */
function attest(state: Case, command: CommandOf<'attest'>, context: PersonContext): Decision {
  const { attestation, answer, note, evidence } = command;
  const { head } = state;
  const owed = attestationsFor(head, context.actor, context);
  const asked = owed.find((one) => one.id === attestation);
  if (!asked)
    return reject('invalid-input', 'This is not among the questions put to you.', [
      { path: 'attestation', reason: `give one of ${owed.map((one) => one.id).join(', ')}` },
    ]);
  if (asked.given) return reject('already-done', 'You have answered this question; the answer stands.');
  const faults = evidence
    .filter((id) => !(id in head.evidence))
    .map((id) => ({ path: `evidence.${evidence.indexOf(id)}`, reason: 'the portfolio has no such piece' }));
  if (asked.onlyYes && answer === 'no')
    faults.push({ path: 'answer', reason: 'say so once you have talked; until then the case waits, or is withdrawn' });
  const actor = { ...context.by, relation: asked.slot.id };
  const given = { id: attestation, by: context.actor.id, seq: head.version + 1, at: context.now };
  const after = { ...head, attestations: [...head.attestations, given] };
  const { moves, carried } = afterStep(after, context.ladder, asked.stage);
  return (
    rejectFaults('The answer was not recorded.', faults) ??
    accept([
      {
        type: 'attested',
        actor,
        data: { attestation, moves },
        body: { audience: asked.audience, content: { attestation, answer, note, evidence } },
      },
      ...carriedOver(carried, actor),
    ])
  );
}
