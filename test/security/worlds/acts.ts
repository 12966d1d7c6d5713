import type { PersonCommand } from '#shared/contract/commands.ts';
import type { Case } from '#shared/contract/events.ts';
import {
  attest,
  consensus,
  ratingsOf,
  review,
  selfAssessment,
  signOff,
  waiver,
  waiverAnswer,
} from '#test/support/commands.ts';
import { type Answers, ask, json } from './answers.ts';
import { ladder, spare } from './people.ts';
import { longAway, piece } from './story.ts';
import { type Twin, tellAll } from './twin.ts';

/** What a person tries in a case: every command there is, whether it is open to them or refused. */

const rated = ratingsOf(ladder, 3);
const reason = 'Everybody who was there has seen it, and says so.';
const slots = [
  'calibration.tech-lead',
  'calibration.odc-lead',
  'calibration.peer-1',
  'calibration.peer-2',
  'calibration.peer-3',
  'calibration.lead',
  'sign-off.odc-lead',
  'sign-off.delivery-director',
];
/** Olga could once act for another reviewer. */
const replacement = (slot: string) =>
  slot.endsWith('peer-3') ? 'olga-odc' : slot.includes('peer') ? spare.peer : spare.lead;
const delegates = ['olga-odc', 'otto-odc', 'pia-peer', 'hiro-head', 'dina-director', spare.lead, spare.peer];

/** Who had a part or could act for somebody cannot be asked. The last one can. */
const confirmers = ['paula-peer', 'pia-peer', 'otto-odc', 'toby-lead', spare.confirmer];
const against = ['eve-engineer', 'olga-odc'];

/** In this order: a person tries what takes a part from them, or ends the case, after everything else. */
export const commandsOn = (state: Case): PersonCommand[] => [
  { type: 'ask', question: reason },
  { type: 'declare-track', track: 'guide' },
  piece('talk', 'one-more'),
  { ...piece('design-doc', 'changed'), type: 'amend-evidence', evidence: 'e1' } as PersonCommand,
  ...confirmers.map((confirmerId): PersonCommand => ({ type: 'name-confirmer', evidence: 'e2', confirmerId })),
  { type: 'confirm-evidence', evidence: 'e2', answer: 'yes' },
  { type: 'carry-evidence', evidence: ['e1'] },
  waiver('talk'),
  waiverAnswer('talk'),
  { type: 'answer', question: 'q1', answer: reason },
  ...slots.map((slot): PersonCommand => ({ type: 'raise-objection', slot, ground: 'other', reason })),
  ...['o1', 'o2', 'o3'].map(
    (objection): PersonCommand => ({ type: 'answer-objection', objection, answer: 'keep', reason, to: null }),
  ),
  { type: 'accept-panel' },
  attest('leads'),
  review(rated),
  { ...review(ratingsOf(ladder, 4)), type: 'amend-review', reason } as PersonCommand,
  consensus(rated),
  signOff(state, ladder, 'approve'),
  { type: 'recall', reason },
  { type: 'confirm-track', decision: 'stay', reason },
  { type: 'extend-deadline', until: longAway.slice(0, 10), reason },
  { type: 'waive-window', answer: 'waive', cycleId: null, reason },
  { type: 'join-cycle', cycleId: 'annual-2026', reason },
  { type: 'decide-appeal', decision: 'dismiss', reason, reviewers: [], lead: null },
  { type: 'decide-exception', decision: 'confirm', reason },
  { type: 'decide-stop', decision: 'end', reason },
  ...against.map((one): PersonCommand => ({ type: 'appeal', ground: 'conflict', statement: reason, against: one })),
  { type: 'appeal', ground: 'procedure', statement: reason, against: null },
  ...slots.map(
    (slot): PersonCommand => ({
      type: 'delegate',
      slots: [slot],
      to: replacement(slot),
      from: null,
      until: longAway,
      reason,
    }),
  ),
  ...delegates.map((to): PersonCommand => ({ type: 'end-delegation', to })),
  ...slots.map((slot): PersonCommand => ({ type: 'reassign', slot, to: replacement(slot), reason })),
  { type: 'remove-evidence', evidence: 'e2' },
  selfAssessment(rated),
  { type: 'submit-portfolio' },
  { type: 'appoint-panel', reviewers: ['petra-peer', 'hilde-hr', spare.peer] },
  { type: 'recuse', reason },
  { type: 'declare-conflict', reason },
  { type: 'cancel', reason },
  { type: 'withdraw', reason },
];

/** Sends commands one after the other, each on the case as the person reads it then. Gives every answer. */
export async function tries(twin: Twin, who: string, commands: readonly PersonCommand[]): Promise<Answers> {
  const answers: Answers = [];
  const path = `/api/cases/${twin.caseId}`;
  for (const [at, command] of commands.entries()) {
    const { etag } = await ask(twin, who, path);
    // A refusal of an old version tells what has changed since. One in ten commands tries that.
    for (const version of at % 10 === 0 ? ['"1"', etag] : [etag]) {
      const { bytes } = await ask(
        twin,
        who,
        `${path}/commands`,
        json('POST', command, {
          'idempotency-key': `${at} on ${version}`.replace(/ /g, '-'),
          ...(version && { 'if-match': version }),
        }),
      );
      answers.push([`act ${at}, ${command.type} on ${version}`, bytes]);
      twin.world.clock.advanceDays(10 / (24 * 60));
      await tellAll(twin);
    }
  }
  return answers;
}
