import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { portfolioOf } from '../state/evidence.ts';
import { sealIsOpen } from '../state/seal.ts';
import { accept, type Decision, reject } from '../state/types.ts';
import { isOwnWaiver, openWaivers, waiverSlotOf } from '../state/waivers.ts';
import { type CommandRow, no, type PersonContext } from './row.ts';

export const waiveRequirementRow: CommandRow<'waive-requirement'> = {
  title: 'Waive a requirement',
  repeats: () => true,
  underSeal: 'open',
  by: { slot: (slot, head) => slot.id === waiverSlotOf(head)?.id },
  whose: 'the ODC lead of this case, or the first to sign where there is none',
  stages: ['portfolio'],
  against: (head, _person, { ladder }) =>
    portfolioOf(head, ladder).some((one) => one.waivable)
      ? null
      : no('forbidden', 'The ladder lets no requirement of this case be waived.'),
  events: ['requirement-waived'],
  decide: waiveRequirement,
};

export const answerWaiverRow: CommandRow<'answer-waiver'> = {
  title: 'Answer a waiver',
  underSeal: 'open',
  askedBy: 'requirement-waived',
  by: { hr: true, slot: (slot) => slot.part === 'signer' },
  whose: 'another signer of this case, or HR',
  stages: ['portfolio'],
  against: (head, person, _facts, acting) => {
    const open = openWaivers(head);
    if (open.length === 0) return no('not-yet', 'There is no waiver to answer.');
    if (acting && !sealIsOpen(head))
      return no('forbidden', 'Signers read no evidence before the calibration, so HR answers this waiver.');
    return open.every((one) => isOwnWaiver(one, person, acting?.slot)) ? ownWaiver : null;
  },
  events: ['waiver-answered'],
  decide: answerWaiver,
};

const ownWaiver = no('forbidden', 'Nobody confirms their own waiver.');

/**
 * Waives a requirement, if the ladder says that it can be waived. Another signer or HR must confirm it before it counts.
 * One requirement at least must be met by evidence.
 */
function waiveRequirement(state: Case, command: CommandOf<'waive-requirement'>, context: PersonContext): Decision {
  const { requirement, reason, instead } = command;
  const portfolio = portfolioOf(state.head, context.ladder);
  const asked = portfolio.find((one) => one.id === requirement);
  const waivable = portfolio.filter((one) => one.waivable).map((one) => one.id);
  if (!asked?.waivable)
    return reject(
      'invalid-input',
      asked ? 'The ladder does not let this be waived.' : 'The ladder has no such requirement.',
      [{ path: 'requirement', reason: `give one of ${waivable.join(', ')}` }],
    );
  const { waivers } = state.head;
  if (waivers.some((one) => one.requirement === requirement))
    return reject('already-done', 'This requirement is waived already.');
  if (waivers.length + 1 >= portfolio.length)
    return reject('invalid-input', 'Not every requirement of a case can be waived.', [
      { path: 'requirement', reason: 'one requirement at least must be met by evidence' },
    ]);
  return accept([
    {
      type: 'requirement-waived',
      actor: context.by,
      data: { requirement, toConfirm: true },
      body: { audience: 'participants', content: { requirement, reason, instead } },
    },
  ]);
}

function answerWaiver(state: Case, command: CommandOf<'answer-waiver'>, context: PersonContext): Decision {
  const { requirement, answer, reason } = command;
  const open = openWaivers(state.head);
  const waiver = open.find((one) => one.requirement === requirement);
  if (!waiver)
    return reject('invalid-input', 'There is no such waiver to answer.', [
      { path: 'requirement', reason: `give one of ${open.map((one) => one.requirement).join(', ')}` },
    ]);
  if (isOwnWaiver(waiver, context.actor, context.acting?.slot)) return { ok: false, rejection: ownWaiver };
  return accept([
    {
      type: 'waiver-answered',
      actor: context.by,
      data: { requirement, answer: answer === 'confirm' ? 'confirmed' : 'refused' },
      // The record keeps a refusal in sight, because the waiver is gone with it.
      body: {
        audience: 'participants',
        content: answer === 'refuse' ? { reason, requirement, by: context.actor.id } : { reason },
      },
    },
  ]);
}
