/** The definition of the one table. `infra` creates it in AWS, and the local stack in its embedded engine. */
export const tableSpec = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Epoch seconds after which an item (a session) can be deleted. Readers check it themselves. */
  timeToLive: 'expires',
  /** Keys only, because texts and tokens must not get into the stream. */
  stream: 'KEYS_ONLY',
  indexes: [
    /** All cases by stage and age. */
    { name: 'cases', partitionKey: 'casesPk', sortKey: 'casesSk', attributes: ['engineerId', 'stage', 'outcome'] },
    /** Events by month, for HR: keys, type and actor, but no words. */
    { name: 'events', partitionKey: 'eventsPk', sortKey: 'eventsSk', attributes: ['type', 'actor'] },
    /** The directory as a list. It has all attributes, so that one query gives everybody who can be chosen. */
    { name: 'people', partitionKey: 'peoplePk', sortKey: 'peopleSk', attributes: 'all' },
  ],
} as const;
