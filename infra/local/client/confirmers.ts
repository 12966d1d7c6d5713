import type { Confirmation, ConfirmationAnswer } from '#shared/contract/confirmations.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { lineOf } from '#shared/domain/people.ts';
import { must } from './client.ts';
import { type Journey, viewAs } from './journey.ts';
import { everybody } from './panel.ts';

/**
 * An engineer of another team, or of `team`, who can be asked whether their team has adopted a piece. People in `not` are
 * left out. Throws if there is nobody.
 */
export async function confirmerFor(
  journey: Journey,
  view: CaseView,
  { team: wanted, not = [] }: { team?: string; not?: string[] } = {},
): Promise<string> {
  const { engineer: engineerId } = journey.cast;
  const people = await everybody(journey);
  const engineer = people.find((one) => one.id === engineerId);
  const line = engineer ? lineOf(engineer) : [];
  // People of a low level were never on the panel of this case, not even until an objection.
  const byLevel = people.toSorted((a, b) => (a.level ?? '').localeCompare(b.level ?? ''));
  const found = byLevel.find(
    ({ id, active, team, roles }) =>
      active &&
      team !== engineer?.team &&
      (wanted === undefined || team === wanted) &&
      roles.every((role) => role === 'engineer') &&
      ![...line, ...not].includes(id) &&
      !view.participants.some((one) => one.personId === id),
  );
  if (!found) throw new Error(`Nobody of another team could confirm the work of ${engineerId}`);
  return found.id;
}

/** Everybody who is asked whether their team has adopted the engineer's work says yes. */
export async function confirmAll(journey: Journey): Promise<void> {
  const { evidence } = await viewAs(journey, journey.cast.engineer);
  const asked = (evidence ?? []).flatMap(({ adoption }) => adoption?.asked.filter((one) => one.answer === null) ?? []);
  for (const to of new Set(asked.flatMap((one) => one.to ?? []))) await answerAs(journey, to, 'yes');
}

/** A person answers every question about the engineer's work that they have not answered so. */
export async function answerAs(journey: Journey, who: string, answer: ConfirmationAnswer['answer']): Promise<void> {
  const { send, tokenOf, cast } = journey;
  const token = await tokenOf(who);
  const { body } = await must<{ items: Confirmation[] }>(send, 'GET', '/api/confirmations', { token });
  for (const question of body.items)
    if (question.author.id === cast.engineer && question.answer !== answer)
      await must(send, 'POST', `/api/confirmations/${question.id}`, { token, body: { answer } });
}
