import type { CaseHead } from '#shared/contract/case.ts';
import type { CaseEvent } from '#shared/contract/events.ts';

/** An event and the head of its case: the recipient and template of every notice. */
export type Row = [what: string, happened: CaseEvent, head: CaseHead, told: string[], earlier?: CaseEvent[]];
