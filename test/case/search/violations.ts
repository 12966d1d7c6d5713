import type { CaseEvent } from '#shared/contract/events.ts';
import { openSteps } from '#shared/domain/case/progress/open-steps.ts';
import { stageOf, transitionOf } from '#shared/domain/case/state/path.ts';
import type { Setting, State } from './state.ts';

const deciding: CaseEvent['type'][] = [
  'review-submitted',
  'review-amended',
  'consensus-recorded',
  'attested',
  'signed-off',
  'requirement-waived',
  'waiver-answered',
  'objection-answered',
  'appeal-decided',
];

/** The violations of separation of duties after an event. They are found with our own notes, not with the decider. */
export function violationsOf(
  setting: Setting,
  before: State | null,
  event: CaseEvent,
  { case: { head }, notes }: State,
): string[] {
  const found: string[] = [];
  const by = event.actor.personId ?? '';
  const decides = deciding.includes(event.type);
  if (decides && by === setting.engineerId) found.push('decides on their own case');
  if (head.slots.some((slot) => slot.personId === setting.engineerId)) found.push('has a part in their own case');
  if (decides && before?.notes.conflicted.includes(by)) found.push('decides with a conflict');
  if (head.slots.some((slot) => slot.personId !== null && notes.conflicted.includes(slot.personId) && isAhead(slot.id)))
    found.push('has a part to play with a conflict');
  if (hasTwoParts()) found.push('fills two parts');
  const sits = head.slots.some(
    (slot) => slot.stage === 'calibration' && notes.calibratorsBefore.includes(slot.personId ?? ''),
  );
  if (sits || notes.calibrators.some((id) => notes.calibratorsBefore.includes(id))) found.push('sits on both panels');
  if (event.type === 'appeal-decided' && (before?.notes.calibrators.includes(by) || head.past.includes(by)))
    found.push('decides an appeal in a case they took part in');
  if (head.status === 'open' && openSteps(head, setting.ladder).length === 0) found.push('waits for nobody');
  return found;

  function isAhead(slot: string): boolean {
    return !head.acts.some((act) => act.slot === slot) && !head.reviews.some((one) => one.slot === slot);
  }

  function hasTwoParts(): boolean {
    const parts = [
      ...head.slots.flatMap((slot) => (slot.personId ? [[slot.personId, slot.id]] : [])),
      ...head.reviews.map((one) => [one.by, one.slot]),
      ...head.attestations.flatMap((one) => [[one.by, notes.answeredUnder[one.id] ?? '']]),
      ...head.signOffs.flatMap((one) => (one.stands ? [[one.by, one.slot]] : [])),
      ...(notes.consensusBy ? [[notes.consensusBy, 'calibration.lead']] : []),
    ] as [string, string][];
    const may = stageOf(transitionOf(setting.ladder, head), 'sign-off')?.calibratorMaySign ?? false;
    const together = (slot: string) =>
      may === true ||
      head.slots.some((one) => one.id === slot && may !== false && may.some((role) => role === one.role));
    const signs = (slot: string) => slot.startsWith('sign-off.');
    return parts.some(([one, slot]) =>
      parts.some(
        ([other, too]) =>
          one === other && slot !== too && !(signs(slot) !== signs(too) && together(signs(slot) ? too : slot)),
      ),
    );
  }
}
