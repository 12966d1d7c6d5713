import type { EventView, Verification } from '#shared/contract/view.ts';
import { must, readAll } from './client.ts';
import { type CaseUsage, dollarsOf } from './cost.ts';
import { type Journey, viewAs } from './journey.ts';

/** The result of a walk: the outcome of the case, its verified chain, its cost and its events. */
export interface Walked {
  caseId: string;
  outcome: string | null;
  chain: { verified: true; events: number };
  cost: Omit<CaseUsage, 'invocations' | 'seconds'> & { dollars: number };
  /** The events and who caused them. Null is the system. */
  timeline: { seq: number; at: string; type: string; by: string | null }[];
}

/** Reads a case after its walk, as the engineer. Throws if its chain does not verify. */
export async function proofOf(journey: Journey): Promise<Walked> {
  const { send, tokenOf, caseId, cast } = journey;
  const { outcome } = await viewAs(journey, cast.engineer);
  const token = await tokenOf(cast.engineer);
  const events = await readAll<EventView>(send, `/api/cases/${caseId}/events`, token);
  const { body: chain } = await must<Verification>(send, 'GET', `/api/cases/${caseId}/verify`, { token });
  if (!chain.verified) throw new Error(`The record of ${caseId} does not hold: ${chain.faults.join('; ')}`);
  const { body: usage } = await must<CaseUsage>(send, 'GET', `/local/cost?caseId=${caseId}`);
  const { transitions, historyEvents, requests, readUnits, writeUnits, mails } = usage;
  return {
    caseId,
    outcome,
    chain: { verified: true, events: chain.events },
    cost: { transitions, historyEvents, requests, readUnits, writeUnits, mails, dollars: dollarsOf(usage) },
    timeline: events.map(({ seq, at, type, actor }) => ({ seq, at, type, by: actor.personId })),
  };
}
