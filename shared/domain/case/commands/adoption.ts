import type { Adoption, CaseHead } from '../../../contract/case.ts';
import type { CommandOf } from '../../../contract/commands.ts';
import type { Case, DraftEvent } from '../../../contract/events.ts';
import { limits } from '../../../contract/names.ts';
import type { Person, PersonEntry } from '../../../contract/people.ts';
import type { Fault } from '../../fault.ts';
import { isSamePlace } from '../../places.ts';
import { backToSigners } from '../progress/next-stage.ts';
import { standingOf, whyNotConfirm } from '../slots/confirmer.ts';
import { adoptionsToRename, confirmationDue, latestAdoptions, namingDue, openAdoptions } from '../state/adoption.ts';
import {
  bodyAt,
  type EvidenceBody,
  evidenceOf,
  type PortfolioBody,
  portfolioBodyOf,
  withAnswers,
} from '../state/contents.ts';
import { accept, type Decision, type Guard, guardsOn, reject, rejectFaults } from '../state/types.ts';
import { type CommandRow, engineer, no, type PersonContext } from './row.ts';

export const nameConfirmerRow: CommandRow<'name-confirmer'> = {
  title: 'Name another person who can confirm a piece of evidence',
  underSeal: 'open',
  askedBy: 'adoption-unanswered',
  ...engineer,
  stages: 'open',
  against: (head) =>
    adoptionsToRename(head).length === 0 ? no('not-yet', 'Nobody asks you for another name at the moment.') : null,
  facts: { calendars: 'read' },
  names: ({ confirmerId }) => [confirmerId],
  events: ['adoption-asked'],
  decide: nameConfirmer,
};

export const confirmEvidenceRow: CommandRow<'confirm-evidence'> = {
  title: 'Say whether your team has adopted a piece of work',
  underSeal: 'open',
  by: { confirmer: true },
  whose: 'a person who is asked about their own team',
  stages: 'open',
  facts: { engineer: 'guarded', calendars: 'read' },
  events: ['adoption-answered'],
  decide: confirmEvidence,
};

function nameConfirmer(state: Case, command: CommandOf<'name-confirmer'>, context: PersonContext): Decision {
  const { head } = state;
  const asked = adoptionsToRename(head).find((one) => one.evidence === command.evidence);
  if (!asked)
    return reject('invalid-input', 'Nobody asks for another name here.', [
      { path: 'evidence', reason: 'give the id of a piece whose first person could not say' },
    ]);
  const { confirmerId } = command;
  const adoption = bodyAt<EvidenceBody>(state, asked.piece)?.adoption;
  const why = head.adoptions.some((one) => one.to === confirmerId && one.piece === asked.piece)
    ? 'this person was asked already: name another one'
    : whyNotNamed(context.people[confirmerId], adoption?.team, context.actor, head);
  return (
    rejectFaults('Nobody was asked.', why === null ? [] : [{ path: 'confirmerId', reason: why }]) ??
    accept(
      [asking(asked, 2, confirmerId, confirmationDue(head, context, context.actor), context.by)],
      guardsOn([confirmerId], context),
    )
  );
}

function confirmEvidence(state: Case, command: CommandOf<'confirm-evidence'>, context: PersonContext): Decision {
  const { head } = state;
  const { evidence, answer } = command;
  const engineer = context.people[head.engineerId];
  const asked = openAdoptions(head).find((one) => one.to === context.actor.id && one.evidence === evidence);
  if (!asked || !engineer) return reject('not-yet', 'You are not asked about this.');
  if (asked.answer === answer) return reject('already-done', 'You have said so already.');
  // Each answer is an event, and takes back what was signed before it.
  if ((asked.changes ?? 0) >= limits.changedAnswers)
    return reject('already-done', `You have changed your answer ${limits.changedAnswers} times, and that is the most.`);
  const { piece, turn } = asked;
  const team = bodyAt<EvidenceBody>(state, piece)?.adoption?.team;
  const { canSay, stands } = standingOf(asked, team, context.actor, engineer, head);
  if (stands || (answer !== 'not-mine' && !canSay))
    return reject('invalid-input', 'Your answer was not sent.', [
      {
        path: 'answer',
        reason: `you cannot answer for this team any more${stands ? '' : ': say that you cannot say'}`,
      },
    ]);
  // Whoever was silent can say so later. The engineer knows already by when they name another person.
  const nameBy = answer === 'not-mine' && turn === 1 ? (asked.nameBy ?? namingDue(head, context, engineer)) : null;
  const answered = { ...asked, answer, nameBy };
  const adoptions = head.adoptions.map((one) => (isSame(one, asked) ? answered : one));
  // The engineer can be changing the portfolio. An answer does not hand that in.
  const handedIn = head.portfolio && bodyAt<PortfolioBody>(state, head.portfolio.seq);
  const content = handedIn ? withAnswers(handedIn, adoptions) : portfolioBodyOf({ ...head, adoptions });
  return accept(
    [
      {
        type: 'adoption-answered',
        actor: context.by,
        data: {
          evidence,
          piece,
          turn,
          answer,
          nameBy,
          ...(head.stage === 'exception' ? { moves: backToSigners(head) } : {}),
        },
        body: { audience: 'participants', content: { ...content } },
      },
    ],
    guardsOn([engineer.id], context),
  );
}

/** What keeps a portfolio from being handed in because of the people whom it names. They are checked once more. */
export function faultsOfConfirmers(state: Case, { people, actor }: PersonContext): Fault[] {
  return evidenceOf(state).flatMap(({ id, adoption }) => {
    const asked = toAsk(state.head).find((one) => one.evidence === id);
    if (!asked || !adoption) return [];
    const why = whyNotNamed(people[adoption.confirmerId], adoption.team, actor, state.head);
    return why === null ? [] : [{ path: `evidence.${id}.adoption.confirmerId`, reason: why }];
  });
}

/** The people who are asked when the portfolio is handed in, and the checks that they are as they were. */
export function askedNow({ head }: Case, context: PersonContext): { events: DraftEvent[]; guards: Guard[] } {
  const asked = toAsk(head);
  const dueAt = confirmationDue(head, context, context.actor);
  return {
    events: asked.map((one) => asking(one, 1, one.to ?? '', dueAt, context.by)),
    guards: guardsOn(
      asked.flatMap((one) => one.to ?? []),
      context,
    ),
  };
}

/** What was not asked yet. What nobody could answer names nobody, and is not asked again. */
const toAsk = (head: CaseHead) => latestAdoptions(head).filter((one) => one.askedAt === null && one.to !== null);

/** Why the engineer may not name a person of this team, or null. */
export function whyNotNamed(
  person: PersonEntry | undefined,
  team: string | undefined,
  engineer: Person,
  head: CaseHead,
): string | null {
  const why = whyNotConfirm(person, engineer, head);
  if (why !== null) return why;
  return team === undefined || isSamePlace(person?.team ?? '', team) ? null : `name a person of the team '${team}'`;
}

/** The event that asks a person. */
export function asking(
  { evidence, piece }: Adoption,
  turn: number,
  to: string,
  dueAt: string | null,
  actor: DraftEvent['actor'],
): DraftEvent {
  return { type: 'adoption-asked', actor, data: { evidence, piece, turn, to, dueAt } };
}

/** Whether two records are of one person who was asked. */
function isSame(one: Adoption, other: Adoption): boolean {
  return one.evidence === other.evidence && one.piece === other.piece && one.turn === other.turn && one.to === other.to;
}
