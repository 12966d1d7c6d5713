import { describe, expect, test } from 'vitest';
import { counted } from '#functions/web/views/ladder/words.ts';
import type { PersonCommand } from '#shared/contract/commands.ts';
import { limits, recallMinutes } from '#shared/contract/names.ts';
import type { Ratings } from '#shared/contract/score.ts';
import { minuteWords } from '#shared/domain/calendar/words.ts';
import {
  attest,
  portfolioForL3,
  ratingsOf,
  returnTo,
  review,
  signOff,
  waiver,
  waiverAnswer,
} from '#test/support/commands.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt, playTo } from '#test/support/play.ts';
import { type Scene, startOn, stepOn } from '#test/support/scene.ts';
import { grounds } from '#test/support/step-commands.ts';
import { shortLadder } from '#test/support/test-ladder.ts';
import { caseFor, historyFor, linkTo, listedFor, placesFor, signOffFor, stepFor } from './drawn.ts';

/** What the page of a case says of decisions: signatures, returns, exceptions, waivers, and how the case ended. */

const reason = 'Because it is so.';

function declined(): Scene {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  const [criterion] = ladder.transitions.find((one) => one.id === 'L2-L3')?.criteria ?? [];
  const declineReasons = {
    [criterion?.id ?? '']: { reason: 'Two reviews a week.', wouldChange: 'Half a year of weekly reviews.' },
  };
  scene.must('omar-odc', { ...signOff(scene.state, ladder, 'decline'), declineReasons });
  stepOn(scene);
  return scene;
}

test('whoever takes a signature back reads until when they can', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  scene.must('tess-lead', signOff(scene.state, ladder, 'approve'));
  const until = new Date(scene.clock.now().getTime() + recallMinutes * 60_000).toISOString();
  expect(stepFor(scene, 'tess-lead', 'recall').words).toContain(
    `You can take it back for ${recallMinutes} minutes, until ${minuteWords(until, 'UTC')}, if the case is not decided`,
  );
});

test('whoever asks the engineer reads how many questions they have left', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  const left = (who: string) => /You can ask (\w+ more questions?) here/.exec(stepFor(scene, who, 'ask').words)?.[1];
  expect(left('tess-lead')).toBe(counted(limits.questionsOfPart, 'more question'));
  scene.must('tess-lead', { type: 'ask', question: 'Which part was yours?' });
  expect(left('tess-lead')).toBe(counted(limits.questionsOfPart - 1, 'more question'));
  expect(left('omar-odc')).toBe(counted(limits.questionsOfPart, 'more question'));
});

test('a review without a comment has its card where people sign', () => {
  const scene = caseAt('L2-L3', ladder, 'calibration');
  for (const id of ['owns-a-module', 'mentoring-readiness']) scene.must('tess-lead', attest(id));
  const ratings = ratingsOf(ladder, 5);
  scene.must('tess-lead', { type: 'submit-review', ratings, notes: {}, antiSignals: [], comment: '' });
  playTo(scene, 'sign-off');
  expect(caseFor(scene, 'omar-odc').words).toContain('Review of Tess Lead Without a comment.');
});

test('a signature that was taken back shows its comment before the reason for taking it back', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  const approval = signOff(scene.state, ladder, 'approve');
  scene.must('tess-lead', { ...approval, comment: 'A clear case.' });
  scene.must('tess-lead', { type: 'recall', reason: 'Too early.' });
  expect(caseFor(scene, 'tess-lead').words).toMatch(/A clear case\. .*took this back.* Too early\./);
});

describe('a return', () => {
  test('shows the engineer what to look at again and why; approvals that it voids no longer count', () => {
    const scene = caseAt('L2-L3', ladder, 'sign-off');
    scene.must('tess-lead', signOff(scene.state, ladder, 'approve'));
    scene.must('omar-odc', returnTo(scene.state, ladder, 'portfolio', 'evidence.e1'));
    stepOn(scene);
    const engineer = caseFor(scene, 'erin-engineer');
    expect(engineer.words).toMatch(/Sent back to Portfolio .*This must be looked at again/);
    expect(engineer.words).toContain('Look at this again.');
    expect(engineer.html).toMatch(/<a href="#evidence-e1">Evidence for/);
    expect(engineer.html).toContain('id="evidence-e1"');
    expect(caseFor(scene, 'tess-lead').words).not.toContain('This no longer counts');
    const piece = scene.state.bodies[scene.state.head.evidence.e1 ?? 0]?.content ?? {};
    const { id: _id, ...rest } = piece;
    const amended = { ...rest, type: 'amend-evidence', evidence: 'e1', title: 'Clearer' } as unknown as PersonCommand;
    scene.must('erin-engineer', amended);
    scene.must('erin-engineer', { type: 'submit-portfolio' });
    stepOn(scene);
    expect(caseFor(scene, 'tess-lead').words).toContain('This no longer counts');
    expect(caseFor(scene, 'erin-engineer').words).toContain('Was sent back to Portfolio');
    expect(historyFor(scene, 'hugo-hr').words).toContain('A decision was signed: sent back to Portfolio');
  });

  test('to the calibration is shown to the people who calibrate, and hidden from the engineer', () => {
    const scene = caseAt('L2-L3', ladder, 'sign-off');
    const [dimension] = ladder.competencies[0]?.dimensions ?? [];
    scene.must('omar-odc', returnTo(scene.state, ladder, 'calibration', `rating.${dimension?.id}`));
    stepOn(scene);
    expect(caseFor(scene, 'tess-lead').words).toContain('Sent back to Calibration');
    expect(caseFor(scene, 'tess-lead').words).toContain(dimension?.title);
    expect(caseFor(scene, 'erin-engineer').words).not.toMatch(/Sent back to Calibration|Look at this again/);
  });
});

test('an exception is explained to whoever waits for it, and HR reads what confirming does', () => {
  const scene = caseAt('L1-L2', shortLadder, 'calibration');
  scene.must('tess-lead', attest('delivers-alone', 'no'));
  playTo(scene, 'exception');
  for (const who of [scene.state.head.engineerId, 'omar-odc'])
    expect(caseFor(scene, who).words).toContain(
      'approved although a criterion is not met: that is an exception, which HR confirms or refuses.',
    );
  const name = scene.people[scene.state.head.engineerId]?.name;
  expect(stepFor(scene, 'hugo-hr', 'decide-exception').words).toContain(
    `Confirm ${name} is promoted to L2. The outcome says that there was an exception.`,
  );
});

test('an exception is said wherever the outcome is', () => {
  const scene = caseAt('L1-L2', shortLadder, 'calibration');
  scene.must('tess-lead', attest('delivers-alone', 'no'));
  playTo(scene, 'exception');
  scene.must('hugo-hr', { type: 'decide-exception', decision: 'confirm', reason: grounds });
  stepOn(scene);
  for (const who of [scene.state.head.engineerId, 'omar-odc', 'hugo-hr'])
    for (const page of [caseFor, historyFor, listedFor])
      expect([who, page(scene, who).words]).toEqual([who, expect.stringMatching(/promoted with an exception/i)]);
});

test('a waiver is said where people sign, and beside the outcome', () => {
  const scene = startOn('L2-L3', ladder);
  playTo(scene, 'portfolio');
  for (const piece of portfolioForL3) if (piece.requirement !== 'p1-postmortem') scene.must('erin-engineer', piece);
  scene.must('omar-odc', waiver('p1-postmortem'));
  scene.must('hugo-hr', waiverAnswer('p1-postmortem'));
  scene.must('erin-engineer', { type: 'submit-portfolio' });
  stepOn(scene);
  const { reason, instead } = waiver('p1-postmortem');
  const says = (words: string) =>
    ['One requirement of the portfolio is not met by evidence, but waived.', reason, instead].map((one) =>
      words.includes(one),
    );
  for (const who of ['tess-lead', 'omar-odc']) expect(says(signOffFor(scene, who).words)).toEqual([true, true, true]);
  playTo(scene, 'closed');
  for (const who of ['erin-engineer', 'omar-odc', 'hugo-hr'])
    expect(says(caseFor(scene, who).words)).toEqual([true, true, true]);
});

test('a waiver beside evidence that meets the requirement is said not to be needed, and is not counted', () => {
  const scene = startOn('L2-L3', ladder);
  playTo(scene, 'portfolio');
  for (const piece of portfolioForL3) if (piece.requirement !== 'p1-postmortem') scene.must('erin-engineer', piece);
  scene.must('omar-odc', waiver('p1-postmortem'));
  scene.must('tess-lead', waiverAnswer('p1-postmortem'));
  const waived = caseFor(scene, 'omar-odc');
  expect(waived.words).toMatch(/3 of 4 requirements are met, and 1 waived\..*Waived:/);
  for (const piece of portfolioForL3) if (piece.requirement === 'p1-postmortem') scene.must('erin-engineer', piece);
  const { words } = caseFor(scene, 'omar-odc');
  expect(words).toMatch(/4 of 4 requirements are met\..*so the waiver is not needed any more\./);
  expect(words).not.toContain('Waived:');
});

test('a case that was cancelled owes no requirement any more', () => {
  const scene = startOn('L2-L3', ladder);
  playTo(scene, 'portfolio');
  expect(caseFor(scene, 'erin-engineer').words).toContain('Missing:');
  scene.must('hugo-hr', { type: 'cancel', reason });
  const { words } = caseFor(scene, 'erin-engineer');
  expect(words).not.toContain('Missing:');
  expect(words).toContain('Not met:');
});

test('whoever waives a requirement or answers the waiver reads that the engineer reads it too', () => {
  const scene = startOn('L2-L3', ladder);
  playTo(scene, 'portfolio');
  const query = { requirement: 'p1-postmortem' };
  const readers = 'The engineer and everyone who signs read it.';
  const reads = (who: string, type: 'waive-requirement' | 'answer-waiver') =>
    stepFor(scene, who, type, { query }).words;
  expect(reads('omar-odc', 'waive-requirement')).toContain(readers);
  scene.must('omar-odc', waiver('p1-postmortem'));
  expect(reads('tess-lead', 'answer-waiver')).toContain(readers);
});

test('a sign-off that rests on a waiver that was lost says so, and nothing of another team', () => {
  const scene = startOn('L2-L3', ladder);
  playTo(scene, 'portfolio');
  for (const piece of portfolioForL3) if (piece.requirement !== 'p1-postmortem') scene.must('erin-engineer', piece);
  scene.must('omar-odc', waiver('p1-postmortem'));
  scene.must('tess-lead', waiverAnswer('p1-postmortem'));
  playTo(scene, 'sign-off');
  const before = signOffFor(scene, 'omar-odc');
  expect(before.words).not.toContain('Not possible now');
  expect(before.html).not.toContain('aria-disabled');
  scene.must('tess-lead', { type: 'declare-conflict', reason });
  const { words, html } = signOffFor(scene, 'omar-odc');
  expect(html).toMatch(/name="decision" value="approve"[^>]* aria-disabled="true"/);
  expect(words).toMatch(
    /Not possible now: the waiver of ‘[^’]+’ does not count any more, so the case has to go back to the portfolio\. /,
  );
  expect(words).not.toContain('another team has adopted');
});

test('a value below the profile of the track is said where people sign, and beside the decision', () => {
  const scene = caseAt('L3-L4', ladder, 'sign-off', {}, { track: 'principal-engineer' });
  const below = 'Communication &amp; Collaboration is 2, below 3, which is enough for Principal Engineer in internal';
  expect(signOffFor(scene, 'omar-odc').html).not.toContain(below);
  const consensus = scene.state.bodies[scene.state.head.consensus?.seq ?? 0]?.content as { ratings: Ratings };
  const competency = ladder.competencies.find((one) => one.id === 'communication-and-collaboration');
  for (const { id } of competency?.dimensions ?? []) consensus.ratings[id] = 2;
  for (const page of [signOffFor, caseFor]) expect(page(scene, 'omar-odc').html).toContain(below);
});

test('a signature of a delegate says for whom it was given', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  const until = '2026-04-20T09:00:00.000Z';
  scene.must('omar-odc', { type: 'delegate', slots: ['sign-off.odc-lead'], to: 'olga-odc', from: null, until, reason });
  scene.must('olga-odc', signOff(scene.state, ladder, 'approve'));
  expect(caseFor(scene, 'tess-lead').words).toContain('Olga Odc, for Omar Odc, approved');
});

test('whoever signs reads that a reviewer has a conflict of interest', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  const said = 'A conflict of interest was found after the review of Tess Lead. The review still counts.';
  expect(signOffFor(scene, 'omar-odc').words).not.toContain(said);
  scene.must('tess-lead', { type: 'declare-conflict', reason });
  expect(signOffFor(scene, 'omar-odc').words).toContain(said);
});

test('a sign-off on something unknown offers the return to the calibration first, and names who can answer', () => {
  const scene = caseAt('L1-L2', shortLadder, 'sign-off');
  const decisions = () =>
    [...signOffFor(scene, 'omar-odc').html.matchAll(/name="decision" value="(\w+)"/g)].map(([, one]) => one);
  expect(decisions()).toEqual(['approve', 'return', 'decline']);
  // The answer is erased by law, so its criterion is unknown.
  delete (scene.state.bodies as Record<number, unknown>)[scene.state.head.attestations[0]?.seq ?? 0];
  expect(decisions()).toEqual(['return', 'approve', 'decline']);
  const { words, html } = signOffFor(scene, 'omar-odc');
  expect(html).toMatch(/name="decision" value="decline"[^>]* aria-disabled="true"/);
  expect(words).toMatch(/Unknown: [^.]+\. Return it to the calibration, where Tess Lead can answer\./);
  expect(words).toContain('What is unknown is no ground');
});

describe('a decline', () => {
  test('shows for each criterion why not and what would change it, and what the engineer can do next', () => {
    const scene = declined();
    const engineer = caseFor(scene, 'erin-engineer');
    expect(engineer.words).toContain('Why not Two reviews a week. What would change it Half a year of weekly reviews.');
    expect(engineer.words).toContain('The next case (L2 to L3) can be opened from 2 September 2026.');
    expect(engineer.words).toMatch(/you can appeal until 1 April 2026 at 09:00 UTC/);
    expect(engineer.html).toContain(linkTo(scene, 'appeal'));
    expect(caseFor(scene, 'tess-lead').words).not.toContain('What next');
    expect(caseFor(scene, 'hugo-hr').html).not.toContain('steps/appeal');
  });

  test('can be appealed only within the window', () => {
    const scene = declined();
    scene.clock.advanceDays(31);
    expect(caseFor(scene, 'erin-engineer').html).not.toContain('steps/appeal');
  });

  test('no longer counts once an appeal against it is upheld, and says that this is why', () => {
    const scene = declined();
    scene.must('erin-engineer', { type: 'appeal', ground: 'evidence', statement: 'Unread.', against: null });
    stepOn(scene);
    const reviewers = ['olga-odc'];
    scene.must('hugo-hr', { type: 'decide-appeal', decision: 'uphold', reason, reviewers, lead: null });
    expect(caseFor(scene, 'erin-engineer').words).toContain('This no longer counts, because the appeal was upheld.');
  });

  test('that is appealed has too few people who can calibrate again: HR reads how many, and what to do', () => {
    const scene = declined();
    scene.must('erin-engineer', { type: 'appeal', ground: 'evidence', statement: 'Unread.', against: null });
    stepOn(scene);
    const deciding = (given: Record<string, string[]>) =>
      stepFor(scene, 'hugo-hr', 'decide-appeal', { places: placesFor(scene, given) }).words;
    const few = { 'calibration.tech-lead': ['olga-odc'], 'calibration.peer-1': ['olga-odc'] };
    expect(deciding(few)).toContain('Two people are needed, and one can be chosen. Until you give more people these');
    expect(deciding({ ...few, 'calibration.peer-1': ['tess-lead'] })).not.toContain('Until you give more');
    const noLead = { 'calibration.tech-lead': ['olga-odc', 'tess-lead'], 'calibration.lead': [] };
    expect(deciding(noLead)).toContain('For one of these places nobody can be chosen.');
  });

  test('that is appealed shows ground, statement and answer', () => {
    const scene = declined();
    const statement = 'The design document was not opened.';
    scene.must('erin-engineer', { type: 'appeal', ground: 'evidence', statement, against: null });
    stepOn(scene);
    const hr = caseFor(scene, 'hugo-hr');
    expect(hr.words).toContain('It is HR’s turn.');
    expect(hr.words).toContain('After this the outcome stands, or the calibration is done again.');
    expect(hr.words).toContain(
      `Evidence that was there was not seen Made on 2 March 2026, against the outcome: Not promoted this time ${statement}`,
    );
    expect(hr.html).toContain(linkTo(scene, 'decide-appeal'));
    // A signature of the case that is over does not go to another person.
    expect(hr.html).not.toContain('Give to another person');
    expect(hr.words).toContain('You took no part in the case, and no step in it as HR, so you can decide the appeal.');
    const waiting = caseFor(scene, 'erin-engineer');
    expect(waiting.words).toContain('It is the turn of HR.');
    expect(waiting.words).toContain('A person of HR who took no part in the case decides it.');
    scene.must('hugo-hr', { type: 'decide-appeal', decision: 'dismiss', reason, reviewers: [], lead: null });
    stepOn(scene);
    const engineer = caseFor(scene, 'erin-engineer');
    expect(engineer.words).toContain(`The appeal was dismissed ${reason}`);
    expect(engineer.html).not.toContain('steps/appeal');
  });
});

describe('the end of a case', () => {
  test('has its own text for every outcome', () => {
    const ended = (who: string, transition: string, command: PersonCommand) => {
      const scene = caseAt(transition, ladder, transition === 'L4-L4' ? 'trial' : 'self-assessment');
      scene.must(who, command);
      stepOn(scene);
      return caseFor(scene, scene.state.head.engineerId).words;
    };
    expect(ended('erin-engineer', 'L2-L3', { type: 'withdraw', reason })).toMatch(
      /Withdrawn, .*It counts against nobody\. .*You can open another case .*Erin Engineer withdrew the case/,
    );
    expect(ended('hugo-hr', 'L2-L3', { type: 'cancel', reason })).toMatch(/Cancelled, .*HR cancelled the case/);
    expect(ended('ines-principal', 'L4-L4', { type: 'confirm-track', decision: 'stay', reason })).toMatch(
      /Stayed on the track, .*Level and track stay as they were\. .*Ines Principal ended the trial/,
    );
  });

  test('says to the engineer and to others what changed in the record while the case is stopped', () => {
    const scene = caseAt('L2-L3', ladder, 'portfolio');
    scene.change('erin-engineer', { level: 'L3' });
    scene.must(null, { type: 'resettle' });
    stepOn(scene);
    expect(caseFor(scene, 'erin-engineer').words).toContain('It stands still in Portfolio: you are at another level.');
    expect(historyFor(scene, 'erin-engineer').words).toContain('The case was stopped: you are at another level');
    expect(caseFor(scene, 'tess-lead').words).toContain('Portfolio: the engineer is at another level.');
  });

  test('says that a case whose engineer has left was ended, not that HR did it', () => {
    const scene = caseAt('L2-L3', ladder, 'portfolio');
    scene.change('erin-engineer', { active: false });
    scene.must(null, { type: 'resettle' });
    stepOn(scene);
    scene.must('hugo-hr', { type: 'decide-stop', decision: 'end', reason: grounds });
    stepOn(scene);
    const { words } = caseFor(scene, 'tess-lead');
    expect(words).toMatch(/Decisions The case was ended /);
    expect(words).not.toContain('HR ended the case');
  });

  test('is no longer shown once an appeal has opened the case again', () => {
    const scene = caseAt('L2-L3', ladder, 'portfolio');
    scene.must('hugo-hr', { type: 'cancel', reason });
    stepOn(scene);
    expect(stepFor(scene, 'erin-engineer', 'appeal').words).toContain('You appeal against this outcome: Cancelled.');
    scene.must('erin-engineer', { type: 'appeal', ground: 'procedure', statement: reason, against: null });
    stepOn(scene);
    expect(caseFor(scene, 'hedy-hr').words).toContain('It is HR’s turn.');
    const deciding = stepFor(scene, 'hedy-hr', 'decide-appeal').words;
    expect(deciding).toContain('against the outcome: Cancelled');
    expect(deciding).toContain(`Why the case was ended: ${reason}`);
    expect(caseFor(scene, 'hugo-hr').words).toContain('It is the turn of another person of HR.');
    scene.must('hedy-hr', { type: 'decide-appeal', decision: 'uphold', reason, reviewers: [], lead: null });
    expect(scene.state.head).toMatchObject({ stage: 'portfolio', outcome: null });
    expect(caseFor(scene, 'erin-engineer').words).not.toContain('ended the trial');
    // What the appeal was against stays there.
    expect(caseFor(scene, 'erin-engineer').words).toContain('against the outcome: Cancelled');
  });

  test('says that the bar was met if there was no free seat', () => {
    const cap = ladder.levels.find((level) => level.id === 'L5')?.seats?.max ?? 0;
    const holders = Array.from({ length: cap }, (_, at) => ({
      personId: `holder-${at}`,
      caseId: null,
      since: '2025-01-01T09:00:00.000Z',
    }));
    const seats = { ladder: ladder.id, level: 'L5', holders, waiting: [], version: 1 };
    const scene = caseAt('L4-L5', ladder, 'closed', { seats } as never);
    expect(scene.state.head.outcome).toBe('no-seat');
    expect(caseFor(scene, 'ines-principal').words).toMatch(
      /Met the bar, no seat free, .*the case is on the waiting list/,
    );
    expect(historyFor(scene, 'hugo-hr').words).toContain('approved, no seat was free');
  });

  test('shows the reason of the withdrawal, if a change of track was withdrawn after its trial', () => {
    const scene = caseAt('L4-L4', ladder, 'sign-off');
    scene.must('ines-principal', { type: 'withdraw', reason: 'I changed my mind.' });
    stepOn(scene);
    expect(caseFor(scene, 'ines-principal').words).toContain('Ines Principal withdrew the case I changed my mind.');
  });
});

test('after a return a new reviewer is bound to the single review, unless its author has a conflict', () => {
  const bound = 'You can change only what must be looked at again';
  const returned = () => {
    const scene = caseAt('L2-L3', ladder, 'sign-off');
    const [dimension = ''] = Object.keys(ratingsOf(ladder, 3));
    scene.must('omar-odc', returnTo(scene.state, ladder, 'calibration', `rating.${dimension}`));
    stepOn(scene);
    return scene;
  };
  expect(stepFor(returned(), 'tess-lead', 'amend-review').words).toContain(bound);
  const scene = returned();
  scene.must('tess-lead', { type: 'declare-conflict', reason: 'The engineer is a relative of mine.' });
  const next = scene.state.head.slots.find((one) => one.id === 'calibration.tech-lead')?.personId ?? '';
  const form = stepFor(scene, next, 'amend-review');
  expect(form.words).not.toContain(bound);
  expect(form.words).toContain('The review of Tess Lead does not bind you, because a conflict of interest was found.');
  expect(form.html).not.toContain(' checked');
  const amends = { ...review(ratingsOf(ladder, 4)), type: 'amend-review', reason: 'My own view.' } as PersonCommand;
  // The engineer can object to them first.
  expect(scene.act(next, amends)).toBe('not-yet');
  scene.clock.advanceDays(4);
  expect(scene.act(next, amends)).toBeNull();
});
