import { Fragment, jsx } from 'hono/jsx';
import { expect, test } from 'vitest';
import { faultsOfShape } from '#functions/web/forms/faults.ts';
import { Choice, empty, FaultSummary, Field } from '#functions/web/views/fields.tsx';
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

/** The list of faults as it is drawn before a field with a fault. */
async function listed(label: string, reason = 'say why'): Promise<string> {
  const filled = { ...empty, message: 'Something is missing.', faults: [{ field: 'one', reason }] };
  const form = [jsx(FaultSummary, { filled }), jsx(Field, { name: 'one', label, filled })];
  return String(await jsx(Fragment, {}, ...form).toString());
}

test('a fault begins with the label of its field, and a label that ends a sentence gets no second mark', async () => {
  expect(await listed('Comment')).toContain('<li><a href="#f-one">Comment: Say why.</a></li>');
  expect(await listed('Do you approve?')).toContain('>Do you approve? Say why.</a>');
  expect(await listed('Step 1: writes no tests.')).toContain('>Step 1: writes no tests. Say why.</a>');
  expect(await listed('Cost & time')).toContain('>Cost &amp; time: Say why.</a>');
});

test('a fault whose reason says the label stays as it is', async () => {
  expect(await listed('Comment', 'write a comment')).toContain('>Write a comment.</a>');
});

test('a fault of a group begins with its legend, and one without a field has no name', async () => {
  const faults = [
    { field: 'stage', reason: 'choose one' },
    { field: null, reason: 'something else is wrong' },
  ];
  const filled = { ...empty, message: 'Something is missing.', faults };
  const group = jsx(Choice, { name: 'stage', legend: 'To which stage', options: [], filled });
  const html = String(await jsx(Fragment, {}, jsx(FaultSummary, { filled }), group).toString());
  expect(html).toContain('<a href="#f-stage">To which stage: Choose one.</a>');
  expect(html).toContain('<li>Something else is wrong.</li>');
});

test('many faults with one reason are one line with their number and a link to the first, and each field shows its own', async () => {
  const names = Array.from({ length: 6 }, (_, at) => `r${at}`);
  const drawn = async (fields: string[]) => {
    const faults = [...fields.map((field) => ({ field, reason: 'choose a step' })), { field: 'c', reason: 'say why' }];
    const filled = { ...empty, message: 'Something is missing.', faults };
    const form = [...fields, 'c'].map((name) => jsx(Field, { name, label: `Part ${name}`, filled }));
    return String(await jsx(Fragment, {}, jsx(FaultSummary, { filled }), ...form).toString());
  };
  const html = await drawn(names);
  expect(html).toContain(
    '<ul><li>6 fields have the same fault. The first: <a href="#f-r0">Part r0: Choose a step.</a></li><li><a href="#f-c">Part c: Say why.</a></li></ul>',
  );
  expect(html.match(/class="fault"/g)).toHaveLength(7);
  expect((await drawn(names.slice(1))).match(/<li>/g)).toHaveLength(6);
});
