import type { CaseHead } from '#shared/contract/case.ts';
import type { CaseEvent } from '#shared/contract/events.ts';
import type { WorkflowStage } from '#shared/contract/names.ts';
import { dueAt, event, headAt, later, lead, openingAt, panel, signers, slot } from '#test/support/head-of-case.ts';

/** The people of a case, and events of it. */

export const engineer = 'erin-engineer';
export const reviewers = ['pia-peer', 'paul-peer', 'petra-peer'];
export const holders = [...reviewers, 'omar-odc', 'olga-odc', 'hana-head'];

/** The same notice to several people. */
export const all = (template: string, people: string[]) => people.map((to) => `${to} ${template}`);
export const replacement = slot('calibration.peer-1', 'nina-new', { openFrom: later });
const waiting = panel.map((one) => ({ ...one, openFrom: later }));
export const appointed = event('panel-appointed', { slots: waiting }, 'omar-odc', 3);
export const ref = { seq: 7, digest: 'd'.repeat(64) };
export const reviewBy = (personId: string, at: number) => ({ slot: `calibration.peer-${at}`, by: personId, ref });
export const opened = (stage: WorkflowStage, attempt = 1) => event('stage-opened', { stage, attempt, dueAt });
export const closing = { stage: 'closing' as const, attempt: 1 };
export const signature = {
  slot: 'sign-off.odc-lead',
  by: 'olga-odc',
  decision: 'approve' as const,
  at: later,
  seq: 10,
  stands: true,
};
export const ended = openingAt('closing');

export function caseOpened(by: string): CaseEvent {
  const { ladder, transition } = headAt('track');
  const slots = [...panel.map((one) => ({ ...one, personId: null })), lead, ...signers];
  return event(
    'case-opened',
    { engineerId: engineer, ladder, transition, stage: 'track', slots, accepted: by === engineer },
    by,
    1,
  );
}

export function objectionTo(slotId: string): CaseEvent {
  return event('objection-raised', { objection: 'o1', slot: slotId, ground: 'other' }, engineer);
}

export function answered(answer: 'keep' | 'replace'): CaseEvent {
  const slots = answer === 'keep' ? [] : [replacement];
  return event('objection-answered', { objection: 'o1', answer, slots, conflicts: [] }, 'omar-odc');
}

export function waivedBy(who: string): CaseEvent {
  return event('requirement-waived', { requirement: 'adr', toConfirm: true }, who, 4);
}

export function waiverAnswered(answer: 'confirmed' | 'refused', who: string): CaseEvent {
  return event('waiver-answered', { requirement: 'adr', answer }, who, 5);
}

export function delegated(): CaseEvent {
  const slots = ['sign-off.head-of-department'];
  return event('delegated', { slots, by: 'hana-head', to: 'dana-deputy', from: later, until: dueAt }, 'hana-head');
}

export function reviewed(sealed: boolean): CaseEvent {
  return event('review-submitted', { slot: 'calibration.peer-1', sealed, consensus: false, moves: null }, 'pia-peer');
}

export function signed(decision: 'approve' | 'decline'): CaseEvent {
  return event('signed-off', { slot: 'sign-off.odc-lead', decision, moves: null }, 'olga-odc');
}

export function closed(outcome: NonNullable<CaseHead['outcome']>): CaseEvent {
  return event('case-closed', { outcome, level: null });
}
