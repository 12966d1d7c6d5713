import { expect, test } from 'vitest';
import { SignalsOfEvent } from '#functions/web/views/case/anti-signals.tsx';
import type { CaseView, EventView } from '#shared/contract/view.ts';
import { threeReviewerLadder as ladder } from '#test/support/test-ladder.ts';
import { wordsOf } from './visit.ts';

/** What the history says of anti-signals, event by event. */

const id = 'craft-2';
const view = { reviews: [] } as unknown as CaseView;
const event = (seq: number, type: string, antiSignals: object[] = [], data: object = {}) =>
  ({ seq, type, data, body: { antiSignals } }) as unknown as EventView;
const review = event(1, 'review-submitted', [{ id, example: 'Twice in March.' }]);
const confirms = (seq: number) => event(seq, 'consensus-recorded', [{ id, confirmed: true, example: 'Twice.' }]);
const drops = (seq: number) => event(seq, 'consensus-recorded', [{ id, confirmed: false, reason: 'It was not them.' }]);
const closed = (seq: number, outcome: string) => event(seq, 'case-closed', [], { outcome });
const upheld = (seq: number) => event(seq, 'appeal-decided', [], { decision: 'upheld' });

/** The words for each event that names the signal. */
const said = (...events: EventView[]) =>
  events
    .map((one) => wordsOf(String(SignalsOfEvent({ view, ladder, event: one, events }) ?? '')).trim())
    .filter(Boolean)
    .map((words) => words.replace('Anti-signal ‘what step 2 must not show’: ', ''));

const dropped = 'dropped, because It was not them.';

test('a signal that a second consensus drops after a return is nowhere shown as if it stood', () => {
  expect(said(review, confirms(2), event(3, 'signed-off'), drops(4))).toEqual([
    dropped,
    `confirmed. In the end: ${dropped}`,
    dropped,
  ]);
});

test('a signal that a second consensus confirms after a return counts, and the first says so too', () => {
  expect(said(review, drops(2), confirms(4))).toEqual(['confirmed', `${dropped} In the end: confirmed`, 'confirmed']);
});

test('a review that was the consensus and no longer names a signal says so', () => {
  const alone = event(1, 'review-submitted', [{ id, example: 'Twice.' }], { consensus: true });
  expect(said(alone, event(3, 'review-amended', [], { consensus: true }))).toEqual([
    'confirmed. In the end: no longer named',
  ]);
});

test('what others find after an appeal says nothing of a review before it, unless its reviews stay', () => {
  const events = (outcome: string) => [review, confirms(2), closed(3, outcome), upheld(4), drops(5)];
  expect(said(...events('not-promoted'))).toEqual(['confirmed', 'confirmed', dropped]);
  expect(said(...events('cancelled'))).toEqual([dropped, `confirmed. In the end: ${dropped}`, dropped]);
});

test('a signal on which no consensus has spoken is named', () => {
  expect(said(review)).toEqual(['named']);
});
