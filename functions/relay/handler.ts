import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { caseOfRecord, eventOfRecord, partitions } from '#shared/store/keys.ts';
import { type Settling, settle } from '../runtime/settle.ts';
import { type Notifying, notify } from './notify.ts';

type StreamRecord = DynamoDBStreamEvent['Records'][number];

/**
 * Reads the table's stream, which holds keys only: settles every case whose head or token has changed, then tells people of
 * every new event. A record seen twice, late or out of order does no harm: what is owed is read from the case as it is now,
 * and whom an event was told to is kept. Records that could not be handled are given back to be tried again; nothing waits
 * for a mail before everything is settled.
 */
export function createRelay(relaying: Settling & Notifying) {
  const { log } = relaying;
  return async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const cases = new Map<string, string>();
    const events: { caseId: string; seq: number; itemIdentifier: string }[] = [];
    for (const record of event.Records) {
      const key = keyOf(record);
      const itemIdentifier = record.dynamodb?.SequenceNumber ?? '';
      const isNew = record.eventName === 'INSERT';
      if (key.pk.startsWith(partitions.events) && !isNew)
        log.error('event-tampered', { key: `${key.pk}/${key.sk}`, change: record.eventName });
      const caseId = caseOfRecord(key);
      if (caseId && !cases.has(caseId)) cases.set(caseId, itemIdentifier);
      const added = isNew ? eventOfRecord(key) : null;
      if (added) events.push({ ...added, itemIdentifier });
    }
    const batchItemFailures: DynamoDBBatchResponse['batchItemFailures'] = [];
    for (const [caseId, itemIdentifier] of cases) {
      try {
        await settle(relaying, caseId);
      } catch (error) {
        log.error('not-settled', { caseId, error: nameOf(error) });
        batchItemFailures.push({ itemIdentifier });
      }
    }
    for (const { caseId, seq, itemIdentifier } of events) {
      try {
        await notify(relaying, caseId, seq);
      } catch (error) {
        log.error('not-told', { caseId, seq, error: nameOf(error) });
        batchItemFailures.push({ itemIdentifier });
      }
    }
    return { batchItemFailures };
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

function keyOf(record: StreamRecord) {
  const keys = record.dynamodb?.Keys;
  return { pk: keys?.pk?.S ?? '', sk: keys?.sk?.S ?? '' };
}
