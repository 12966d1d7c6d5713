import { describe, expect, test } from 'vitest';
import type { PersonCommand } from '#shared/contract/commands.ts';
import type { CaseEvent } from '#shared/contract/events.ts';
import { reviewsAbout } from '#shared/domain/case/slots/objections.ts';
import { reassignable } from '#shared/domain/case/slots/slot-status.ts';
import { ownReviewOf } from '#shared/domain/case/view/ratings.ts';
import { hasOpenPart } from '#shared/domain/directory/involvement.ts';
import { noticesOf } from '#shared/domain/notices/notices.ts';
import { ratingsOf, review } from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt, playStep } from '#test/support/play.ts';
import { type Scene, startOn, stepOn } from '#test/support/scene.ts';
import { appealed, holder, reviewAll, sealed, secondPanel, uphold } from '#test/support/sealed.ts';
import { see } from '#test/support/see.ts';
import { threeReviewerLadder as three } from '#test/support/test-ladder.ts';

/** Nobody learns of an objection or of a sealed review from what follows: the same happens with it and without it. */

const lena = 'lena-senior';
const reason = 'x';
const lends = (slot: string, to: string, until: string, from: string | null = null): PersonCommand => ({
  type: 'delegate',
  slots: [slot],
  to,
  from,
  until,
  reason,
});
const objects = (slot: string): PersonCommand => ({ type: 'raise-objection', slot, ground: 'other', reason });
/** What is told of the reminder that is due at an instant. */
function toldAt(s: Scene, at: string): string[] {
  s.clock.set(at);
  s.must(null, { type: 'remind', generation: s.state.head.generation });
  const events = s.events.map((one) => one.event);
  const told = noticesOf(events.at(-1) as CaseEvent, s.state.head, s.ladder, events.slice(0, -1));
  return told.map(({ template, to }) => `${template} ${to}`);
}

describe('of an objection', () => {
  test.each([
    ['whose time is over', '2026-03-03T09:00:00.000Z', null],
    ['whose time has not begun', '2026-05-03T09:00:00.000Z', '2026-04-20T09:00:00.000Z'],
  ])('a delegate of the lead learns nothing %s', (_, until, from) => {
    const s = caseAt('L3-L4', ladder, 'self-assessment');
    s.must('omar-odc', lends('calibration.lead', 'olga-odc', until, from));
    s.clock.advanceDays(3);
    s.must(lena, objects('calibration.tech-lead'));
    expect(see(s, 'olga-odc').turns.map((one) => one.type)).not.toContain('answer-objection');
    expect(see(s, 'omar-odc').turns.map((one) => one.type)).toContain('answer-objection');
    const due = (s.state.head as { dueAt?: string }).dueAt ?? '';
    expect(toldAt(s, due)).toEqual(expect.arrayContaining([`reminder ${lena}`, 'reminder omar-odc']));
    expect(toldAt(s, due)).not.toContain('reminder olga-odc');
  });

  test('nobody reads that the engineer has taken a first step', () => {
    const s = startOn('L3-L4', ladder);
    s.state.head.accepted = false;
    s.must(lena, objects('calibration.tech-lead'));
    expect(s.state.head.accepted).toBe(false);
    stepOn(s);
    playStep(s);
    expect(s.state.head.accepted).toBe(true);
  });

  test('who gets the part of the lead by the line does not tell', () => {
    const [without, with_] = [false, true].map((isObjected) => {
      const s = caseAt('L3-L4', ladder, 'self-assessment');
      s.must('tess-lead', lends('calibration.tech-lead', 'olga-odc', '2026-05-03T09:00:00.000Z'));
      if (isObjected) {
        s.must(lena, objects('calibration.tech-lead'));
        s.must('omar-odc', { type: 'answer-objection', objection: 'o1', answer: 'keep', reason, to: null });
      }
      s.must('tess-lead', { type: 'end-delegation', to: 'olga-odc' });
      s.must('omar-odc', { type: 'recuse', reason });
      return [
        holder(s, 'calibration.lead'),
        s.decide('hugo-hr', { type: 'reassign', slot: 'calibration.lead', to: 'olga-odc', reason }).ok,
      ];
    });
    expect(with_).toEqual(without);
  });
});

/** A case whose reviews were open and are sealed again. Before that, a delegate of a reviewer wrote the review if one is named. */
function sealedAgain(delegate: string | null = null): Scene {
  const s = sealed('calibration.odc-lead');
  if (delegate) {
    s.must('tess-lead', lends('calibration.tech-lead', delegate, '2026-05-03T09:00:00.000Z'));
    s.must(delegate, review(ratingsOf(three, 3)));
    for (const who of ['omar-odc', 'hana-head']) s.must(who, review(ratingsOf(three, 3)));
  } else reviewAll(s);
  s.must('dario-director', { type: 'answer-objection', objection: 'o1', answer: 'replace', reason, to: 'olga-odc' });
  stepOn(s);
  return s;
}

const amends = { ...review(ratingsOf(three, 2)), type: 'amend-review', reason } as PersonCommand;
const reviewOf = (s: Scene, slot: string) => s.state.head.reviews.find((one) => one.slot === slot);
const reassignableIn = (s: Scene) => reassignable(s.state.head).map(({ id }) => id);
const inBoth = <T>(world: (isAmended: boolean) => T) => [world(false), world(true)] as const;

describe('of a sealed review', () => {
  test('whether an appeal starts a round does not tell that an open review was amended since', () => {
    const [without, with_] = inBoth((isAmended) => {
      const s = sealedAgain('tara-lead');
      if (isAmended) s.must('tess-lead', amends);
      s.must('hugo-hr', { type: 'cancel', reason });
      appealed(s, 'erin-engineer', 'tara-lead');
      return s.faults('hedy-hr', uphold());
    });
    expect([without, with_]).toEqual([
      ['reviewers', 'lead'],
      ['reviewers', 'lead'],
    ]);
  });

  test('who may sit on the panel of an appeal does not tell that a delegate amended a review', () => {
    const [without, with_] = inBoth((isAmended) => {
      const s = sealedAgain();
      s.must('tess-lead', lends('calibration.tech-lead', 'tara-lead', '2026-05-03T09:00:00.000Z'));
      if (isAmended) s.must('tara-lead', amends);
      s.must('tess-lead', { type: 'end-delegation', to: 'tara-lead' });
      s.must('hugo-hr', { type: 'cancel', reason });
      appealed(s, 'erin-engineer', 'hana-head');
      return s.faults('hedy-hr', uphold(secondPanel.slice(0, 3), secondPanel[3]));
    });
    expect([without, with_]).toEqual([['reviewers.0'], ['reviewers.0']]);
  });

  test('a conflict of a delegate who amended a review takes their version, and not the one that others have read', () => {
    const [without, with_] = inBoth((isAmended) => {
      const s = sealedAgain();
      s.must('tess-lead', lends('calibration.tech-lead', 'tara-lead', '2026-05-03T09:00:00.000Z'));
      const read = reviewOf(s, 'calibration.tech-lead');
      if (isAmended) s.must('tara-lead', amends);
      s.must('tara-lead', { type: 'declare-conflict', reason });
      expect(reviewOf(s, 'calibration.tech-lead')?.ref).toEqual(read?.ref);
      return reassignableIn(s);
    });
    expect(with_).toEqual(without);
    expect(without).not.toContain('calibration.tech-lead');
  });

  test('a part that is handed over keeps the review that others have read', () => {
    const [without, with_] = inBoth((isAmended) => {
      const s = sealedAgain();
      const read = reviewOf(s, 'calibration.tech-lead');
      if (isAmended) s.must('tess-lead', amends);
      s.must('tess-lead', { type: 'recuse', reason });
      expect(reviewOf(s, 'calibration.tech-lead')?.ref).toEqual(read?.ref);
      return reassignableIn(s);
    });
    expect(with_).toEqual(without);
  });

  test('whose review an upheld objection takes does not tell who amended it', () => {
    const s = sealedAgain();
    const objection = {
      id: 'o2',
      slot: 'calibration.tech-lead',
      about: 'tess-lead',
      ground: 'other',
      seq: 1,
      answer: null,
    } as const;
    const [without, with_] = inBoth((isAmended) => {
      const reviews = s.state.head.reviews.map(({ ...one }) =>
        isAmended && one.slot === objection.slot
          ? { ...one, by: 'tara-lead', opened: { by: one.by, ref: one.ref } }
          : one,
      );
      return reviewsAbout({ ...s.state.head, reviews }, objection).map(({ slot }) => slot);
    });
    expect([without, with_]).toEqual([[objection.slot], [objection.slot]]);
  });

  test('whoever could act for a reviewer is not reminded after their time, whether or not it is in', () => {
    const [without, with_] = [false, true].map((isIn) => {
      const s = sealed();
      s.must('omar-odc', lends('calibration.odc-lead', 'olga-odc', '2026-03-03T09:00:00.000Z'));
      s.clock.advanceDays(3);
      if (isIn) s.must('omar-odc', review(ratingsOf(three, 3)));
      const [first] = (s.state.head as { timers?: { at: string }[] }).timers ?? [];
      const told = toldAt(s, first?.at ?? '');
      expect(told).toContain('reminder tess-lead');
      return told.filter((one) => one.includes('olga'));
    });
    expect([without, with_]).toEqual([[], []]);
  });

  test('whoever acted for a reviewer, and is none any more, does not see whether it was amended since', () => {
    const s = sealed();
    s.must('omar-odc', lends('calibration.odc-lead', 'olga-odc', '2026-05-03T09:00:00.000Z'));
    s.must('olga-odc', review(ratingsOf(three, 3)));
    expect(ownReviewOf(s.state, 'olga-odc', ['reviewer'], null)).not.toBeNull();
    expect(ownReviewOf(s.state, 'olga-odc', ['watcher'], null)).toBeNull();
  });

  test('a change of a record is refused to whoever gave a part back, as if they had reviewed', () => {
    const s = sealed();
    const head = { ...s.state.head, offered: ['paula-peer'] };
    expect(hasOpenPart(head, 'paula-peer')).toBe(true);
    expect(hasOpenPart({ ...s.state.head, past: ['paula-peer'] }, 'paula-peer')).toBe(true);
  });
});
