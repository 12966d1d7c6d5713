import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { openCase } from '#shared/cases/open.ts';
import { readCase } from '#shared/cases/read.ts';
import type { PersonCommandType } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { actorOf } from '#test/support/actor.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { startWorld } from '#test/support/world.ts';
import { fieldsOf, type Page, type Site, startSite } from './visit.ts';

/** A site with engineers of every level, and people who can sit on panels. */

const lena = smallOrganisation.find((one) => one.id === 'lena-senior') as Person;

const among = (prefix: string, more: Partial<Person>) =>
  Array.from({ length: 12 }, (_, at) =>
    person(`${prefix}-${at}`, {
      ...lena,
      id: `${prefix}-${at}`,
      name: `${prefix} ${at}`,
      email: `${prefix}-${at}@example.com`,
      ...more,
    }),
  );

const peers = [
  person('pia-peer', { level: 'L4', team: 'Island' }),
  person('paul-peer', { level: 'L4', team: 'Island' }),
  person('petra-peer', { level: 'L4' }),
  person('peer-two', { level: 'L4' }),
];

export async function startTurns(): Promise<Site> {
  const people = [
    ...smallOrganisation,
    ...peers,
    ...among('junior', { level: 'L1' }),
    ...among('middle', { level: 'L2' }),
    ...among('senior', { level: 'L3' }),
    ...among('principal', { level: 'L4', track: 'principal-engineer', levelSince: '2022-01-01' }),
  ];
  const site = await startSite({}, await startWorld(people));
  // Takes engineers from the end. Tests that use fixed ids take them from the beginning.
  let left = 12;
  return { ...site, nextEngineer: () => `middle-${--left}` };
}

/** Opens a case of an engineer on a transition, and its first stage. */
export async function open(site: Site, engineerId: string, transition: string, cycleId: string | null = null) {
  const { world } = site;
  const input = { engineerId, ladderId: 'software-engineer-track', transition, cycleId };
  const meta = { idempotencyKey: randomUUID(), requestId: 'test' };
  const { caseId } = (await openCase(world.outside, await actorOf(world.outside, engineerId), input, meta)).result;
  await world.step(caseId);
  return caseId;
}

/** A person's view of a case. */
export async function viewOf(site: Site, personId: string, caseId: string): Promise<CaseView> {
  return (await readCase(site.world.outside, await actorOf(site.world.outside, personId), caseId)).view;
}

/** The holder of a slot. */
export async function holderOf(site: Site, caseId: string, slot: string): Promise<string | null | undefined> {
  return (await viewOf(site, 'hugo-hr', caseId)).participants.find((one) => one.slot === slot)?.personId;
}

/** Opens the form of a step. */
export async function formOf(site: Site, who: string, caseId: string, step: PersonCommandType, query = '') {
  return (await site.visitor(who)).get(`/cases/${caseId}/steps/${step}${query}`);
}

/** Sends the form of a step, and expects success. */
export async function does(
  site: Site,
  who: string,
  caseId: string,
  step: PersonCommandType,
  fields: Record<string, string> = {},
  query = '',
): Promise<void> {
  const page = await (await site.visitor(who)).fill(caseId, step, fields, query);
  expect([step, page.status, faultsOf(page)]).toEqual([step, 303, []]);
}

/** Sends the form of a step, and expects a refusal at these fields. The form must keep its values, and nothing must change. */
export async function isRefused(
  site: Site,
  who: string,
  caseId: string,
  step: PersonCommandType,
  fields: Record<string, string>,
  at: string[],
  query = '',
): Promise<Page> {
  const before = await site.world.everything(caseId);
  const page = await (await site.visitor(who)).fill(caseId, step, fields, query);
  expect([step, page.status, faultsOf(page)]).toEqual([
    step,
    422,
    at.map((field) => `f-${field.replaceAll('.', '-')}`),
  ]);
  expect(fieldsOf(page.html)).toMatchObject(fields);
  for (const field of faultsOf(page)) expect(page.html).toContain(`id="${field}"`);
  expect(await site.world.everything(caseId)).toEqual(before);
  return page;
}

/** The fields that the summary of a refused form links to. */
function faultsOf({ html }: Page): string[] {
  return [...html.matchAll(/<a href="#(f-[^"]+)">/g)].map(([, id = '']) => id);
}
