import { expect } from 'vitest';
import { attribute, fieldsOf, type Page, wordsOf } from './visit.ts';

interface Control {
  name: string;
  label: string;
  isRequired: boolean;
  isFaulty: boolean;
}

/** The text fields and selects of a page, with their labels. */
function controlsOf(html: string): Control[] {
  const labels = new Map(
    [...html.matchAll(/<label for="([^"]+)">([\s\S]*?)<\/label>/g)].map(([, id, words]) => [id, words]),
  );
  return [...html.matchAll(/<(?:input|textarea|select) [^>]*>/g)].flatMap(([tag]) => {
    const label = labels.get(attribute(tag, 'id'));
    if (label === undefined) return [];
    const isTrue = (name: string) => attribute(tag, name) === 'true';
    const said = { isRequired: isTrue('aria-required'), isFaulty: isTrue('aria-invalid') };
    return [{ name: attribute(tag, 'name'), label: wordsOf(label).trim(), ...said }];
  });
}

/**
 * No field that came back because it was empty says that it is optional, and every fault in the summary names its field.
 * Every form that a test sends is checked.
 */
export function expectRefusalToMatch({ html, status }: Page): void {
  if (status !== 422) return;
  expect(faultsWithoutName(html)).toEqual([]);
  const values = fieldsOf(html);
  const empty = controlsOf(html).filter(({ name, isFaulty }) => isFaulty && !values[name]?.trim());
  expect(empty.filter(({ label }) => label.includes('(optional)'))).toEqual([]);
}

/** The faults of the summary that do not say the label of their field. */
function faultsWithoutName(html: string): string[] {
  const summary = /<div class="faults"[\s\S]*?<\/div>/.exec(html)?.[0] ?? '';
  return [...summary.matchAll(/<a href="#(f-[^"]+)">([\s\S]*?)<\/a>/g)].flatMap(([, id = '', text = '']) => {
    // A rating that cannot be changed is an item of a list, which begins with its dimension.
    const said = new RegExp(`<label for="${id}">([^<]+)|<li id="${id}">([^<:]+):`).exec(html);
    const label = said?.[1] ?? said?.[2] ?? legendOf(html, id);
    return label === null || wordsOf(text).toLowerCase().includes(wordsOf(label).trim().toLowerCase()) ? [] : [text];
  });
}

/** The legend of the fieldset that has an id, or of the innermost one around it. */
function legendOf(html: string, id: string): string | null {
  const open: (string | null)[] = [];
  for (const [tag, legend] of html.matchAll(/<\/?fieldset[^>]*>|<legend[^>]*>([^<]+)|<[^>]* id="[^"]*"[^>]*>/g)) {
    if (tag.startsWith('</')) open.pop();
    else if (tag.startsWith('<fieldset')) open.push(null);
    else if (legend !== undefined) open[open.length - 1] = legend;
    if (tag.includes(` id="${id}"`)) {
      const after = tag.startsWith('<fieldset') ? html.slice(html.indexOf(tag)) : '';
      return /<legend[^>]*>([^<]+)/.exec(after)?.[1] ?? open.findLast((one) => one !== null) ?? null;
    }
  }
  return null;
}

/** The form of a step begins without a decision. */
export function expectNothingDecided({ html }: Page): void {
  const { answer, decision } = fieldsOf(html);
  const isChoice = (name: string) => html.includes(`type="radio" name="${name}"`);
  expect({
    answer: isChoice('answer') ? answer : undefined,
    decision: isChoice('decision') ? decision : undefined,
  }).toEqual({});
}

/** A form that was taken had something in every field that its page calls required. */
export function expectTakenToMatch(form: Page, sent: Record<string, string>, { status }: Page): void {
  if (status !== 303) return;
  const required = controlsOf(form.html).filter((one) => one.isRequired);
  expect(required.filter(({ name }) => !sent[name]?.trim())).toEqual([]);
}
