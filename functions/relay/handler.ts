import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { aboutOf } from '#shared/cases/stream.ts';
import { type NewEvent, nowTold, tellUntold } from '#shared/cases/told.ts';
import { nameOfError } from '../runtime/logger.ts';
import { type Settling, settle } from '../runtime/settle.ts';
import { type Notifying, notify, notifyLater } from './notify.ts';

type StreamRecord = DynamoDBStreamEvent['Records'][number];

/**
 * Reads the table's stream, which has only keys. It settles every case whose head or token has changed, then tells people about
 * every new event of a case, a proposal or a person, and marks that they were told. A record that comes twice, late or out of
 * order does no harm: the relay reads the case as it is now, and the notices of an event are stored once. Failed records are
 * reported to Lambda, which sends them again. A mail window that the sweep has changed is due: what waits in it is mailed.
 * Events that the sweep notes as untold are told. Mails come last, so that no case waits for a mail.
 */
export function createRelay(relaying: Settling & Notifying) {
  const { log } = relaying;
  return async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const cases = new Map<string, string>();
    const windows = new Map<string, string>();
    const untold = new Map<string, string>();
    const events: { event: NewEvent; itemIdentifier: string }[] = [];
    for (const record of event.Records) {
      const key = keyOf(record);
      const itemIdentifier = record.dynamodb?.SequenceNumber ?? '';
      const isNew = record.eventName === 'INSERT';
      const { caseId, event: ofCase, change, mailWindow, untold: of, isEvent } = aboutOf(key);
      const added = ofCase ?? change;
      if (isEvent && !isNew) log.error('event-tampered', { key: `${key.pk}/${key.sk}`, change: record.eventName });
      if (caseId && !cases.has(caseId)) cases.set(caseId, itemIdentifier);
      if (mailWindow && record.eventName === 'MODIFY') windows.set(mailWindow, itemIdentifier);
      if (of && record.eventName !== 'REMOVE') untold.set(of, itemIdentifier);
      if (added && isNew) events.push({ event: added, itemIdentifier });
    }
    const batchItemFailures: DynamoDBBatchResponse['batchItemFailures'] = [];
    async function attempt(
      work: Promise<void>,
      failure: string,
      about: Record<string, unknown>,
      itemIdentifier: string,
    ): Promise<boolean> {
      try {
        await work;
        return true;
      } catch (error) {
        log.error(failure, { ...about, error: nameOfError(error) });
        batchItemFailures.push({ itemIdentifier });
        return false;
      }
    }
    for (const [caseId, from] of cases) await attempt(settle(relaying, caseId), 'not-settled', { caseId }, from);
    const told: NewEvent[] = [];
    for (const { event: added, itemIdentifier } of events)
      if (await attempt(notify(relaying, added), 'not-told', added, itemIdentifier)) told.push(added);
    const [first] = events;
    // If the mark is not stored, the whole batch is told again, which adds nothing.
    if (first) await attempt(nowTold(relaying.outside, told), 'not-told', { marks: told.length }, first.itemIdentifier);
    for (const [of, from] of untold)
      await attempt(
        tellUntold(relaying.outside, of, (one) => notify(relaying, one)),
        'not-told',
        { of },
        from,
      );
    for (const [window, from] of windows) await attempt(notifyLater(relaying, window), 'not-told', { window }, from);
    return { batchItemFailures };
  };
}

function keyOf(record: StreamRecord) {
  const keys = record.dynamodb?.Keys;
  return { pk: keys?.pk?.S ?? '', sk: keys?.sk?.S ?? '' };
}
