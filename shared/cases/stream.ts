import {
  caseOfRecord,
  eventOfRecord,
  mailWindowOfRecord,
  partitions,
  proposalEventOfRecord,
  untoldOfRecord,
} from '../store/keys.ts';

/** What a record of the table's stream is about, by the key of its item. */
export interface About {
  /** The case that may owe Step Functions a call, if the item is its head or its token. */
  caseId: string | null;
  /** The event of a case, if the item is one. */
  event: { caseId: string; seq: number } | null;
  /** The event of a proposal, if the item is one. */
  change: { proposalId: string; seq: number } | null;
  /** The name of the mail window, if the item is one. */
  mailWindow: string | null;
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
    change: proposalEventOfRecord(key),
    mailWindow: mailWindowOfRecord(key),
    untold: untoldOfRecord(key),
    isEvent: key.pk.startsWith(partitions.events),
  };
}
