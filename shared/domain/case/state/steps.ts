import type { CaseHead, Slot } from '../../../contract/case.ts';
import { hrDesk, type PersonCommandType } from '../../../contract/names.ts';
import { actsWithoutPart, directorsOf, knownPartsIn } from '../../people.ts';

/** A step that a person owes. `key` tells the steps of one person in one case apart. */
export interface OpenStep {
  /** A person, or the desk of HR. */
  personId: string;
  type: PersonCommandType;
  key: string;
  /** The attestation asked for, if the step is one. */
  attestation: string | null;
  /** When it is due, if not with its stage. */
  dueAt: string | null;
  /** The holder of the slot, if this person acts for them as a delegate, and from when until when. */
  onBehalfOf: string | null;
  from: string | null;
  until: string | null;
  /** The people of HR who cannot take it, if it is one of the desk. */
  except?: readonly string[];
}

/** A step of one person, or of the desk of HR. */
export const step = (personId: string, type: PersonCommandType, more: Partial<OpenStep> = {}): OpenStep => ({
  personId,
  type,
  key: type,
  attestation: null,
  dueAt: null,
  onBehalfOf: null,
  from: null,
  until: null,
  ...more,
});

/**
 * Who owes the steps of HR: the delivery directors who take its place and have got no part since. If there are none, its
 * desk. `except`: the people who cannot take them. The desk stands for all of HR, so it stays.
 */
export function deskOf(head: CaseHead, except: readonly string[] = []): string[] {
  const excluded = [...knownPartsIn(head), ...except];
  const directors = directorsOf(head).filter((id) => !excluded.includes(id));
  return directors.length > 0 ? directors : [hrDesk];
}

/** A step of HR. `except` are the people of HR who cannot take it. */
export function stepsOfHr(
  head: CaseHead,
  type: PersonCommandType,
  { except, ...more }: Partial<OpenStep> = {},
): OpenStep[] {
  return deskOf(head, except).map((id) => step(id, type, { ...more, ...(id === hrDesk && except ? { except } : {}) }));
}

/** The people of HR who cannot decide on what others did in the case, because they did something there themselves. */
export function exceptActors(head: CaseHead): { except?: string[] } {
  const except = actsWithoutPart(head);
  return except.length > 0 ? { except } : {};
}

/** A decision of HR on what others did in the case: not a step of those who did something there themselves. */
export function stepsOfUninvolvedHr(head: CaseHead, type: PersonCommandType): OpenStep[] {
  return stepsOfHr(head, type, exceptActors(head));
}

/** A step of a slot: one for its holder and one for each delegate. None while the slot is vacant. */
export function stepsOfSlot(
  head: CaseHead,
  { id, personId, openFrom = null }: Slot,
  type: PersonCommandType,
  more: Partial<OpenStep> = {},
): OpenStep[] {
  if (personId === null) return [];
  const begins = openFrom ?? more.from ?? null;
  const delegates = head.delegations.filter((one) => one.by === personId && one.slots.includes(id));
  return [
    step(personId, type, { ...more, from: begins }),
    ...delegates.map(({ to, by, from, until }) =>
      step(to, type, {
        ...more,
        key: `${more.key ?? type}~${id}`,
        onBehalfOf: by,
        from: begins && begins > from ? begins : from,
        until,
      }),
    ),
  ];
}

/** Whether a step can be taken at an instant: its time has begun, and that of a delegate is not over. */
export function isTimeOf({ from, until }: Pick<OpenStep, 'from' | 'until'>, now: string): boolean {
  return (from === null || from <= now) && (until === null || until > now);
}
