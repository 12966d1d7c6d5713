import { Refusal } from '../cases/refusal.ts';
import type { Person } from '../contract/people.ts';
import { mayReadProposal } from '../domain/proposals/decide.ts';
import { hrOrDirectorOnly } from '../records/hr-only.ts';
import type { StoredProposal } from '../store/proposals.ts';

/** The refusal of a proposal that is not there. Whoever may not confirm one gets the same. */
export const noSuchProposal = () => new Refusal('not-found', 'There is no such proposal.');

/** A stored proposal, for those who may confirm it, and for whoever asked for it themselves. Throws `Refusal`. */
export function proposalFor(viewer: Person, stored: StoredProposal | null): StoredProposal {
  if (stored && mayReadProposal(stored.proposal, viewer)) return stored;
  hrOrDirectorOnly(viewer);
  throw noSuchProposal();
}
