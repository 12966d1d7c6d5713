import type { Transition } from '#shared/contract/ladder-transitions.ts';
import { limits } from '#shared/contract/names.ts';
import { waivingRole } from '#shared/domain/ladder/waiving.ts';
import { roleTitles } from '#shared/domain/words.ts';
import { counted } from './words.ts';

/** The rules of a portfolio and of an exception that hold in every ladder, as sentences. All of them are ours. */

const enough = `${limits.shortestText} characters or more`;

/** What every piece must be, how many there can be, and who can waive a requirement of a transition. */
export function portfolioSentences(transition: Transition): string[] {
  const isAdopted = transition.portfolio.some(({ oneOf }) => oneOf.some((kind) => kind.adoption));
  const isWaivable = transition.portfolio.some((one) => one.waivable);
  return [
    'Every requirement needs the pieces of evidence that it asks for.',
    'A day in a piece of evidence is never in the future. Two pieces of a requirement never have the same link or the same text.',
    `A text has ${enough}.`,
    `A portfolio holds at most ${counted(limits.evidence, 'piece')}${
      isAdopted ? `, and at most ${counted(limits.adopted, 'piece')} that other teams have adopted` : ''
    }.`,
    ...(isWaivable
      ? [
          `The ${waiverTitle(transition)} can waive a requirement only where this page says so, and another signer or HR must confirm it.`,
          `The person who waives it says why, and what is accepted instead. The person who confirms it says why. Each text has ${enough}.`,
          'At least one requirement is met by evidence. While a waiver is still to be answered, the portfolio does not lapse.',
        ]
      : ['No requirement can be waived.']),
  ];
}

/** Who makes an exception where a ladder allows one. */
export const exceptionSentence = `Signers can approve even if a criterion is not met or is unknown. Each of them then gives a reason for each such criterion, and a person of HR who took no part confirms or refuses it, each in ${enough}. The outcome says that there was an exception.`;

/** The title of the person who can waive a requirement of a case on this transition. */
function waiverTitle(transition: Transition): string {
  const role = waivingRole(transition.path.flatMap((stage) => (stage.kind === 'sign-off' ? stage.signers : [])));
  return role ? roleTitles[role] : 'first person who signs';
}
