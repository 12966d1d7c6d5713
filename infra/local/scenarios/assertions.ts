import assert from 'node:assert/strict';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { CaseView, EventView } from '#shared/contract/view.ts';
import { readAll, UnexpectedAnswer } from '../client/client.ts';
import { act, closed, type Journey } from '../client/journey.ts';

/** The assertions of scenarios. Each throws if it is not true. */

/** The events of a case, as HR reads them. */
export async function eventsOf({ send, tokenOf, caseId }: Journey): Promise<EventView[]> {
  return readAll<EventView>(send, `/api/cases/${caseId}/events`, await tokenOf('hr'));
}

/** Asserts that a case has exactly `times` events of a type, and gives them in order. */
export async function happened(journey: Journey, type: string, times = 1): Promise<EventView[]> {
  const found = (await eventsOf(journey)).filter((event) => event.type === type);
  assert.equal(found.length, times, `${type} happened ${found.length} times instead of ${times}`);
  return found;
}

/** Asserts that a command is refused with a code, and gives the body of the answer. */
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
    assert.equal(body.code, code, `${command.type} of ${who} was refused with ${body.code} instead of ${code}`);
    onStep?.({ who, what: `${command.type}: refused`, stage: code, outcome: null });
    return JSON.stringify(body);
  }
  throw new Error(`${command.type} of ${who} was accepted in ${caseId} instead of being refused with ${code}`);
}

/** Asserts the outcome of a case, and gives the case as the engineer sees it. */
export async function endsAs(journey: Journey, outcome: CaseView['outcome']): Promise<CaseView> {
  const view = await closed(journey);
  assert.equal(view.outcome, outcome, `The case ended as ${view.outcome} instead of ${outcome}`);
  return view;
}

/** Asserts that two values are equal. `what` names them in the error. */
export function same<T>(what: string, actual: T, expected: T): void {
  assert.deepEqual(actual, expected, `${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
}
