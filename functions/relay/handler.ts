import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { caseOfRecord, partitions } from '#shared/store/keys.ts';
import { type Settling, settle } from '../runtime/settle.ts';

type StreamRecord = DynamoDBStreamEvent['Records'][number];

/**
 * Reads the table's stream, which holds keys only, and settles every case whose head or token has changed. A record seen
 * twice, late or out of order does no harm: what is owed is read from the case as it is now. Records that could not be
 * settled are given back to be tried again.
 */
export function createRelay(settling: Settling) {
  return async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const firstOf = new Map<string, string>();
    for (const record of event.Records) {
      const key = keyOf(record);
      if (key.pk.startsWith(partitions.events) && record.eventName !== 'INSERT')
        settling.log.error('event-tampered', { key: `${key.pk}/${key.sk}`, change: record.eventName });
      const caseId = caseOfRecord(key);
      if (caseId && !firstOf.has(caseId)) firstOf.set(caseId, record.dynamodb?.SequenceNumber ?? '');
    }
    const batchItemFailures: DynamoDBBatchResponse['batchItemFailures'] = [];
    for (const [caseId, itemIdentifier] of firstOf) {
      try {
        await settle(settling, caseId);
      } catch (error) {
        settling.log.error('not-settled', { caseId, error: error instanceof Error ? error.name : 'unknown' });
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
