import { expect, test } from 'vitest';
import { faultsOfShape } from '#functions/web/forms/faults.ts';
import { withNamedFaults } from '#functions/web/views/fields.tsx';
import { PersonCommand } from '#shared/contract/commands.ts';

test('an adopted piece without a day and a person asks for both, in words for people', () => {
  const piece = {
    type: 'add-evidence',
    requirement: 'adopted-system-design',
    kind: 'system-design',
    title: 'Ledger',
    url: 'https://docs.example.com/ledger',
    fields: {},
    adoption: { since: '', confirmerId: '' },
  };
  const issues = PersonCommand.safeParse(piece).error?.issues ?? [];
  expect(faultsOfShape(issues, piece)).toEqual([
    { path: 'adoption.since', reason: 'give a day' },
    { path: 'adoption.confirmerId', reason: 'choose a person' },
  ]);
});

test('a fault begins with the name of its field, and a name that ends a sentence gets no second mark', () => {
  const page = (label: string) =>
    withNamedFaults(
      `<div class="faults"><li><a href="#f-one">Say why.</a></li></div><label for="f-one">${label}</label>`,
    );
  expect(page('Comment')).toContain('>Comment: Say why.<');
  expect(page('Do you approve?')).toContain('>Do you approve? Say why.<');
  expect(page('Step 1: writes no tests.')).toContain('>Step 1: writes no tests. Say why.<');
});

test('a fault of a group begins with its legend, and never with the legend of a group that has ended', () => {
  const group = '<fieldset><legend>Stage</legend><fieldset><legend>What</legend></fieldset>';
  const page = (after: string) =>
    withNamedFaults(`<div class="faults"><li><a href="#f-one">Say why.</a></li></div>${group}${after}`);
  expect(page('<input id="f-one"></fieldset>')).toContain('>Stage: Say why.<');
  expect(page('</fieldset><p id="f-one"></p>')).toContain('>Say why.<');
  expect(page('</fieldset><fieldset id="f-one"><legend>Grounds</legend></fieldset>')).toContain('>Grounds: Say why.<');
});

test('a link in a sentence about the faults stays as it is', () => {
  const sentence =
    '<div class="faults"><p>Please <a href="#f-one">correct it</a>.</p></div><label for="f-one">Text</label>';
  expect(withNamedFaults(sentence)).toBe(sentence);
});
