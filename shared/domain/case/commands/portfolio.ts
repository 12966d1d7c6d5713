import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { carriedOver, nextStage, reopenedByPortfolio } from '../progress/next-stage.ts';
import { isUnchanged } from '../progress/returned-portfolio.ts';
import { portfolioBodyOf } from '../state/contents.ts';
import { faultsOfPortfolio } from '../state/evidence.ts';
import { accept, type Decision, rejectFaults } from '../state/types.ts';
import { askedNow, faultsOfConfirmers } from './adoption.ts';
import { type CommandRow, engineer, type PersonContext } from './row.ts';

export const submitPortfolioRow: CommandRow<'submit-portfolio'> = {
  title: 'Hand in the portfolio',
  underSeal: 'open',
  ...engineer,
  stages: ['portfolio'],
  facts: { confirmers: 'guarded', calendars: 'read' },
  events: ['portfolio-submitted', 'adoption-asked', 'stage-carried-over'],
  decide: submitPortfolio,
};

/**
 * Hands in the portfolio. Every requirement must be met or waived. The record pins what was handed in by event numbers.
 * If the portfolio is unchanged after a return, everything that was decided on it still stands.
 */
function submitPortfolio(state: Case, _command: CommandOf<'submit-portfolio'>, context: PersonContext): Decision {
  const { head } = state;
  const content = portfolioBodyOf(head);
  const unchanged = isUnchanged(state);
  const reopened = unchanged ? [] : reopenedByPortfolio(head, context.ladder);
  const { moves, carried } = nextStage(
    unchanged ? head : { ...head, portfolio: { seq: head.version + 1, digest: '' } },
    context.ladder,
    'portfolio',
    reopened,
  );
  const actor = context.by;
  const asked = askedNow(state, context);
  return (
    rejectFaults('The portfolio is not complete.', [
      ...faultsOfPortfolio(state, context),
      ...faultsOfConfirmers(state, context),
    ]) ??
    accept(
      [
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
        ...asked.events,
        ...carriedOver(carried, actor),
      ],
      asked.guards,
    )
  );
}
