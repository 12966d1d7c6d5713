import type { Ladder } from '#shared/contract/ladder.ts';

/** The data that the page passes to its script: the ladder to score with, and the transition. */
export interface SelfCheckData {
  /** Without its texts, because they are already on the page. */
  ladder: Ladder;
  transition: string;
  track: string | null;
}

/** The ids of the elements that the script reads and fills. */
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
