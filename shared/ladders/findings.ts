import type { Finding } from '../contract/publishing.ts';
import type * as z from '../contract/zod.ts';

/** At most this many faults of one document are reported. The rest can be mended after these. */
const most = 200;

/** A fault of a document's shape, as a finding. */
export function shapeFinding(place: string, message: string, mending: string): Finding {
  return { severity: 'error', code: 'shape', place, message, mend: sentence(mending) };
}

/** Every fault of a shape as a finding. Its place names parts by id if the document gives them one. */
export function shapeFindings(error: z.core.$ZodError, document: unknown): Finding[] {
  const found = error.issues.flatMap((issue) => {
    const { names, value } = placeOf(issue.path, document);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) =>
        shapeFinding(
          [...names, key].join('.'),
          `There is no field ${key} here.`,
          'correct the spelling or take it out',
        ),
      );
    const mending = issue.message.replace(/^it is missing: /, '');
    return [shapeFinding(names.join('.') || 'document', messageOf(value), mending)];
  });
  if (found.length <= most) return found;
  const rest = shapeFinding('document', `There are ${found.length - most} more faults.`, 'mend these first');
  return [...found.slice(0, most), rest];
}

/** The path with ids instead of list positions, and the value at its end. */
function placeOf(path: readonly PropertyKey[], document: unknown): { names: string[]; value: unknown } {
  let value = document;
  const names = path.map((key) => {
    const isItem = Array.isArray(value);
    value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
    const { id, kind } = (value ?? {}) as { id?: unknown; kind?: unknown };
    const name = [id, kind].find((one) => typeof one === 'string');
    return isItem && name ? String(name) : String(key);
  });
  return { names, value };
}

function messageOf(value: unknown): string {
  if (value === undefined) return 'This is missing.';
  const said = typeof value === 'object' && value !== null ? '' : JSON.stringify(value);
  return said !== '' && said.length <= 60 ? `This cannot be ${said}.` : 'This does not fit here.';
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?\n]$/.test(text) ? '' : '.'}`;
}
