import type { Ladder } from '../../../contract/ladder.ts';
import { capital } from '../../words.ts';
import type { Fact } from './compare.ts';

/** Fields that are only text. Every other field of a ladder is a rule, and `factsOf` covers it. */
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
  'relaxedFor',
  'descriptors',
  'descriptorsAt',
]);

/** The word for an entry of a list or group. It stands before the entry's name. */
const wordFor: Record<string, string> = {
  sections: 'section',
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

/** Every text of a ladder, as facts. The subject says in words where the text stands. */
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
    // A group of entries by key, such as guides by step.
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
  return `${wordFor[key] ?? ''} ${name}`.trim();
}

function isEntry(value: unknown): value is { id: string; title?: string } {
  return typeof value === 'object' && value !== null && 'id' in value;
}
