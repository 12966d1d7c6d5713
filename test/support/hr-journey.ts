import { randomUUID } from 'node:crypto';
import { tokenFor } from '#infra/local/client/tokens.ts';
import { readOrganisation } from '#infra/local/organisation/organisation.ts';
import type { Calendar } from '#shared/contract/calendar.ts';
import type { Person } from '#shared/contract/people.ts';
import type { ProposalResult } from '#shared/contract/proposals.ts';
import type { DraftView } from '#shared/contract/publishing.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { nextOf, textOf } from './drafts.ts';
import { softwareEngineerTrack } from './ladders.ts';

/** Steps of HR in the sample organisation, through the API of a running stack. */

/** Sends a request and returns the parsed answer. Throws if the status is not a success. */
async function ask<T>(url: string, who: string, method: string, path: string, more: RequestInit = {}): Promise<T> {
  const { token } = await tokenFor(url, who);
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID(), ...more.headers };
  const answer = await fetch(`${url}${path}`, { ...more, method, headers });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${text}`);
  return JSON.parse(text) as T;
}

const peopleOfHr = () =>
  readOrganisation()
    .people.filter((one) => one.roles.includes('hr'))
    .map((one) => one.id);

const json = (body: unknown) => ({ body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

const ladder = `/api/hr/ladders/${softwareEngineerTrack.id}`;

/**
 * Publishes the next version of the ladder, in force from a day. One person of HR uploads and proposes it, another one
 * confirms it. Returns the draft.
 */
export async function publishNext(url: string, from: string): Promise<DraftView> {
  const [first = '', second = ''] = peopleOfHr();
  const act = (who: string, command: object) =>
    ask(url, who, 'POST', `${ladder}/commands`, {
      body: JSON.stringify(command),
      headers: { 'content-type': 'application/json' },
    });
  const upload = () =>
    ask(url, first, 'PUT', `${ladder}/draft`, {
      body: `# Uploaded as YAML.\n${textOf(nextOf(softwareEngineerTrack, { title: 'The next version' }))}`,
      headers: { 'content-type': 'application/yaml' },
    });
  await upload();
  const draft = await ask<DraftView>(url, second, 'GET', `${ladder}/draft`);
  const { hash } = draft;
  await act(second, { type: 'discard-draft', hash });
  await upload();
  await act(first, { type: 'propose-publication', hash, from });
  await act(second, { type: 'withdraw-proposal', hash });
  await act(first, { type: 'propose-publication', hash, from });
  await act(second, { type: 'confirm-publication', hash });
  return draft;
}

/**
 * Uses every route of HR for ladders, people, calendars, seats, cycles and proposals: reads all of them, changes one person,
 * moves another to a capped level as two people, changes a calendar, and opens and closes a cycle. Returns the verifications.
 */
export async function lookAfter(url: string): Promise<{ verified: boolean }[]> {
  const engineer = readOrganisation().people.find((one) => one.techLeadId !== null)?.id ?? '';
  const person = await ask<Person>(url, 'hr', 'GET', `/api/people/${engineer}`);
  await ask(url, 'hr', 'PUT', `/api/hr/people/${engineer}`, {
    body: JSON.stringify({ ...inputOf(person), name: `${person.name} Junior` }),
    headers: { 'content-type': 'application/json', 'if-match': `"${person.version}"` },
  });
  const next = readOrganisation().people.find((one) => one.track === 'principal-engineer')?.id ?? '';
  const promoted = await ask<Person>(url, 'hr', 'GET', `/api/people/${next}`);
  const change = {
    kind: 'person',
    of: next,
    version: promoted.version,
    input: { ...inputOf(promoted), level: 'L5', track: 'solution-architect' },
  };
  const proposals = '/api/hr/proposals';
  const { proposalId } = await ask<ProposalResult>(url, 'hr', 'POST', proposals, json({ change, reason: 'Agreed.' }));
  const [, second = ''] = peopleOfHr();
  await ask(url, second, 'GET', `${proposals}/${proposalId}`);
  await ask(url, second, 'POST', `${proposals}/${proposalId}/commands`, json({ type: 'confirm' }));
  const { odc, version, ...calendar } = await ask<Calendar>(url, 'hr', 'GET', `/api/hr/calendars/${person.odc}`);
  await ask(url, 'hr', 'PUT', `/api/hr/calendars/${odc}`, {
    body: JSON.stringify({ ...calendar, holidays: [] }),
    headers: { 'content-type': 'application/json', 'if-match': `"${version}"` },
  });
  for (const path of [
    '/api/hr/seats',
    '/api/hr/calendars',
    `/api/hr/calendars/${odc}/events`,
    '/api/hr/ladders',
    '/api/hr/cycles',
    proposals,
    `${proposals}/${proposalId}/events`,
    ladder,
    `${ladder}/events`,
    `/api/hr/people/${engineer}/events`,
  ])
    await ask(url, 'hr', 'GET', path);
  const cycle = '/api/hr/cycles/quarter-2199';
  const days = { from: '2199-01-01', joinUntil: '2199-01-31', to: '2199-03-31', windows: {} };
  await ask(url, 'hr', 'PUT', cycle, {
    body: JSON.stringify({ name: 'A quarter', kind: 'quarterly', ...days }),
    headers: { 'content-type': 'application/json' },
  });
  await ask(url, 'hr', 'POST', `${cycle}/close`, { headers: { 'if-match': '"1"' } });
  for (const path of [cycle, `${cycle}/events`]) await ask(url, 'hr', 'GET', path);
  return Promise.all(
    [ladder, `/api/hr/people/${engineer}`, `/api/hr/calendars/${odc}`, cycle, `${proposals}/${proposalId}`].map(
      (path) => ask<{ verified: boolean }>(url, 'hr', 'GET', `${path}/verification`),
    ),
  );
}
