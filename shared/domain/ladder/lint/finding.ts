import type { Finding } from '../../../contract/publishing.ts';

/** A finding that prevents publication. */
export function error(code: string, place: string, message: string, mend: string): Finding {
  return { severity: 'error', code, place, message, mend };
}

/** A finding that HR should know about. It does not prevent publication. */
export function warning(code: string, place: string, message: string, mend: string): Finding {
  return { severity: 'warning', code, place, message, mend };
}

export function listed(ids: readonly string[]): string {
  return ids.join(', ');
}
