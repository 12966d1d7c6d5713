import type { Ladder } from '#shared/contract/ladder.ts';

/** What the page hands its script: what to score by, and of which step up. */
export interface SelfCheckData {
  /** Without its texts, which the page shows already. */
  ladder: Ladder;
  transition: string;
  track: string | null;
}

/** The ids of what the script reads and fills. */
export const ids = {
  data: 'self-check-data',
  needsScript: 'needs-script',
  progress: 'progress',
  status: 'status',
  own: 'own-outline',
  dots: 'own-points',
  overall: 'overall',
  start: 'start',
} as const;

export const verdictWords = { pass: 'Met', fail: 'Not met', unknown: 'Unknown' } as const;
