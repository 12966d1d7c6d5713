import { machineIn, type ProposalState } from '../../contract/names.ts';
import type { Proposal } from '../../contract/proposal.ts';
import type { ProposalEvent, ProposalEventType } from '../../contract/record-proposal.ts';

const states: Record<Exclude<ProposalEventType, 'change-proposed' | 'change-applied'>, ProposalState> = {
  'change-confirmed': 'confirmed',
  'change-refused': 'refused',
  'change-withdrawn': 'withdrawn',
  'change-expired': 'expired',
};

export function evolveProposal(proposal: Proposal | null, event: ProposalEvent): Proposal {
  const { at, seq, hash } = event;
  const by = event.actor.personId ?? (machineIn(event.actor.relation) === null ? '' : event.actor.relation);
  const audit = { seq, hash };
  if (event.type === 'change-proposed')
    return {
      id: event.chain.slice('proposal:'.length),
      ...event.data,
      by,
      at,
      state: 'open',
      decidedBy: null,
      decidedAt: null,
      revision: 1,
      audit,
    };
  if (!proposal) throw new Error('A proposal begins with change-proposed');
  const revision = proposal.revision + 1;
  if (event.type === 'change-applied') return { ...proposal, revision, audit };
  return {
    ...proposal,
    state: states[event.type],
    decidedBy: event.type === 'change-expired' ? null : by,
    decidedAt: at,
    revision,
    audit,
  };
}
