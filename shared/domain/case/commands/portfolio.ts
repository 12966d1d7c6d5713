import type { CaseHead, Slot } from '../../../contract/case.ts';
import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { carriedOver, nextStage, reopenedByPortfolio } from '../progress/next-stage.ts';
import { bodyAt, evidenceOf, type PortfolioBody } from '../state/contents.ts';
import { faultsOfPortfolio, portfolioOf } from '../state/evidence.ts';
import { accept, type Decision, reject, rejectFaults } from '../state/types.ts';
import { type CommandRow, engineer, type PersonContext } from './row.ts';

export const submitPortfolioRow: CommandRow<'submit-portfolio'> = {
  title: 'Hand in the portfolio',
  underSeal: 'open',
  ...engineer,
  stages: ['portfolio'],
  events: ['portfolio-submitted', 'stage-carried-over'],
  decide: submitPortfolio,
};

export const waiveRequirementRow: CommandRow<'waive-requirement'> = {
  title: 'Waive a requirement',
  underSeal: 'open',
  by: { slot: (slot, head) => slot.id === waiverOf(head)?.id },
  whose: 'the ODC lead of this case, or the first to sign where there is none',
  stages: ['portfolio'],
  events: ['requirement-waived'],
  decide: waiveRequirement,
};

/**
 * Hands in the portfolio. Every requirement must be met or waived. The record pins what was handed in by event numbers.
 * If the portfolio is unchanged after a return, everything that was decided on it still stands.
 */
function submitPortfolio(state: Case, _command: CommandOf<'submit-portfolio'>, context: PersonContext): Decision {
  const { head } = state;
  const evidence = evidenceOf(state).map(({ id }) => ({ id, seq: head.evidence[id] as number }));
  const content: PortfolioBody = {
    evidence,
    waivers: head.waivers.map(({ requirement, seq }) => ({ requirement, seq })),
  };
  const before = head.portfolio && bodyAt<PortfolioBody>(state, head.portfolio.seq);
  const unchanged = before !== null && isSame(before, content);
  const reopened = unchanged ? [] : reopenedByPortfolio(head, context.ladder);
  const { moves, carried } = nextStage(
    unchanged ? head : { ...head, portfolio: { seq: head.version + 1, digest: '' } },
    context.ladder,
    'portfolio',
    reopened,
  );
  const actor = context.by;
  return (
    rejectFaults('The portfolio is not complete.', faultsOfPortfolio(state, context)) ??
    accept([
      {
        type: 'portfolio-submitted',
        actor,
        data: {
          moves,
          ...(unchanged ? { unchanged } : {}),
          ...(reopened.includes('calibration') ? { reopensCalibration: true } : {}),
        },
        body: { audience: 'participants', content: { ...content } },
      },
      ...carriedOver(carried, actor),
    ])
  );
}

function waiveRequirement(state: Case, command: CommandOf<'waive-requirement'>, context: PersonContext): Decision {
  const { requirement, reason, instead } = command;
  const portfolio = portfolioOf(state.head, context.ladder);
  if (!portfolio.some((one) => one.id === requirement))
    return reject('invalid-input', 'The ladder has no such requirement.', [
      { path: 'requirement', reason: `give one of ${portfolio.map((one) => one.id).join(', ')}` },
    ]);
  if (state.head.waivers.some((one) => one.requirement === requirement))
    return reject('already-done', 'This requirement is waived already.');
  return accept([
    {
      type: 'requirement-waived',
      actor: context.by,
      data: { requirement },
      body: { audience: 'participants', content: { requirement, reason, instead } },
    },
  ]);
}

function isSame(one: PortfolioBody, other: PortfolioBody): boolean {
  const seqs = ({ evidence, waivers }: PortfolioBody) =>
    [...evidence, ...waivers].map(({ seq }) => seq).sort((a, b) => a - b);
  return String(seqs(one)) === String(seqs(other));
}

/** The slot whose holder may waive a requirement. */
function waiverOf(head: CaseHead): Slot | undefined {
  const signers = head.slots.filter((slot) => slot.part === 'signer');
  return signers.find((slot) => slot.role === 'odc-lead') ?? signers[0];
}
