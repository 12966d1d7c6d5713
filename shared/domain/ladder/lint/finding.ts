import type { Finding } from '../../../contract/publishing.ts';

/** Makes a finding that keeps a ladder from being published. */
export function error(code: string, place: string, message: string, mend: string): Finding {
  return { severity: 'error', code, place, message, mend };
}

/** Makes a finding that whoever publishes should know. */
export function warning(code: string, place: string, message: string, mend: string): Finding {
  return { severity: 'warning', code, place, message, mend };
}

/** A list of ids as people read it. */
export function listed(ids: readonly string[]): string {
  return ids.join(', ');
}
