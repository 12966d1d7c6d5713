import { fewestHr } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import { isHr, isHrFor, isHrForAll, mayKeepRecords, type Units } from './people.ts';

/**
 * The rule of two people: what one person proposed, another one confirms, who had the role for it before the proposal.
 * So nobody can give the role to an accomplice for the purpose.
 */

/** A proposal as the rule sees it. */
export interface Proposed {
  /** Everybody who had a hand in it. */
  by: readonly string[];
  /** ISO instant. */
  at: string;
}

/**
 * Why a person may not confirm a proposal, or null.
 *
 * @param heldSince since when the person has had the role for it without a break. Null: they do not have it
 */
export function whyNotSecond({ by, at }: Proposed, actor: { id: string }, heldSince: string | null): string | null {
  if (by.includes(actor.id)) return 'This takes a second person, who had no hand in the proposal.';
  if (heldSince === null || heldSince > at)
    return 'This takes a person who had their role before the change was proposed. You got yours after that.';
  return null;
}

/**
 * Why what a person proposed cannot be confirmed any more, or null. Two people means two who may: also the one who proposed
 * it, at the moment at which it is made.
 */
export function whyProposerLeft(proposer: Person | null, units: Units): string | null {
  if (proposer && isHrFor(proposer, units)) return null;
  return proposer && isHr(proposer)
    ? 'The person who proposed this is limited to other units now.'
    : 'The person who proposed this does not work in HR any more.';
}

/**
 * Why what a person confirmed cannot be carried out any more, or null. A file is carried out after it was confirmed: so its
 * confirmer needs their role until the last row.
 */
export function whyConfirmerLeft(confirmer: Person | null, units: Units): string | null {
  if (confirmer && mayKeepRecords(confirmer, units, true)) return null;
  return confirmer && isHr(confirmer)
    ? 'The person who confirmed this is limited to other units now.'
    : 'The person who confirmed this does not have the role for it any more.';
}

/**
 * Whether a change of a record leaves fewer people of HR than the rule of two people needs.
 *
 * @param hr the active people of HR before it who are limited to no units: somebody has to be left for every unit
 */
export function leavesTooFewOfHr(
  id: string,
  after: Pick<Person, 'roles' | 'active' | 'hrUnits'>,
  hr: readonly string[],
): boolean {
  return hr.includes(id) && !isHrForAll(after) && hr.length - 1 < fewestHr;
}
