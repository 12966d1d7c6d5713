import type { Confirmation } from '#shared/contract/confirmations.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { lineOf } from '#shared/domain/people.ts';
import { must } from './client.ts';
import { type Journey, viewAs } from './journey.ts';
import { everybody } from './panel.ts';

/** An engineer of another team who can be asked whether their team has adopted a piece. Throws if there is nobody. */
export async function confirmerFor(journey: Journey, view: CaseView): Promise<string> {
  const { engineer: engineerId } = journey.cast;
  const people = await everybody(journey);
  const engineer = people.find((one) => one.id === engineerId);
  const line = engineer ? lineOf(engineer) : [];
  const found = people.find(
    ({ id, active, team, roles }) =>
      active &&
      team !== engineer?.team &&
      roles.every((role) => role === 'engineer') &&
      !line.includes(id) &&
      !view.participants.some((one) => one.personId === id),
  );
  if (!found) throw new Error(`Nobody of another team could confirm the work of ${engineerId}`);
  return found.id;
}

/** Everybody who is asked whether their team has adopted the engineer's work says yes. */
export async function confirmAll(journey: Journey): Promise<void> {
  const { send, tokenOf, cast } = journey;
  const { evidence } = await viewAs(journey, cast.engineer);
  const asked = (evidence ?? []).flatMap(({ adoption }) => adoption?.asked.filter((one) => one.answer === null) ?? []);
  for (const to of new Set(asked.flatMap((one) => one.to ?? []))) {
    const token = await tokenOf(to);
    const { body } = await must<{ items: Confirmation[] }>(send, 'GET', '/api/confirmations', { token });
    for (const { id, author, answer } of body.items)
      if (author.id === cast.engineer && answer === null)
        await must(send, 'POST', `/api/confirmations/${id}`, { token, body: { answer: 'yes' } });
  }
}
