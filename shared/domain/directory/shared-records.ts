import type { ProposalMatter } from '../../contract/names.ts';
import type { Fault } from '../fault.ts';
import type { OpenCase } from './involvement.ts';

/**
 * Calendars and cycles are shared by many cases. So somebody who takes part in an open case does not change one alone:
 * they propose the change, and a second person, who takes part in none, confirms it.
 */
export function mattersOfShared(casesOfActor: readonly OpenCase[]): ProposalMatter[] {
  return casesOfActor.length > 0 ? ['shared'] : [];
}

/** The refusal of a change of a shared record that takes two people. */
export const sharedTakesTwo = {
  code: 'takes-two-people' as const,
  message:
    'You take part in an open case, and many cases share this record: propose the change with a reason, and another person of HR confirms it.',
  faults: [] as Fault[],
};
