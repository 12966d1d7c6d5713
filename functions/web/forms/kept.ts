import { limits, type PersonCommandType, personCommandTypes } from '#shared/contract/names.ts';
import type { FormAt, KeptForm } from '../http/kept-form.ts';
import { fieldsOfCommand } from './needs.ts';

/** The fields of a form that are not called as in its command. */
const others: Partial<Record<PersonCommandType, readonly string[]>> = {
  'submit-self-assessment': ['save', 'draft'],
  'carry-evidence': ['carry'],
  'submit-review': ['signals'],
  'amend-review': ['signals'],
  'record-consensus': ['settle', 'signals', 'dropped'],
  'sign-off': ['returnTo', 'again', 'why', 'decline'],
};

/** Fields of every form of a step: its number, and the version of the case that it was filled in on. */
const always = ['key', 'version'];

const pages: Record<string, readonly string[]> = {
  '/away': ['key', 'to', 'from', 'until', 'reason'],
  '/open': ['key', 'opening', 'cycleId'],
};

/** The bytes of the longest text of one field: encoding makes up to nine of a character. */
const ofAField = 9 * limits.comment;

function ofTexts(fields: readonly string[]): KeptForm {
  return { fields, bytes: Math.min(limits.body, fields.length * ofAField) };
}

/** The form that is sent to an address of the pages, except those of HR. */
export const formAt: FormAt = (path) => {
  const [, type] = /^\/cases\/[^/]+\/steps\/([^/]+)$/.exec(path) ?? [];
  const command = personCommandTypes.find((one) => one === type);
  if (command) {
    const { fields, areTexts } = fieldsOfCommand(command);
    const all = [...always, ...fields, ...(others[command] ?? [])];
    return areTexts ? ofTexts(all) : { fields: all, bytes: limits.body };
  }
  if (pages[path]) return ofTexts(pages[path]);
  if (/^\/confirmations\/[^/]+$/.test(path)) return ofTexts(['key', 'answer']);
  return /^\/ladders\/[^/]+\/self-check$/.test(path)
    ? { fields: ['key', 'case', 'ratings'], bytes: limits.body }
    : null;
};
