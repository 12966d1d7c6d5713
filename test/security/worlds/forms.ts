import { attribute, fieldsOf } from '#test/web/visit.ts';
import { longAway } from './story.ts';

/** A form of a page, filled in as far as a person could without reading it. */
export interface FilledForm {
  action: string;
  /** The button that sends it, if the form has several. */
  button: string;
  sent: RequestInit;
}

/** A request that sends a form. */
export const formOf = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});

/** The forms of the page at an address, once for each button that has a name, and then for the others. */
export function formsIn(html: string, address: string): FilledForm[] {
  return [...html.matchAll(/<form method="post"[\s\S]*?<\/form>/g)].flatMap(([form]) => {
    const action = attribute(/<form[^>]*>/.exec(form)?.[0] ?? '', 'action') || address;
    const fields = filled(form);
    const buttons = [...form.matchAll(/<button[^>]* name="[^>]*>/g)].map(([tag]) => attribute(tag, 'name'));
    return [...buttons, ''].map((button) => ({
      action,
      button,
      sent: formOf(button ? { ...fields, [button]: 'yes', key: `${fields.key}-${button}` } : fields),
    }));
  });
}

const text = 'Everybody who was there has seen it, and says so.';

/** The fields as they are drawn; of those that are empty, the first choice, a far day or some words. */
function filled(form: string): Record<string, string> {
  const fields = fieldsOf(form);
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const [name, type] = [attribute(tag, 'name'), attribute(tag, 'type')];
    if (type === 'radio' || type === 'checkbox') fields[name] ??= attribute(tag, 'value');
    else if (type !== 'hidden' && type !== 'file') fields[name] ||= type === 'date' ? longAway.slice(0, 10) : text;
  }
  for (const [tag] of form.matchAll(/<textarea[^>]*>/g)) fields[attribute(tag, 'name')] ||= text;
  for (const [, tag = '', options = ''] of form.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
    const values = [...options.matchAll(/<option[^>]*>/g)].map(([option]) => attribute(option, 'value'));
    fields[attribute(tag, 'name')] ||= values.find((value) => value !== '') ?? '';
  }
  return fields;
}
