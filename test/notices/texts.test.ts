import { expect, test } from 'vitest';
import { Outcome } from '#shared/contract/case.ts';
import { type NoticeFacts, NoticeTemplate } from '#shared/contract/notices.ts';
import { textOf } from '#shared/domain/notices/texts.ts';
import { at, dueAt } from '#test/support/head-of-case.ts';

const names: Record<string, string> = {
  erin: 'Erin Engineer',
  pia: 'Pia Peer',
  paul: 'Paul Peer',
  petra: 'Petra Peer',
};
const facts: NoticeFacts = {
  engineerId: 'erin',
  transition: 'L3-L4',
  stage: 'calibration',
  dueAt,
  timeZone: 'UTC',
  outcome: null,
  people: ['pia', 'paul', 'petra'],
};
const read = (template: NoticeTemplate, to: string, more: Partial<NoticeFacts> = {}) =>
  textOf({ to, template, at, data: { ...facts, ...more } }, (id) => names[id] ?? id, 'UTC');
const wordsOf = (...args: Parameters<typeof read>) => {
  const { subject, sentences } = read(...args);
  return [subject, ...sentences].join(' ');
};

test.each(NoticeTemplate.options)('%s is a subject and a few whole sentences, even without some facts', (template) => {
  // These two templates always have people and a day.
  const hasAllFacts = template === 'delegated' || template === 'panel-appointed';
  const missing = hasAllFacts ? {} : { dueAt: null, people: [] };
  for (const to of ['erin', 'omar', '@hr'])
    for (const more of [{}, { stage: null, outcome: null, ...missing }]) {
      const { subject, sentences } = read(template, to, more);
      expect(subject).toMatch(/^[A-Z].{5,100}[^.]$/);
      expect(sentences.length).toBeGreaterThanOrEqual(1);
      expect(sentences.length).toBeLessThanOrEqual(4);
      for (const one of sentences) expect(one).toMatch(/^[A-Z].*[^ ]\.$/);
      expect(sentences.join(' ')).not.toMatch(/undefined|null|NaN| {2}| \.|\(\)/);
    }
});

test('a notice to others names the engineer, and a notice to the engineer says your case', () => {
  expect(read('step-open', 'omar')).toEqual({
    subject: 'Calibration: your turn in Erin Engineer’s case',
    sentences: [
      'Calibration is open in Erin Engineer’s case from L3 to L4, and it is your turn.',
      'Your step is due on 16 March 2026.',
    ],
  });
  expect(wordsOf('step-open', 'erin')).toContain('your case from L3 to L4');
  for (const template of ['reminder', 'part-given', 'closed', 'objection-raised', 'appeal-lodged'] as const)
    expect(wordsOf(template, 'omar')).toContain('Erin Engineer');
});

test('whoever answers an objection reads that nothing waits for the answer', () => {
  expect(read('objection-raised', 'omar').sentences.slice(1)).toEqual([
    'The reason is on the page of the case. Please answer it there.',
    'Until then this person goes on. If you replace them, what they did does not count.',
  ]);
});

test('days and times are written out, in the past tense if they have passed', () => {
  expect(wordsOf('reminder', 'erin')).toContain('It is due on 16 March 2026.');
  expect(wordsOf('reminder', 'erin', { dueAt: '2026-02-27T18:00:00.000Z' })).toContain(
    'It was due on 27 February 2026.',
  );
  expect(wordsOf('reminder', 'erin')).not.toContain('ends by itself');
  expect(wordsOf('reminder', 'erin', { lapsesAt: '2026-03-30T18:00:00.000Z' })).toContain(
    'If Calibration is not done by 30 March 2026, the case ends by itself.',
  );
  expect(wordsOf('panel-appointed', 'erin')).toContain('Pia Peer, Paul Peer and Petra Peer');
  expect(wordsOf('panel-appointed', 'erin')).toContain('object to each of them until 16 March 2026 at 18:00 UTC.');
  expect(wordsOf('delegated', 'omar', { people: ['pia'] })).toContain('until 16 March 2026 at 18:00 UTC');
});

test('a change of track is called so', () => {
  expect(wordsOf('step-open', 'erin', { transition: 'L4-L4' })).toContain('your case for another track at L4');
});

test('somebody who loses a part hears of a review only if they could write one', () => {
  const lost = (stage: NoticeFacts['stage']) => read('part-taken', 'pia', { stage, dueAt: null, people: [] }).sentences;
  const ends = (['calibration', 'sign-off', 'attestation'] as const).map((stage) => lost(stage).slice(1));
  expect(ends).toEqual([
    ['A review of yours that is still sealed does not count any more.', 'You have nothing more to do in that part.'],
    ['Nobody waits for your signature any more.', 'You have nothing more to do in that part.'],
    ['Nobody waits for your answer about the talk any more.', 'You have nothing more to do in that part.'],
  ]);
});

test('somebody who no longer acts for another person is not told that this person does their part', () => {
  // That person can have left.
  expect(read('delegation-ended', 'pia').sentences).toEqual([
    'You no longer act for another person in Erin Engineer’s case from L3 to L4.',
    'You have nothing more to do there for them.',
    'If another person gets the part, a sealed review that you wrote for it no longer counts.',
  ]);
});

test('every outcome has its own words for the engineer, and other people do not learn it', () => {
  // These are told by the event that ended the case.
  const apart = ['withdrawn', 'lapsed', 'cancelled', 'overtaken', 'promotion-not-carried-out'];
  const ends = Outcome.options.filter((one) => !apart.includes(one));
  const said = ends.map((outcome) => wordsOf('outcome', 'erin', { outcome }));
  expect(new Set(said).size).toBe(ends.length);
  expect(said[ends.indexOf('promoted')]).toContain('you are promoted from L3 to L4');
  expect(wordsOf('outcome', 'erin', { outcome: 'promoted', waived: true })).toContain('was waived');
  for (const outcome of ends) expect(wordsOf('closed', 'omar', { outcome })).toBe(wordsOf('closed', 'omar'));
});

test('a line break in a name does not break the subject', () => {
  const notice = { to: 'omar', template: 'withdrawn', at, data: facts } as const;
  const { subject } = textOf(notice, () => 'Erin\r\nBcc: all@example.com', 'UTC');
  expect(subject).toBe('Erin Bcc: all@example.com’s case was withdrawn');
});
