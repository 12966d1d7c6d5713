import { describe, expect, test } from 'vitest';
import type { PersonCommand } from '#shared/contract/commands.ts';
import { dueWords } from '#shared/domain/calendar/words.ts';
import { outcomeText } from '#shared/domain/words.ts';
import { publicOf } from '#shared/store/directory.ts';
import { attest, ratingsOf, review, signOff } from '#test/support/commands.ts';
import { cycle } from '#test/support/cycles.ts';
import { openHead } from '#test/support/head-of-case.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import { caseAt, peersFor, playStep, playTo } from '#test/support/play.ts';
import { type Scene, startOn, stepOn } from '#test/support/scene.ts';
import { missingPieces } from '#test/support/step-commands.ts';
import { caseFor, evidenceFor, historyFor, linkTo, listedFor, placesFor, stepFor } from './drawn.ts';

const reason = 'Because it is so.';

/** A case from L3 to L4 in calibration, whose panel is appointed and can still be objected to. */
function withPanel(): Scene {
  const scene = caseAt('L3-L4', ladder, 'calibration');
  const lead = scene.state.head.slots.find((slot) => slot.part === 'lead')?.personId ?? '';
  const vacant = scene.state.head.slots.filter((slot) => slot.personId === null).length;
  scene.must(lead, { type: 'appoint-panel', reviewers: peersFor(scene).slice(0, vacant) });
  return scene;
}

const firstOfPanel = (scene: Scene) => scene.state.head.slots.find((slot) => slot.openFrom)!;
const leadOf = (scene: Scene) => scene.state.head.slots.find((slot) => slot.part === 'lead')?.personId ?? '';

describe('the participants', () => {
  test('show vacant panel slots, and later until when the engineer can object', () => {
    const scene = caseAt('L3-L4', ladder, 'calibration');
    expect(caseFor(scene, 'lena-senior').words).toContain('Still to be appointed by the calibration lead');
    const after = withPanel();
    const { id, personId } = firstOfPanel(after);
    const engineer = caseFor(after, 'lena-senior');
    expect(engineer.words).not.toContain('Still to be appointed');
    expect(engineer.words).toMatch(/You can object until \d+ \w+ 2026 at 09:00 UTC/);
    expect(engineer.html).toContain(linkTo(after, `raise-objection?slot=${id}`));
    expect(caseFor(after, 'hugo-hr').words).toMatch(/The engineer can object until/);
    for (const who of [personId ?? '', leadOf(after), 'hugo-hr'])
      expect(caseFor(after, who).html).not.toContain('steps/raise-objection');
    // A reviewer is not told that it is their turn while they cannot review.
    expect(caseFor(after, personId ?? '').words).toMatch(
      /Your review begins on \d+ \w+ 2026 at 09:00 UTC, or as soon as/,
    );
    expect(caseFor(after, personId ?? '').words).not.toContain('It is your turn');
    after.must('lena-senior', { type: 'accept-panel' });
    expect(caseFor(after, 'lena-senior').words).not.toContain('can object until');
    expect(caseFor(after, personId ?? '').words).toContain('It is your turn');
  });

  test('say to a new holder who cannot review yet that they can answer the question', () => {
    const scene = caseAt('L2-L3', ladder, 'calibration');
    scene.must('hugo-hr', { type: 'reassign', slot: 'calibration.tech-lead', to: 'olga-odc', reason });
    expect(caseFor(scene, 'olga-odc').words).toMatch(
      /Your review begins on [^.]*, or as soon as the engineer accepts the panel\. You can answer the question now\./,
    );
  });

  test('show who replaced a person, and who acts for whom until when', () => {
    const scene = caseAt('L2-L3', ladder, 'sign-off');
    const until = '2026-03-21T00:00:00.000Z';
    scene.must('omar-odc', {
      type: 'delegate',
      slots: ['sign-off.odc-lead'],
      to: 'olga-odc',
      from: null,
      until,
      reason,
    });
    for (const who of ['erin-engineer', 'tess-lead', 'hugo-hr'])
      expect(caseFor(scene, who).words).toMatch(
        /Olga Odc can act for Omar Odc: Sign-off: ODC lead, to the end of 20 March 2026/,
      );
    expect(caseFor(scene, 'olga-odc').html).toContain(
      '<strong>It is your turn, for Omar Odc, and that of Tess Lead.</strong>',
    );
    scene.must('tess-lead', { type: 'recuse', reason });
    expect(caseFor(scene, 'erin-engineer').words).toMatch(/taken over by the .* of the reporting line/);
    expect(historyFor(scene, 'hugo-hr').words).toMatch(
      /A person stepped back from the case: .* \(Sign-off: tech lead\)/,
    );
    expect(caseFor(scene, 'hugo-hr').words).not.toContain(reason);
  });

  test('have a link to reassign a part only for people who can do that', () => {
    const scene = caseAt('L2-L3', ladder, 'calibration');
    const link = linkTo(scene, 'reassign?slot=calibration.tech-lead');
    expect(caseFor(scene, 'hugo-hr').html).toContain(link);
    for (const who of ['erin-engineer', 'tess-lead']) expect(caseFor(scene, who).html).not.toContain(link);
  });
});

test('the engineer reads of themselves as you, and others as the engineer', () => {
  const trial = caseAt('L4-L4', ladder, 'trial');
  expect(caseFor(trial, trial.state.head.engineerId).words).toContain('You can end the trial and stay at any time.');
  expect(caseFor(trial, 'hugo-hr').words).toContain('The engineer can end the trial and stay at any time.');
  for (const outcome of ['overtaken', 'promotion-not-carried-out'] as const) {
    expect(outcomeText(outcome, true)).toContain('your record changed outside the case');
    expect(outcomeText(outcome, false)).toContain('the engineer’s record changed outside the case');
  }
});

test('a piece that another team is asked about is not missing, and the person to be asked is named from the start', () => {
  const scene = caseAt('L3-L4', ladder, 'portfolio', {}, { track: 'principal-engineer' });
  const context = { state: scene.state, ladder, people: Object.values(scene.people), now: scene.now() };
  const pieces = missingPieces(context);
  for (const piece of pieces) scene.must('lena-senior', piece);
  const named = scene.people[pieces.find((one) => one.adoption)?.adoption?.confirmerId ?? '']?.name;
  expect(caseFor(scene, 'lena-senior').words).toContain(`${named} is asked when the portfolio is handed in.`);
  scene.must('lena-senior', { type: 'submit-portfolio' });
  const { words } = caseFor(scene, 'lena-senior');
  expect(words).toContain('Not confirmed yet:');
  expect(words).not.toContain('Missing:');
});

test('the engineer reads everything that the person who is asked will read', () => {
  const scene = caseAt('L3-L4', ladder, 'portfolio', {}, { track: 'principal-engineer' });
  const { portfolio = [] } = ladder.transitions.find((one) => one.id === 'L3-L4') ?? {};
  const requirement = portfolio.find(({ oneOf }) => oneOf.some((kind) => kind.adoption));
  const kind = requirement?.oneOf.find((one) => one.adoption)?.id ?? '';
  expect(evidenceFor(scene, 'lena-senior', requirement?.id ?? '', kind).words).toContain(
    'They learn your name and team, the title of the work, its link or attached text, and since when it is adopted; not what it is for.',
  );
});

test('an engineer whom nobody asks for another name reads nothing of it', () => {
  expect(caseFor(caseAt('L2-L3', ladder, 'sign-off'), 'erin-engineer').words).not.toContain('Name another person');
});

test('only the engineer and the people who answer can see an objection', () => {
  const scene = withPanel();
  const { id, personId } = firstOfPanel(scene);
  const why = 'We are in a dispute about a patent.';
  scene.must('lena-senior', { type: 'raise-objection', slot: id, ground: 'conflict', reason: why });
  const engineer = caseFor(scene, 'lena-senior');
  expect(engineer.words).toContain(why);
  expect(engineer.words).toContain('It waits for an answer.');
  expect(engineer.words).toContain('You and the people who answer can read this.');
  // They go on until it is answered, and do not know of it.
  expect(engineer.words).not.toContain('cannot review');
  const lead = caseFor(scene, leadOf(scene));
  expect(lead.words).toContain('The engineer and the people who answer can read this.');
  expect(lead.words).toContain(`conflict of interest ${why}`);
  expect(lead.html).toContain(linkTo(scene, 'answer-objection?objection=o1'));
  const others = scene.state.head.slots.filter((slot) => slot.openFrom && slot.id !== id);
  for (const who of [personId ?? '', others[0]?.personId ?? '']) {
    expect(caseFor(scene, who).html).not.toContain('id="objections"');
    expect(caseFor(scene, who).words).not.toContain(why);
    expect(historyFor(scene, who).words).not.toContain(why);
  }
  scene.must(leadOf(scene), { type: 'answer-objection', objection: 'o1', answer: 'keep', reason, to: null });
  expect(caseFor(scene, 'lena-senior').words).toContain('The answer: they stay.');
});

test('an objection that nobody answered waits for nothing once the case has ended', () => {
  const scene = withPanel();
  scene.must('lena-senior', { type: 'raise-objection', slot: firstOfPanel(scene).id, ground: 'other', reason });
  scene.must('hugo-hr', { type: 'cancel', reason });
  expect(caseFor(scene, 'lena-senior').words).toContain('Nobody had answered it when the case ended.');
});

test('an objection to a person who left by themselves reads neither as answered nor as one to their successor', () => {
  const scene = withPanel();
  const { id, personId } = firstOfPanel(scene);
  scene.must('lena-senior', { type: 'raise-objection', slot: id, ground: 'conflict', reason: 'A dispute.' });
  scene.must(personId ?? '', { type: 'recuse', reason });
  const { words } = caseFor(scene, 'lena-senior');
  expect(words).toMatch(/The person who had this part before \(Calibration: [^)]+\): .*conflict of interest/);
  expect(words).toContain('They left the part, so it needs no answer.');
  expect(words).not.toContain('The answer:');
});

test('an objection that is upheld says whether another person has the part', () => {
  const scene = withPanel();
  const { id } = firstOfPanel(scene);
  scene.must('lena-senior', { type: 'raise-objection', slot: id, ground: 'other', reason: 'We have never met.' });
  const lead = leadOf(scene);
  const places = placesFor(scene, { [id]: ['petra-peer'] });
  const answering = (who: string) => stepFor(scene, who, 'answer-objection', { places }).words;
  expect(answering(lead)).toContain('Nobody yet: you name a person');
  expect(answering('hugo-hr')).toContain('Nobody yet: the lead names a person');
  scene.must(lead, { type: 'answer-objection', objection: 'o1', answer: 'replace', reason, to: null });
  expect(caseFor(scene, 'lena-senior').words).toContain('The answer: they leave the part, and nobody has it yet.');
  const [peer = ''] = peersFor(scene).filter((one) => !scene.state.head.past.includes(one));
  scene.must(lead, { type: 'appoint-panel', reviewers: [peer] });
  const { words } = caseFor(scene, 'lena-senior');
  expect(words).toContain('The answer: another person takes the part.');
  expect(words).toContain('The person who had this part before (');
});

test('whoever answers an objection to a person who has reviewed reads that they are done, and that the case goes back', () => {
  const scene = caseAt('L3-L4', ladder, 'calibration');
  scene.must('omar-odc', { type: 'appoint-panel', reviewers: ['pia-peer', 'paul-peer'] });
  const slot = 'calibration.peer-1';
  scene.must('lena-senior', { type: 'raise-objection', slot, ground: 'other', reason: 'We argue.' });
  scene.clock.advanceDays(4);
  const goesOn = 'They are not told of it, and go on with their part until you answer.';
  expect(stepFor(scene, 'omar-odc', 'answer-objection').words).toContain(goesOn);
  for (const who of ['pia-peer', 'paul-peer', 'tess-lead']) scene.must(who, review(ratingsOf(ladder, 5)));
  const { words } = stepFor(scene, 'omar-odc', 'answer-objection');
  expect(words).not.toContain(goesOn);
  expect(words).toContain('They have finished this part, and you decide whether what they did counts.');
  expect(words).toContain('The case goes back to Calibration. Another person takes the part.');
  expect(words).not.toContain('They stay');
});

describe('a panel for which too few people can be chosen', () => {
  const placesOf = (scene: Scene, ids: string[]) => placesFor(scene, { 'calibration.peer-1': ids });

  test('has no form, and says how many are needed and what HR can do', () => {
    const scene = caseAt('L3-L4', ladder, 'calibration');
    const vacant = scene.state.head.slots.filter((slot) => slot.personId === null).length;
    const [first = '', ...others] = peersFor(scene);
    const few = stepFor(scene, leadOf(scene), 'appoint-panel', { places: placesOf(scene, [first]) });
    expect(few.words).toContain('Two people are needed, and one can be chosen for the panel of Lena Senior');
    expect(few.words).toContain('has another part in this case, or there is nobody. HR can add a person');
    expect(few.html).not.toContain('<form method="post" novalidate');
    const nobody = stepFor(scene, leadOf(scene), 'appoint-panel', { places: [] });
    expect(nobody.words).toContain('Nobody can be chosen for the panel of Lena Senior at the moment');
    const enough = placesOf(scene, [first, ...others].slice(0, vacant));
    const form = stepFor(scene, leadOf(scene), 'appoint-panel', { places: enough });
    expect(form.html).toContain('<form method="post" novalidate');
  });

  test('is accepted person by person: the engineer reads that a place is vacant', () => {
    const scene = withPanel();
    const { id, personId } = firstOfPanel(scene);
    expect(stepFor(scene, 'lena-senior', 'accept-panel').words).toContain('Accept the panel as it is');
    scene.must(personId ?? '', { type: 'recuse', reason });
    expect(scene.state.head.slots.find((one) => one.id === id)?.personId).toBeNull();
    const { words } = stepFor(scene, 'lena-senior', 'accept-panel');
    expect(words).toMatch(/Accept the people named so far .* reviews your case\./);
    expect(words).toContain('One place is still vacant, and you can object to new people.');
  });
});

test('an engineer who names another person to confirm is not offered who was asked already', () => {
  const scene = caseAt('L3-L4', ladder, 'portfolio', {}, { track: 'principal-engineer' });
  const context = { state: scene.state, ladder, people: Object.values(scene.people), now: scene.now() };
  for (const one of missingPieces(context)) {
    const adoption = one.adoption && { ...one.adoption, confirmerId: 'omid-other' };
    scene.must('lena-senior', adoption ? { ...one, adoption } : one);
  }
  scene.must('lena-senior', { type: 'submit-portfolio' });
  scene.must('omid-other', { type: 'confirm-evidence', evidence: 'e1', answer: 'not-mine' });
  const people = Object.values(scene.people).map((one) => ({ ...publicOf(one), whyNot: null }));
  const confirmers = { people, found: null };
  const { html } = stepFor(scene, 'lena-senior', 'name-confirmer', { confirmers });
  expect(html).toContain('<option value="pia-peer"');
  expect(html).not.toContain('<option value="omid-other"');
});

test('a due day is the day of the engineer’s ODC, with its zone for readers in another, and says when it is overdue', () => {
  const north = { odc: 'North', timeZone: 'America/Los_Angeles', weekend: [6, 7], holidays: [], version: 1 };
  const scene = caseAt('L2-L3', ladder, 'sign-off', { calendars: { North: north } });
  const day = dueWords(openHead(scene.state.head).dueAt, 'America/Los_Angeles', 'UTC');
  expect(day).toMatch(/ 2026 \(GMT-[78]\)$/);
  for (const page of [caseFor, listedFor]) expect(page(scene, 'omar-odc').words).toContain(` due ${day}`);
  scene.clock.advanceDays(40);
  for (const page of [caseFor, listedFor]) expect(page(scene, 'omar-odc').words).toContain(`overdue, was due ${day}`);
});

describe('the agreement of reviews', () => {
  const inSteps = (scene: Scene, steps: number[]) => {
    scene.must('lena-senior', { type: 'accept-panel' });
    const reviewers = scene.state.head.slots.filter((slot) => slot.part === 'reviewer');
    for (const [at, { personId }] of reviewers.entries())
      scene.must(personId, review(ratingsOf(ladder, steps[at] ?? 4)));
  };

  test('is shown as range and r_WG once the seal is open, only to people who can read the reviews', () => {
    const scene = withPanel();
    inSteps(scene, [4, 4, 5]);
    const { words } = caseFor(scene, leadOf(scene));
    expect(words).toMatch(/Agreement is r_WG/);
    expect(words).toContain('Technical Mastery 1 0.83');
    expect(caseFor(scene, 'lena-senior').words).not.toContain('r_WG');
  });

  test('is called no agreement at zero and below', () => {
    const scene = withPanel();
    inSteps(scene, [1, 5, 1]);
    expect(caseFor(scene, leadOf(scene)).words).toContain('Technical Mastery 4 no agreement');
  });

  test('is hidden while reviews are sealed; an amended review shows its reason afterwards', () => {
    const scene = withPanel();
    scene.must('lena-senior', { type: 'accept-panel' });
    const [one, two, three] = scene.state.head.slots.filter((slot) => slot.part === 'reviewer');
    scene.must(one?.personId ?? '', review(ratingsOf(ladder, 4)));
    scene.must(two?.personId ?? '', review(ratingsOf(ladder, 4)));
    for (const who of [leadOf(scene), 'hugo-hr', one?.personId ?? ''])
      expect(caseFor(scene, who).words).not.toMatch(/r_WG|amended their review/);
    scene.must(three?.personId ?? '', review(ratingsOf(ladder, 4)));
    const changed = { ...review(ratingsOf(ladder, 5)), type: 'amend-review', reason: 'I had missed the outage.' };
    scene.must(one?.personId ?? '', changed as PersonCommand);
    expect(caseFor(scene, leadOf(scene)).words).toMatch(/amended their review.* I had missed the outage\./);
    expect(caseFor(scene, 'lena-senior').words).not.toContain('I had missed the outage.');
  });
});

test('a review that was discarded under the seal is told to those who read the reviews, once they are open', () => {
  const scene = caseAt('L3-L4', ladder, 'calibration');
  const slot = 'calibration.tech-lead';
  const told = 'Tess Lead had submitted or changed a review (Calibration: tech lead). That was discarded, because';
  scene.must('tess-lead', review(ratingsOf(ladder, 4)));
  scene.must('hugo-hr', { type: 'reassign', slot, to: 'olga-odc', reason });
  for (const who of [leadOf(scene), 'hugo-hr', 'lena-senior']) expect(caseFor(scene, who).words).not.toContain(told);
  while (!scene.state.head.revealed) playStep(scene);
  for (const who of [leadOf(scene), 'hugo-hr', 'olga-odc']) expect(caseFor(scene, who).words).toContain(told);
  expect(caseFor(scene, 'lena-senior').words).not.toContain(told);
});

test('a change of track has its own title, and its trial shows the day from which it can be confirmed', () => {
  const scene = caseAt('L4-L4', ladder, 'trial');
  const { words, html } = caseFor(scene, 'ines-principal');
  expect(words).toContain('Ines Principal, another track at L4');
  expect(words).toContain('Track: Tech Lead.');
  expect(words).toContain('The change of track can be confirmed from 1 July 2026.');
  expect(html).toContain('/versions/1/tracks"');
});

test('the page of a case names its cycle, with a link to the cycles', () => {
  const scene = caseAt('L1-L2', ladder, 'self-assessment', { cycle: cycle() });
  expect(caseFor(scene, 'nia-newcomer').html).toContain('Cycle: <a href="/cycles">Annual review 2026</a>');
  expect(caseFor(caseAt('L1-L2', ladder, 'self-assessment'), 'nia-newcomer').words).not.toContain('Cycle:');
});

describe('the list of possible steps', () => {
  test('shows a person’s own step first and folds the others away, and only steps they can take', () => {
    const scene = caseAt('L2-L3', ladder, 'calibration');
    const tess = caseFor(scene, 'tess-lead');
    expect(tess.html).toContain(`<a class="button" ${linkTo(scene, 'submit-review')}>`);
    expect(tess.words).toMatch(
      /If you cannot take part .*Step back from the case.* For leads and HR .*Extend the deadline/,
    );
    const hr = caseFor(scene, 'hugo-hr');
    expect(hr.html).toContain(linkTo(scene, 'cancel'));
    expect(hr.words).not.toContain('If you cannot take part');
    const engineer = caseFor(scene, 'erin-engineer');
    expect(engineer.words).not.toMatch(/If you cannot take part|For leads and HR/);
  });

  test('has a link for each question that is not answered yet', () => {
    const scene = caseAt('L2-L3', ladder, 'calibration');
    scene.must('tess-lead', attest('owns-a-module'));
    const { html } = caseFor(scene, 'tess-lead');
    expect(html).toContain(linkTo(scene, 'attest?attestation=mentoring-readiness'));
    expect(html).not.toContain(linkTo(scene, 'attest?attestation=owns-a-module'));
  });
});

test('the history says that an objection was upheld, and that the case went back, to those who may know of it', () => {
  const scene = caseAt('L3-L4', ladder, 'calibration');
  scene.must('omar-odc', { type: 'appoint-panel', reviewers: ['pia-peer', 'paul-peer'] });
  const slot = 'calibration.peer-1';
  scene.must('lena-senior', { type: 'raise-objection', slot, ground: 'other', reason: 'We argue.' });
  scene.clock.advanceDays(4);
  for (const who of ['pia-peer', 'paul-peer', 'tess-lead']) scene.must(who, review(ratingsOf(ladder, 5)));
  scene.must('omar-odc', { type: 'answer-objection', objection: 'o1', answer: 'replace', to: 'petra-peer', reason });
  for (const who of ['hugo-hr', 'omar-odc', 'lena-senior'])
    expect(historyFor(scene, who).words).toMatch(
      /An objection was answered: upheld, now with Petra Peer .* sent back to Calibration/,
    );
  for (const who of ['pia-peer', 'paul-peer', 'hana-head'])
    expect(historyFor(scene, who).words).not.toContain('An objection was');
});

test('the history says who has a part now, and not that the new person stepped back', () => {
  const scene = caseAt('L2-L3', ladder, 'calibration');
  scene.must('tess-lead', { type: 'recuse', reason });
  const { slots } = scene.state.head;
  const name = scene.people[slots.find((one) => one.id === 'calibration.tech-lead')?.personId ?? '']?.name;
  expect(historyFor(scene, 'hugo-hr').words).toContain(
    `A person stepped back from the case: now with ${name} (Calibration: tech lead)`,
  );
  const panel = withPanel();
  const { personId } = firstOfPanel(panel);
  expect(historyFor(panel, 'hugo-hr').words).toContain(
    `The panel was appointed: ${panel.people[personId ?? '']?.name} (`,
  );
  panel.must(personId ?? '', { type: 'declare-conflict', reason });
  expect(historyFor(panel, 'hugo-hr').words).toContain('A conflict of interest was declared: now with nobody yet (');
});

test('the history calls the cycle of the case by its name', () => {
  const scene = caseAt('L1-L2', ladder, 'self-assessment');
  scene.facts.cycle = cycle();
  scene.must('hugo-hr', { type: 'join-cycle', cycleId: cycle().id, reason });
  expect(historyFor(scene, 'hugo-hr').words).toContain('The case was put into a cycle: ‘Annual review 2026’');
});

test('the history shows delegations, extended deadlines, and for whom a person acted', () => {
  const scene = caseAt('L2-L3', ladder, 'sign-off');
  const until = '2026-03-21T00:00:00.000Z';
  scene.must('omar-odc', { type: 'delegate', slots: ['sign-off.odc-lead'], to: 'olga-odc', from: null, until, reason });
  scene.must('hugo-hr', { type: 'extend-deadline', until: '2026-04-30', reason });
  scene.must('olga-odc', signOff(scene.state, ladder, 'approve'));
  const { words } = historyFor(scene, 'hugo-hr');
  expect(words).toMatch(
    /A person may act for another: Olga Odc for Omar Odc, Sign-off: ODC lead, from 2 March 2026 to the end of 20 March 2026/,
  );
  expect(words).toMatch(/The deadline was extended: due 30 April 2026/);
  expect(words).toMatch(/A decision was signed: approved Olga Odc, ODC lead, for Omar Odc/);
});

test.each(['L1-L2', 'L2-L3', 'L3-L4', 'L4-L5', 'L4-L4'])(
  'a case of %s can be drawn at every stage for everyone who can see it, without raw values in its texts',
  (transition) => {
    const scene = startOn(transition, ladder);
    for (let turn = 0; scene.state.head.stage !== 'closed' && turn < 100; turn++) {
      stepOn(scene);
      const { head } = scene.state;
      for (const who of [head.engineerId, 'hugo-hr', ...head.slots.flatMap((slot) => slot.personId ?? [])])
        for (const { words } of [caseFor(scene, who), historyFor(scene, who)])
          expect(words).not.toMatch(/undefined|null|NaN|\[object|@hr/);
      if (head.status === 'open') playStep(scene);
    }
    expect(scene.state.head.stage).toBe('closed');
  },
);

test('a step that the case waits for stands in the list also if it is folded away at other times, and the page says why it waits', () => {
  const windows = { 'sign-off': { from: '2026-11-01', to: '2026-12-05' } };
  const scene = caseAt('L1-L2', ladder, 'calibration', { cycle: cycle({ windows }) });
  const inList = /<ul class="plain">.*?steps\/waive-window.*?<\/ul>/;
  expect(caseFor(scene, 'hugo-hr').html).not.toMatch(inList);
  scene.clock.set('2026-11-10T12:00:00.000Z');
  playTo(scene, 'sign-off');
  scene.clock.set(openHead(scene.state.head).timers.find(({ kind }) => kind === 'window')?.at ?? '');
  scene.must(null, { type: 'remind', generation: scene.state.head.generation });
  const page = caseFor(scene, 'hugo-hr');
  expect(page.html).toMatch(inList);
  expect(page.html.split('steps/waive-window').length).toBe(2);
  for (const who of ['hugo-hr', 'omar-odc'])
    expect(caseFor(scene, who).words).toContain(
      'The signatures wait: the cycle ‘Annual review 2026’ has no window for them that is still open.',
    );
});
