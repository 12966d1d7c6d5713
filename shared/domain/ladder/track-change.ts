import type { Transition } from '../../contract/ladder-transitions.ts';

/** Whether a transition moves to another track of the same level. */
export function isTrackChange({ from, to }: Pick<Transition, 'from' | 'to'>): boolean {
  return from === to;
}
