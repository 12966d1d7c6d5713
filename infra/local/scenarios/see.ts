import assert from 'node:assert/strict';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { CaseView, EventView } from '#shared/contract/view.ts';
import { must, UnexpectedAnswer } from '../client.ts';
import { act, closed, type Journey } from '../journey.ts';

/** What a scenario looks at to see that all was as it says. Each throws where it was not. */

/** Everything that happened in a case, as HR reads it. */
export async function eventsOf({ send, tokenOf, caseId }: Journey): Promise<EventView[]> {
  const path = `/api/cases/${caseId}/events`;
  return (await must<{ items: EventView[] }>(send, 'GET', path, { token: await tokenOf('hr') })).body.items;
}

/** Sees that something happened in a case, so many times; gives it, in order. */
export async function happened(journey: Journey, type: string, times = 1): Promise<EventView[]> {
  const found = (await eventsOf(journey)).filter((event) => event.type === type);
  assert.equal(found.length, times, `${type} happened ${found.length} times, and not ${times}`);
  return found;
}

/** Sees that a command of somebody is refused by a code; gives what the answer says. */
export async function refused(
  journey: Journey,
  who: string,
  command: PersonCommand,
  code: string,
  headers: Record<string, string> = {},
): Promise<string> {
  const { onStep, caseId } = journey;
  try {
    await act({ ...journey, onStep: () => {} }, who, command, headers);
  } catch (error) {
    if (!(error instanceof UnexpectedAnswer)) throw error;
    const { body } = error.answer;
    assert.equal(body.code, code, `${command.type} of ${who} was refused by ${body.code}, and not by ${code}`);
    onStep?.({ who, what: `${command.type}: refused`, stage: code, outcome: null });
    return JSON.stringify(body);
  }
  throw new Error(`${command.type} of ${who} was taken in ${caseId}, and should have been refused by ${code}`);
}

/** Sees how a case ends; gives it as the engineer sees it. */
export async function endsAs(journey: Journey, outcome: CaseView['outcome']): Promise<CaseView> {
  const view = await closed(journey);
  assert.equal(view.outcome, outcome, `The case ended as ${view.outcome}, and not as ${outcome}`);
  return view;
}

/** Sees that two things are the same; `what` says what they are. */
export function same<T>(what: string, actual: T, expected: T): void {
  assert.deepEqual(actual, expected, `${what}: ${JSON.stringify(actual)}, and not ${JSON.stringify(expected)}`);
}
