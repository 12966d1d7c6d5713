import {
  caseOfRecord,
  eventOfRecord,
  exportOfRecord,
  importOfRecord,
  mailWindowOfRecord,
  moveOfRecord,
  partitions,
  personEventOfRecord,
  proposalEventOfRecord,
  signInsEventOfRecord,
  untoldOfRecord,
} from '../store/keys.ts';
import type { NewEvent } from './told.ts';

/** What a record of the table's stream is about, by the key of its item. */
export interface About {
  /** The case that may owe Step Functions a call, if the item is its head or its token. */
  caseId: string | null;
  /** The event of a case, if the item is one. */
  event: { caseId: string; seq: number } | null;
  /** The event of a proposal, of a person or of their sign-ins, if the item is one. */
  change: Exclude<NewEvent, { caseId: string }> | null;
  /** The name of the mail window, if the item is one. */
  mailWindow: string | null;
  /** The file of people, if the item is its own. */
  importId: string | null;
  /** The mapping file, if the item is its own. */
  moveId: string | null;
  /** The file of everybody, if the item is its own. */
  exportId: string | null;
  /** The case or proposal whose events people were not told of, if the item is a note of that. */
  untold: string | null;
  /** The item is an event of any chain. Events are never changed. */
  isEvent: boolean;
}

/** Says what a record of the stream is about. */
export function aboutOf(key: { pk: string; sk: string }): About {
  return {
    caseId: caseOfRecord(key),
    event: eventOfRecord(key),
    change: proposalEventOfRecord(key) ?? personEventOfRecord(key) ?? signInsEventOfRecord(key),
    mailWindow: mailWindowOfRecord(key),
    importId: importOfRecord(key),
    moveId: moveOfRecord(key),
    exportId: exportOfRecord(key),
    untold: untoldOfRecord(key),
    isEvent: key.pk.startsWith(partitions.events),
  };
}
