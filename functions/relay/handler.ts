import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { aboutOf } from '#shared/cases/stream.ts';
import { nameOfError } from '../runtime/logger.ts';
import { type Settling, settle } from '../runtime/settle.ts';
import { type NewEvent, type Notifying, notify } from './notify.ts';

type StreamRecord = DynamoDBStreamEvent['Records'][number];

/**
 * Reads the table's stream, which has only keys. It settles every case whose head or token has changed, then tells
 * people about every new event of a case or a proposal. A record that comes twice, late or out of order does no harm: the relay reads the case
 * as it is now, and the notices of an event are stored once. Failed records are reported to Lambda, which sends them
 * again. Mails come last, so that no case waits for a mail.
 */
export function createRelay(relaying: Settling & Notifying) {
  const { log } = relaying;
  return async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const cases = new Map<string, string>();
    const events: { event: NewEvent; itemIdentifier: string }[] = [];
    for (const record of event.Records) {
      const key = keyOf(record);
      const itemIdentifier = record.dynamodb?.SequenceNumber ?? '';
      const isNew = record.eventName === 'INSERT';
      const { caseId, event: ofCase, change, isEvent } = aboutOf(key);
      const added = ofCase ?? change;
      if (isEvent && !isNew) log.error('event-tampered', { key: `${key.pk}/${key.sk}`, change: record.eventName });
      if (caseId && !cases.has(caseId)) cases.set(caseId, itemIdentifier);
      if (added && isNew) events.push({ event: added, itemIdentifier });
    }
    const batchItemFailures: DynamoDBBatchResponse['batchItemFailures'] = [];
    for (const [caseId, itemIdentifier] of cases) {
      try {
        await settle(relaying, caseId);
      } catch (error) {
        log.error('not-settled', { caseId, error: nameOfError(error) });
        batchItemFailures.push({ itemIdentifier });
      }
    }
    for (const { event: added, itemIdentifier } of events) {
      try {
        await notify(relaying, added);
      } catch (error) {
        log.error('not-told', { ...added, error: nameOfError(error) });
        batchItemFailures.push({ itemIdentifier });
      }
    }
    return { batchItemFailures };
  };
}

function keyOf(record: StreamRecord) {
  const keys = record.dynamodb?.Keys;
  return { pk: keys?.pk?.S ?? '', sk: keys?.sk?.S ?? '' };
}
