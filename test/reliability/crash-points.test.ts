import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommandOf } from '#shared/contract/commands.ts';
import { personCommandTypes } from '#shared/contract/names.ts';
import { bodyAt } from '#shared/domain/case/state/contents.ts';
import { attest, evidence, waiver } from '#test/support/commands.ts';
import { extent } from '#test/support/extent.ts';
import {
  answersOwed,
  commandFor,
  grounds,
  missingPieces,
  type StepContext,
  signature,
} from '#test/support/step-commands.ts';
import { shortLadder } from '#test/support/test-ladder.ts';
import { Journey } from './support/killed-journey.ts';
import { covered, startKilling, stopKilling, tried } from './support/killing.ts';

beforeAll(startKilling);
afterAll(stopKilling);

const reason = 'It is better so.';
type Review = CommandOf<'submit-review'>;
type AddEvidence = CommandOf<'add-evidence'>;
const firstMissing = (context: StepContext) => missingPieces(context)[0] as AddEvidence;

const asLongAsItTakes = 600_000;

test(
  'a case until promotion: a window, a waiver, reminders, and an execution stopped by hand',
  async () => {
    const journey = await new Journey('promoted').open('ida-one', 'L1-L2');
    await journey.days(7);
    await journey.take('ida-one', 'submit-self-assessment');
    await journey.stopped();
    await journey.take('tess-lead', 'submit-review');
    await journey.act('tess-lead', (context) => ({
      ...(commandFor({ type: 'submit-review', key: '', attestation: null }, context) as Review),
      type: 'amend-review',
      reason,
    }));
    await journey.act('tess-lead', { type: 'ask', question: 'Which part was yours?' });
    await journey.act('ida-one', { type: 'answer', question: 'q1', answer: reason });
    await journey.take('tess-lead', 'attest', 'ships-features-independently');
    await journey.act('ida-one', firstMissing);
    await journey.act('ida-one', (context) => ({ ...firstMissing(context), type: 'amend-evidence', evidence: 'e1' }));
    await journey.act('ida-one', { type: 'remove-evidence', evidence: 'e1' });
    await journey.portfolio('ida-one');
    await journey.act('hugo-hr', { type: 'join-cycle', cycleId: 'annual-2026', reason });
    await journey.take('hugo-hr', 'waive-window');
    await journey.days(30);
    await journey.take('omar-odc', 'sign-off');
    expect((await journey.state()).head.outcome).toBe('promoted');
  },
  asLongAsItTakes,
);

test(
  'a case with a panel, objections, delegation, a return and people who leave',
  async () => {
    const journey = await new Journey('panel').open('lena-three', 'L3-L4');
    const slot = 'calibration.tech-lead';
    await journey.take('lena-three', 'declare-track');
    await journey.act('lena-three', { type: 'raise-objection', slot, ground: 'other', reason });
    await journey.take('omar-odc', 'answer-objection', null, 'answer-objection.o1');
    await journey.take('omar-odc', 'appoint-panel');
    await journey.take('lena-three', 'accept-panel');
    await journey.take('lena-three', 'submit-self-assessment');
    await journey.portfolio('lena-three');
    const [asked] = answersOwed((await journey.state()).head);
    if (!asked) throw new Error('Nobody is asked');
    await journey.act(asked.who, { ...asked.command, answer: 'not-mine' });
    await journey.take('lena-three', 'name-confirmer', null, `name-confirmer.${asked.command.evidence}`);
    await journey.confirmed();
    const until = new Date(Date.parse('2026-03-02T09:00:00Z') + 80 * 24 * 3600 * 1000).toISOString();
    await journey.act('tess-lead', { type: 'delegate', slots: [slot], to: 'oona-odc', from: null, until, reason });
    await journey.take('oona-odc', 'submit-review');
    await journey.act('tess-lead', { type: 'end-delegation', to: 'oona-odc' });
    const [first = '', second = ''] = await journey.panel();
    await journey.act(first, { type: 'recuse', reason });
    await journey.take('omar-odc', 'appoint-panel');
    await journey.take('lena-three', 'accept-panel');
    for (const who of [...(await journey.panel()).slice(0, 1), second]) await journey.take(who, 'submit-review');
    await journey.take('omar-odc', 'record-consensus');
    await journey.take('tess-lead', 'attest', 'people-leadership');
    await journey.take('omar-odc', 'attest', 'track-evidence');
    await journey.act('hana-head', { type: 'declare-conflict', reason });
    await journey.act('hugo-hr', { type: 'extend-deadline', until: '2026-05-29', reason });
    await journey.act('omar-odc', (context) =>
      signature(context, 'return', { stage: 'portfolio', reasons: { 'evidence.e1': reason } }),
    );
    await journey.act('lena-three', (context) => {
      const { requirement, kind, fields, adoption } = bodyAt(
        context.state,
        context.state.head.evidence.e1 ?? 0,
      ) as AddEvidence;
      const piece = { ...evidence(requirement, kind, fields), ...(adoption ? { adoption } : {}) };
      return { ...piece, type: 'amend-evidence', evidence: 'e1' };
    });
    await journey.take('lena-three', 'submit-portfolio');
    await journey.confirmed();
    await journey.take('omar-odc', 'record-consensus');
    await journey.take('omar-odc', 'sign-off');
    await journey.act('omar-odc', { type: 'recall', reason });
    await journey.take('omar-odc', 'sign-off');
    await journey.changed('dario-director', { active: false });
    await journey.system({ type: 'resettle' });
    await journey.act('hugo-hr', { type: 'reassign', slot: 'sign-off.head-of-department', to: 'hilda-head', reason });
    await journey.take('hilda-head', 'sign-off');
    expect((await journey.state()).head.outcome).toBe('promoted');
  },
  asLongAsItTakes,
);

test(
  'declined cases, their appeals, and a next case with evidence carried over',
  async () => {
    const declined = async (name: string) => {
      const journey = await new Journey(name).open('erin-two', 'L2-L3');
      await journey.take('erin-two', 'submit-self-assessment');
      await journey.take('tess-lead', 'submit-review');
      await journey.take('tess-lead', 'attest', 'mentoring-readiness');
      await journey.take('tess-lead', 'attest', 'owns-a-module');
      await journey.act('omar-odc', waiver('p1-postmortem'));
      await journey.take('tess-lead', 'answer-waiver', null, 'answer-waiver.p1-postmortem');
      await journey.portfolio('erin-two');
      await journey.act('omar-odc', (context) => signature(context, 'decline'));
      await journey.act('erin-two', { type: 'appeal', ground: 'procedure', statement: reason, against: null });
      return journey;
    };
    const first = await declined('dismissed');
    await first.act('hugo-hr', { type: 'decide-appeal', decision: 'dismiss', reason, reviewers: [], lead: null });
    expect((await first.state()).head).toMatchObject({ stage: 'closed', outcome: 'not-promoted', generation: 2 });

    await first.passes(190);
    const next = await declined('upheld');
    await next.take('hugo-hr', 'decide-appeal');
    await next.take('erin-two', 'accept-panel');
    const [reviewer = ''] = await next.reviewers();
    await next.take(reviewer, 'submit-review');
    await next.take(reviewer, 'attest', 'mentoring-readiness');
    await next.take(reviewer, 'attest', 'owns-a-module');
    await next.act('tess-lead', (context) => signature(context, 'decline'));
    expect((await next.state()).head).toMatchObject({ stage: 'closed', outcome: 'not-promoted' });

    await next.passes(190);
    const last = await new Journey('again').open('erin-two', 'L2-L3');
    await last.take('erin-two', 'submit-self-assessment');
    await last.take('tess-lead', 'submit-review');
    await last.take('tess-lead', 'attest', 'mentoring-readiness');
    await last.take('tess-lead', 'attest', 'owns-a-module');
    await last.act('erin-two', { type: 'carry-evidence', evidence: ['e1', 'e2'] });
    await last.act('erin-two', { type: 'withdraw', reason });
    expect((await last.state()).head.outcome).toBe('withdrawn');
  },
  asLongAsItTakes,
);

test(
  'a case that is approved although a criterion is not met: one of HR refuses the exception, another confirms the next',
  async () => {
    const journey = await new Journey('exception', shortLadder).open('sami-short', 'L1-L2');
    await journey.take('sami-short', 'submit-self-assessment');
    await journey.act('tess-lead', attest('delivers-alone', 'no'));
    await journey.take('tess-lead', 'submit-review');
    await journey.portfolio('sami-short');
    const approved = async () => {
      for (const who of ['omar-odc', 'hana-head']) await journey.take(who, 'sign-off');
    };
    await approved();
    await journey.act('hugo-hr', { type: 'decide-exception', decision: 'refuse', reason: grounds });
    await journey.act('omar-odc', (context) =>
      signature(context, 'return', { stage: 'portfolio', reasons: { 'evidence.e1': reason } }),
    );
    await journey.act('sami-short', {
      ...evidence('design-doc', 'design-doc'),
      type: 'amend-evidence',
      evidence: 'e1',
    });
    await journey.take('sami-short', 'submit-portfolio');
    await approved();
    await journey.act('hedy-hr', { type: 'decide-exception', decision: 'confirm', reason: grounds });
    expect((await journey.state()).head.outcome).toBe('promoted-with-exception');
  },
  asLongAsItTakes,
);

test(
  'the last seat of a capped level, freed by a correction, a move to another track, a lapse and a cancelled case',
  async () => {
    const seat = await new Journey('seat').open('pia-four', 'L4-L5');
    await seat.take('pia-four', 'declare-track');
    await seat.take('hana-head', 'appoint-panel');
    await seat.take('pia-four', 'accept-panel');
    await seat.take('pia-four', 'submit-self-assessment');
    for (const who of await seat.panel()) await seat.take(who, 'submit-review');
    await seat.take('hana-head', 'record-consensus');
    await seat.take('hana-head', 'attest', 'technical-influence');
    await seat.take('hana-head', 'attest', 'justified-need');
    await seat.portfolio('pia-four');
    await seat.confirmed();
    await seat.take('hana-head', 'sign-off');
    await seat.take((await seat.holder('sign-off.delivery-director')) ?? '', 'sign-off');
    const { head, seats } = await seat.stored();
    expect(head.outcome).toBe('promoted');
    expect(seats.flatMap((one) => one.holders.map(({ personId }) => personId))).toEqual(['pia-four']);
    await seat.corrected('not-promoted');
    const after = await seat.stored();
    expect(after.head.outcome).toBe('not-promoted');
    expect(after.people.get('pia-four')).toMatchObject({ level: 'L4' });
    expect(after.seats.flatMap((one) => one.holders)).toEqual([]);

    const track = await new Journey('track').open('paul-peer', 'L4-L4');
    await track.take('paul-peer', 'declare-track');
    await track.take('toni-lead', 'attest', 'talk-with-tech-lead');
    await track.take('olga-odc', 'attest', 'talk-with-odc-lead');
    await track.passes(190);
    await track.take('paul-peer', 'confirm-track');
    await track.take('olga-odc', 'sign-off');
    expect((await track.state()).head.outcome).toBe('track-changed');

    const lapsed = await new Journey('lapsed').open('peer-peer', 'L4-L4');
    await lapsed.passes(26);
    await lapsed.days(8);
    expect((await lapsed.state()).head.outcome).toBe('lapsed');

    const cancelled = await new Journey('cancelled').open('petra-peer', 'L4-L4');
    await cancelled.system({ type: 'restart', generation: 1, reason: 'test' });
    await cancelled.act('hugo-hr', { type: 'cancel', reason });
    expect((await cancelled.state()).head.outcome).toBe('cancelled');

    const overtaken = await new Journey('overtaken').open('petra-peer', 'L4-L4');
    await overtaken.changed('petra-peer', { level: 'L5' });
    await overtaken.system({ type: 'resettle' });
    await overtaken.act('hugo-hr', { type: 'decide-stop', decision: 'end', reason: grounds });
    expect((await overtaken.state()).head.outcome).toBe('overtaken');
  },
  asLongAsItTakes,
);

test('every command of a person is killed at each of its points', () => {
  const done = extent === 'sample' ? tried : covered;
  const commands = new Set([...done].map((what) => what.split(' ')[0]));
  expect(personCommandTypes.filter((type) => !commands.has(type))).toEqual([]);
  expect(covered.size).toBeGreaterThan(0);
});
