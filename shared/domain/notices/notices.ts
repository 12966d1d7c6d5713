import type { CaseHead } from '../../contract/case.ts';
import type { CaseEvent } from '../../contract/events.ts';
import type { PublishedLadder } from '../../contract/ladder.ts';
import type { CaseNotice, NoticeTemplate } from '../../contract/notices.ts';
import { instantsOf } from '../case/state/instants.ts';
import { tellsOf } from '../case/telling/index.ts';

/** A notice before it is stored. */
export type Told = Pick<CaseNotice, 'to' | 'template' | 'caseId' | 'data'>;

/**
 * The notices of an event, as its row says. Each person gets at most one, and nobody gets one about their own act. `head`
 * is the case as it is now, and can be further than the event. `earlier` holds the events before it; it is needed if
 * `takesParts` names the event.
 */
export function noticesOf(
  event: CaseEvent,
  head: CaseHead,
  ladder: PublishedLadder,
  earlier: readonly CaseEvent[] = [],
): Told[] {
  const { id: caseId, engineerId, transition, stage, timeZone } = head;
  const { dueAt } = instantsOf(head);
  const about = { event, head, ladder, earlier };
  const told = Object.entries(tellsOf(event)).flatMap(([template, addressees]) =>
    addressees(about).flatMap(({ to, facts }): Told[] => {
      if (to === null || to === event.actor.personId) return [];
      const data = { engineerId, transition, stage, dueAt, timeZone, outcome: null, people: [], ...facts };
      return [{ to, template: template as NoticeTemplate, caseId, data }];
    }),
  );
  return told.filter(({ to }, at) => told.findIndex((one) => one.to === to) === at);
}
