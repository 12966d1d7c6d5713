import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkTo } from '#functions/web/views/ladder/places.ts';
import { TransitionBody } from '#functions/web/views/ladder/transition.tsx';
import { adoptionSentence } from '#functions/web/views/ladder/words.ts';
import { capped } from '#shared/domain/ladder/anti-signals.ts';
import { panelRule } from '#shared/domain/ladder/fitting.ts';
import { everyLadder, softwareEngineerTrack } from '#test/support/ladders.ts';
import { threeReviewerLadder } from '#test/support/test-ladder.ts';
import { linksOf } from './crawl.ts';
import { type LadderSite, narrative, startLadderSite, track } from './ladder-site.ts';
import { type Site, wordsOf } from './visit.ts';

let site: Site;
let look: LadderSite['look'];
beforeAll(async () => {
  ({ site, look } = await startLadderSite());
});
afterAll(() => site.stop());

describe('a transition', () => {
  test('shows its criteria, and who must answer which question', async () => {
    const { words } = await look(`${track}/transitions/L2-L3`);
    expect(words).toContain(
      'All of these: Calibration gives step 3, Proficient, or more in System Design & Architecture. The tech lead answers yes to: “Has this engineer shown that they are ready to mentor?”',
    );
    expect(words).toContain('Often after 18 to 24 months. This is advice and never a minimum. source');
    expect(words).toContain('There are no exceptions: while a criterion is not met or is unknown, nobody can approve.');
    expect(words).toContain('A decline needs a ground, and what is unknown is none.');
  });

  test('shows the requirements of the portfolio and their checks', async () => {
    const { words } = await look(`${track}/transitions/L2-L3`);
    expect(words).toContain('One piece of one of these kinds: Architecture decision record');
    expect(words).toContain(
      '‘Owned since’ is at least 6 calendar months before the day on which the portfolio is handed in. source',
    );
    expect(words).toContain('‘Reviews a week’ is 10 or more. our addition');
    expect(words).toContain(
      '‘Module’ is the same as ‘Module’ of “A record of owning a module for six months or more”. source',
    );
    expect((await look(`${narrative}/transitions/L1-L2`)).words).toContain('Three pieces or more, each of one of');
  });

  test('says of a kind that is neither a document nor checked that another team is asked', () => {
    const transition = softwareEngineerTrack.transitions.find(({ id }) => id === 'L3-L4')!;
    const portfolio = transition.portfolio.map((requirement) => ({
      ...requirement,
      oneOf: requirement.oneOf.map(({ document: _, ...kind }) => ({ ...kind, checks: [] })),
    }));
    const drawn = TransitionBody({ ladder: softwareEngineerTrack, base: '', transition: { ...transition, portfolio } });
    expect(String(drawn)).toContain(adoptionSentence);
  });

  test('shows the path stage by stage: who acts, until when, and which rules are our additions', async () => {
    const tech = (await look(`${track}/transitions/L2-L3`)).words;
    expect(tech).toContain(
      'Calibration source The tech lead reviews the engineer’s work. This review is the consensus. source',
    );
    expect(tech).toContain(
      'Due 30 days after it opens, with reminders on day 15 and 25. If the engineer has not acted 14 days after that, the case lapses. our addition',
    );
    expect(tech).toContain(
      'The tech lead and the ODC lead sign, in any order. Of those who took part in the calibration, only the tech lead can also sign.',
    );
    const both = (await look(`${track}/transitions/L3-L4`)).words;
    expect(both).toContain('The engineer chooses a track: Tech Lead or Principal Engineer.');
    expect(both).toContain(
      `Calibration source The tech lead and a panel of at least two people review the engineer’s work. Each person of the panel is ${panelRule(softwareEngineerTrack, 'L4').says}. At least one of the panel is from outside the engineer’s team. No review is shown before all reviews are submitted. The engineer’s own tech lead and ODC lead can review. The ODC lead leads the calibration, names the panel and records the consensus. A case has nine reviewers at most. The engineer can object to a person of the panel for three days.`,
    );
    expect((await look(`${track}/transitions/L4-L5`)).words).toContain(
      'The engineer’s own tech lead and ODC lead cannot review.',
    );
    expect(both).toContain('Only as Principal Engineer');
    expect((await look(`${track}/transitions/L1-L2`)).words).toContain(
      'Sign-off source The ODC lead signs. People who took part in the calibration cannot sign. our addition This happens within the annual cycle. source HR can allow another time with a reason. our addition',
    );
  });

  test('says what a confirmed anti-signal does to a value', async () => {
    const { words } = await look(`${track}/transitions/L2-L3`);
    expect(words).toContain('holds the value of its competency below its step, but never below 1.');
    for (const step of [1, 2, 3, 4, 5])
      expect(words).toContain(`one of step ${step} leaves ${capped(5, [{ step }])} at most`);
    expect((await look(`${narrative}/transitions/L1-L2`)).words).not.toContain('anti-signal');
  });

  test('to a level with capped seats says how many there are, and what happens if none is free', async () => {
    const { words } = await look(`${track}/transitions/L4-L5`);
    expect(words).toContain(
      'The organisation has two seats at L5 at most. source All tracks of the level share these seats. The last approval takes a seat. If no seat is free then, the case ends as ‘Met the bar, no seat free’, and the engineer goes on the waiting list. our addition',
    );
    expect((await look(`${track}/transitions/L3-L4`)).words).not.toContain('seat');
  });

  test('marks as ours who answers a question and who waives a requirement', async () => {
    const { words } = await look(`${track}/transitions/L2-L3`);
    expect(words).toContain('Does this engineer own a module of the codebase?” Who answers: our addition');
    expect(words).toContain(
      'The ODC lead can waive a requirement only where this page says so, and another signer or HR must confirm it. The person who waives it says why, and what is accepted instead. The person who confirms it says why. Each text has 40 characters or more. At least one requirement is met by evidence. While a waiver is still to be answered, the portfolio does not lapse. our addition',
    );
  });

  test('says under the portfolio what every ladder asks of a piece, and marks it as ours', async () => {
    const rules =
      'Every requirement needs the pieces of evidence that it asks for. A day in a piece of evidence is never in the future. Two pieces of a requirement never have the same link or the same text. A text has 40 characters or more. A portfolio holds at most 50 pieces';
    expect((await look(`${track}/transitions/L2-L3`)).words).toContain(`${rules}. The ODC lead`);
    expect((await look(`${track}/transitions/L3-L4`)).words).toContain(
      `${rules}, and at most three pieces that other teams have adopted. No requirement can be waived. our addition`,
    );
  });

  test('that allows exceptions says what a reason must be, and marks it as ours', () => {
    const transition = { ...softwareEngineerTrack.transitions[0]!, exceptions: 'confirmed-by-hr' as const };
    const drawn = wordsOf(String(TransitionBody({ ladder: softwareEngineerTrack, base: '', transition })));
    expect(drawn).toContain('confirms or refuses it, each in 40 characters or more.');
    expect(drawn).toContain('The outcome says that there was an exception. our addition');
  });

  test('names the first to sign as the one who waives, where no ODC lead signs', () => {
    const transition = softwareEngineerTrack.transitions.find(({ id }) => id === 'L2-L3')!;
    const path = transition.path.map((stage) =>
      stage.kind === 'sign-off' ? { ...stage, signers: ['head-of-department' as const, 'tech-lead' as const] } : stage,
    );
    const drawn = TransitionBody({ ladder: softwareEngineerTrack, base: '', transition: { ...transition, path } });
    expect(String(drawn)).toContain('The head of department can waive a requirement only where this page says so');
  });

  test('says what happens if nobody answers, and what an engineer can do after ‘not promoted’', async () => {
    const { words } = await look(`${track}/transitions/L2-L3`);
    expect(words).toContain(
      'If an answer is still missing five days after that, a person up the reporting line is told. Silence never decides. our addition',
    );
    expect(words).toContain(
      'If the outcome is ‘not promoted’ The next case can be opened six months later. our addition',
    );
    expect(words).toContain('The engineer can appeal until 30 days after the outcome');
    expect(words).toContain(
      'If the case is cancelled, lapses, is overtaken, or a promotion is not carried out, the engineer can',
    );
    expect(words).toContain('Due 14 days after the appeal, with reminders on day 7 and 12.');
    const without = (await look(`/ladders/${threeReviewerLadder.id}/transitions/L2-L3`)).words;
    expect(without).toContain('The next case can be opened at once. There is no appeal against it.');
  });

  test('to a level that is not described names the level whose texts people are rated by', async () => {
    const { words } = await look(`${narrative}/transitions/L2-L3`);
    expect(words).toContain('This ladder does not describe L3, so people are rated by the texts of L2.');
    expect(words).toContain('The tech lead answers yes to: “L3 is not described in this document.');
  });

  test('that allows no exceptions says so', async () => {
    const { words } = await look(`/ladders/${threeReviewerLadder.id}/transitions/L2-L3`);
    expect(words).toContain('There are no exceptions');
    expect(words).toContain('The tech lead, the ODC lead and the head of department review');
  });
});

describe('tracks', () => {
  test('show their profile beside that of the level, with pay, seats and the way back', async () => {
    const { words } = await look(`${track}/tracks`);
    expect(words).toContain('Technical Mastery 5 strong 5');
    expect(words).toContain('Communication & Collaboration 3 is enough for internal communication 4');
    expect(words).toContain('It has the same pay as Tech Lead. You can move back once in 18 months. source');
    expect(words).toContain(
      'The organisation has 0 to 2 seats at L5. source All tracks of the level share these seats. our addition',
    );
    expect(words).toContain('Moving between tracks Declare your interest.');
  });

  test('explain a move: who is asked, how long the trial is, who signs, and how often it is possible', async () => {
    const { words } = await look(`${track}/tracks`);
    expect(words).toContain('You can move once in 18 months, and moving back counts too. our addition');
    expect(words).toContain('The engineer says which track they would like to move to. source');
    expect(words).toContain(
      'The ODC lead is asked: ‘Have you talked with this engineer about moving to the other track?’ source',
    );
    expect(words).toContain(
      'It takes three months. The move can be confirmed only from the beginning of the next quarter on. Due 200 days',
    );
    expect(words).toContain('The ODC lead signs. our addition');
  });
});

test('an answer links to the rules behind it', async () => {
  const page = await look(`${track}/faq`);
  const links = linksOf(page);
  for (const ladder of everyLadder)
    for (const { restsOn } of ladder.faq)
      for (const place of restsOn) expect([place, linkTo(ladder, '', place)]).toEqual([place, expect.anything()]);
  expect(linkTo(softwareEngineerTrack, '', 'toString')).toBeNull();
  for (const to of [
    '/competencies/technical-mastery#rule',
    '/transitions/L2-L3#requirement-module-ownership',
    '#matrix',
  ])
    expect(links).toContain(`${track}${to}`);
});
