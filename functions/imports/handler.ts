import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import type { Outside } from '#shared/cases/outside.ts';
import { aboutOf } from '#shared/cases/stream.ts';
import { makeExport } from '#shared/importing/export.ts';
import { workOnMove } from '#shared/importing/move-work.ts';
import { workOnImport } from '#shared/importing/work.ts';
import { type Log, nameOfError } from '../runtime/logger.ts';

/**
 * Reads from the table's stream which files of people and mapping files have changed, and does the next piece of work for each:
 * checks one that HR has sent, carries out some of its rows, or makes one that HR has asked for. Failed records are reported to
 * Lambda, which sends them again.
 */
export function createImports({ outside, log }: { outside: Outside; log: Log }) {
  return async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const files = new Map<string, { work: () => Promise<void>; itemIdentifier: string }>();
    for (const { dynamodb } of event.Records) {
      const { importId, moveId, exportId } = aboutOf({
        pk: dynamodb?.Keys?.pk?.S ?? '',
        sk: dynamodb?.Keys?.sk?.S ?? '',
      });
      const itemIdentifier = dynamodb?.SequenceNumber ?? '';
      if (importId && !files.has(importId))
        files.set(importId, { work: () => workOnImport(outside, importId), itemIdentifier });
      if (moveId && !files.has(moveId)) files.set(moveId, { work: () => workOnMove(outside, moveId), itemIdentifier });
      if (exportId && !files.has(exportId))
        files.set(exportId, { work: () => makeExport(outside, exportId), itemIdentifier });
    }
    const batchItemFailures: DynamoDBBatchResponse['batchItemFailures'] = [];
    for (const [file, { work, itemIdentifier }] of files) {
      try {
        await work();
      } catch (error) {
        log.error('file-not-done', { file, error: nameOfError(error) });
        batchItemFailures.push({ itemIdentifier });
      }
    }
    return { batchItemFailures };
  };
}
