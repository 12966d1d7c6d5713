import { hrDesk, isOfPerson, machineIn } from '../../contract/names.ts';
import type { ChangeNotice, ChangeTemplate } from '../../contract/notices.ts';
import type { Proposal } from '../../contract/proposal.ts';
import type { ProposalEvent } from '../../contract/record-proposal.ts';

/** A notice of a change before it is stored. */
export type ChangeTold = Pick<ChangeNotice, 'to' | 'template' | 'proposalId' | 'data'>;

/**
 * The notices of an event of a proposal. A new one is a step for HR, or for the delivery directors, without the person who
 * proposed it and the person of the record. A confirmed one concerns the person of the record and their old and new leads.
 * The proposer hears how it ended. Nobody is told of their own act, and no machine is told.
 */
export function noticesOfChange(
  event: ProposalEvent,
  proposal: Proposal,
  holders: Readonly<Record<'hr' | 'delivery-director', readonly string[]>>,
): ChangeTold[] {
  const { id: proposalId, kind, of, matters, by, to, except, about, units } = proposal;
  const cannotConfirm = [by, ...(isOfPerson(kind) ? [of] : []), ...(except ?? [])];
  const told = (template: ChangeTemplate, to: readonly string[]): ChangeTold[] =>
    [...new Set(to)]
      .filter((id) => id !== event.actor.personId && machineIn(id) === null)
      .map((id) => ({
        to: id,
        template,
        proposalId,
        data: {
          kind,
          of,
          matters,
          by,
          ...(about ? { about } : {}),
          ...(id === hrDesk ? { except: cannotConfirm, ...(units ? { units } : {}) } : {}),
        },
      }));
  switch (event.type) {
    case 'change-proposed':
      return told(
        'change-proposed',
        to === 'hr' && !except ? [hrDesk] : holders[to].filter((id) => !cannotConfirm.includes(id)),
      );
    case 'change-confirmed':
      return told('change-confirmed', [...event.data.told, by]);
    case 'change-refused':
      return told('change-refused', [by]);
    case 'change-expired':
      return told('change-expired', [by]);
    case 'change-applied':
      return told('change-applied', [by, ...(proposal.decidedBy ? [proposal.decidedBy] : [])]);
    case 'change-withdrawn':
      return [];
  }
}
