import { peer } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { findTransition, stageOf } from '#shared/domain/case/state/path.ts';
import { leads } from '#shared/domain/people.ts';
import { must } from './client.ts';
import type { Journey } from './journey.ts';

/** All people in the directory, as HR sees them. */
export async function everybody({ send, tokenOf }: Pick<Journey, 'send' | 'tokenOf'>): Promise<Person[]> {
  const token = await tokenOf('hr');
  const people: Person[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const path: string = `/api/people?limit=100${cursor ? `&cursor=${cursor}` : ''}`;
    const { body } = await must<{ items: Person[]; next: string | null }>(send, 'GET', path, { token });
    people.push(...body.items);
    cursor = body.next;
  }
  return people;
}

/**
 * Chooses people for the free places of a panel. They are at the target level or of higher rank and have no part in the
 * case yet. People in `not` are left out. People from other teams come first. Throws if there are too few people.
 */
export async function panelFor(journey: Journey, view: CaseView, not: readonly string[] = []): Promise<string[]> {
  const places = freePlaces(view);
  const { ladder, cast } = journey;
  const transition = findTransition(ladder, view.transition);
  const levels = ladder.levels.map((one) => one.id);
  const target = levels.indexOf(transition?.to ?? '');
  const others = transition && stageOf(transition, 'calibration')?.supervisors === 'do-not-review';
  const people = await everybody(journey);
  const engineer = people.find((one) => one.id === cast.engineer);
  const could = people.filter(
    ({ id, active, ladder: on, level, roles }) =>
      active &&
      id !== cast.engineer &&
      !not.includes(id) &&
      !view.participants.some((one) => one.personId === id) &&
      !view.evidence?.some(({ adoption }) => adoption?.asked.some((one) => one.to === id)) &&
      !(others && leads(id, engineer)) &&
      ((on === ladder.id && levels.indexOf(level ?? '') >= target) || roles.includes('odc-lead')),
  );
  const chosen = could
    .sort((one, other) => Number(one.team === engineer?.team) - Number(other.team === engineer?.team))
    .slice(0, places)
    .map((one) => one.id);
  if (chosen.length < places) throw new Error(`Only ${chosen.length} people could sit on a panel of ${places}`);
  return chosen;
}

function freePlaces({ participants }: CaseView): number {
  return participants.filter((one) => one.role === peer && one.personId === null).length;
}
