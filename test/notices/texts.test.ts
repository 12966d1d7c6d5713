import { expect, test } from 'vitest';
import { Outcome } from '#shared/contract/case.ts';
import { type NoticeFacts, NoticeTemplate } from '#shared/contract/notices.ts';
import { textOf } from '#shared/domain/notices/texts.ts';
import { at, dueAt } from './case.ts';

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
  outcome: null,
  people: ['pia', 'paul', 'petra'],
};
const read = (template: NoticeTemplate, to: string, more: Partial<NoticeFacts> = {}) =>
  textOf({ to, template, at, data: { ...facts, ...more } }, (id) => names[id] ?? id);
const whole = (...args: Parameters<typeof read>) => {
  const { subject, sentences } = read(...args);
  return [subject, ...sentences].join(' ');
};

test.each(NoticeTemplate.options)('%s is a subject and a few plain sentences, whatever is known', (template) => {
  // Only these are always about somebody, and until a day.
  const isWhole = template === 'delegated' || template === 'panel-appointed';
  const lacking = isWhole ? {} : { dueAt: null, people: [] };
  for (const to of ['erin', 'omar', '@hr'])
    for (const more of [{}, { stage: null, outcome: null, ...lacking }]) {
      const { subject, sentences } = read(template, to, more);
      expect(subject).toMatch(/^[A-Z].{5,100}[^.]$/);
      expect(sentences.length).toBeGreaterThanOrEqual(1);
      expect(sentences.length).toBeLessThanOrEqual(4);
      for (const one of sentences) expect(one).toMatch(/^[A-Z].*[^ ]\.$/);
      expect(sentences.join(' ')).not.toMatch(/undefined|null|NaN| {2}| \.|\(\)/);
    }
});

test('what others are told names the engineer, what the engineer is told is said to them', () => {
  expect(read('step-open', 'omar')).toEqual({
    subject: 'Calibration: your turn in Erin Engineer’s case',
    sentences: [
      'Calibration is open in Erin Engineer’s case from L3 to L4, and it is your turn.',
      'Your step is due on 16 March 2026.',
    ],
  });
  expect(whole('step-open', 'erin')).toContain('your case from L3 to L4');
  for (const template of ['reminder', 'part-given', 'closed', 'objection-raised', 'appeal-lodged'] as const)
    expect(whole(template, 'omar')).toContain('Erin Engineer');
});

test('days and moments are said as they are', () => {
  expect(whole('reminder', 'erin')).toContain('It is due on 16 March 2026.');
  expect(whole('reminder', 'erin', { dueAt: '2026-02-27T18:00:00.000Z' })).toContain('It was due on 27 February 2026.');
  expect(whole('panel-appointed', 'erin')).toContain('Pia Peer, Paul Peer and Petra Peer');
  expect(whole('panel-appointed', 'erin')).toContain('object to any of them until 16 March 2026, 18:00 UTC.');
  expect(whole('delegated', 'omar', { people: ['pia'] })).toContain('until 16 March 2026, 18:00 UTC');
});

test('a change of track is called one', () => {
  expect(whole('step-open', 'erin', { transition: 'L4-L4' })).toContain('your case for another track at L4');
});

test('every outcome is said to the engineer, and to nobody else', () => {
  const ends = Outcome.options.filter((one) => !['withdrawn', 'lapsed', 'cancelled'].includes(one));
  const said = ends.map((outcome) => whole('outcome', 'erin', { outcome }));
  expect(new Set(said).size).toBe(ends.length);
  expect(said[ends.indexOf('promoted')]).toContain('you are promoted from L3 to L4');
  for (const outcome of ends) expect(whole('closed', 'omar', { outcome })).toBe(whole('closed', 'omar'));
});

test('a name takes up one line, whatever is in it', () => {
  const notice = { to: 'omar', template: 'withdrawn', at, data: facts } as const;
  const { subject } = textOf(notice, () => 'Erin\r\nBcc: all@example.com');
  expect(subject).toBe('Erin Bcc: all@example.com’s case was withdrawn');
});
