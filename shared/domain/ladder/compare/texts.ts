import type { Ladder } from '../../../contract/ladder.ts';
import type { Fact } from './compare.ts';
import { capital } from './sentences.ts';

/** Fields that only say something. Everything else in a ladder decides, and is told by `factsOf`. */
const texts = new Set([
  'title',
  'titles',
  'shortTitle',
  'summary',
  'about',
  'text',
  'voice',
  'scene',
  'behaviours',
  'outputs',
  'traps',
  'items',
  'question',
  'answer',
  'prompts',
  'whenToConsider',
  'descriptors',
  'descriptorsAt',
]);

/** How a list or group of the document is called before the name of one of its entries. */
const called: Record<string, string> = {
  levels: 'level',
  guides: 'step',
  descriptors: 'step',
  faq: 'question',
  transitions: '',
  competencies: '',
  dimensions: '',
  tracks: 'track',
  criteria: 'criterion',
  portfolio: 'requirement',
  oneOf: 'kind of evidence',
};

/** Every text of a ladder, as facts whose subject says in words where it stands. */
export function textsOf(ladder: Ladder): Fact[] {
  return walk(ladder, '', []);
}

function walk(value: object, place: string, names: string[]): Fact[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = place ? `${place}.${key}` : key;
    if (texts.has(key)) return leaves(inner, at, [...names, key]);
    if (Array.isArray(inner))
      return inner.flatMap((one) =>
        isEntry(one) ? walk(one, `${at}.${one.id}`, [...names, nameOf(key, one.title ?? one.id)]) : [],
      );
    // A group by key, such as guides by step.
    if (typeof inner === 'object' && inner !== null)
      return Object.entries(inner).flatMap(([name, one]) =>
        typeof one === 'object' && one !== null ? walk(one, `${at}.${name}`, [...names, nameOf(key, name)]) : [],
      );
    return [];
  });
}

function leaves(value: unknown, place: string, names: string[]): Fact[] {
  if (value === '' || value === null || value === undefined) return [];
  if (typeof value === 'object' && !Array.isArray(value))
    return Object.entries(value as object).flatMap(([key, one]) => leaves(one, `${place}.${key}`, [...names, key]));
  const said = Array.isArray(value) ? value.join('\n') : String(value);
  return said === '' ? [] : [{ place, subject: capital(names.join(', ')), verb: 'says', value: said }];
}

function nameOf(key: string, name: string): string {
  return `${called[key] ?? ''} ${name}`.trim();
}

function isEntry(value: unknown): value is { id: string; title?: string } {
  return typeof value === 'object' && value !== null && 'id' in value;
}
