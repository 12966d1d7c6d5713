/**
 * The one table, as data: infra makes it in AWS from this, the local stack in the embedded engine.
 */
export const tableSpec = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Epoch seconds after which an item (a session, a sign-in under way) may go. Readers check it themselves. */
  timeToLive: 'expires',
  /** Keys only: neither text nor tokens may ride on the stream. */
  stream: 'KEYS_ONLY',
  indexes: [
    /** Cases by cycle and stage. */
    { name: 'cases', partitionKey: 'casesPk', sortKey: 'casesSk', attributes: ['engineerId', 'stage', 'outcome'] },
    /** Events by month, for HR: keys, type and actor, nothing that was said. */
    { name: 'events', partitionKey: 'eventsPk', sortKey: 'eventsSk', attributes: ['type', 'actor'] },
    /** The directory as a list. It has all attributes, so that one query gives everybody who can be chosen. */
    { name: 'people', partitionKey: 'peoplePk', sortKey: 'peopleSk', attributes: 'all' },
  ],
} as const;
