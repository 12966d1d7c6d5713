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

/** No field that came back because it was empty says that it is optional. Every form that a test sends is checked. */
export function expectRefusalToMatch({ html, status }: Page): void {
  if (status !== 422) return;
  const values = fieldsOf(html);
  const empty = controlsOf(html).filter(({ name, isFaulty }) => isFaulty && !values[name]?.trim());
  expect(empty.filter(({ label }) => label.includes('(optional)'))).toEqual([]);
}

/** A form that was taken had something in every field that its page calls required. */
export function expectTakenToMatch(form: Page, sent: Record<string, string>, { status }: Page): void {
  if (status !== 303) return;
  const required = controlsOf(form.html).filter((one) => one.isRequired);
  expect(required.filter(({ name }) => !sent[name]?.trim())).toEqual([]);
}
