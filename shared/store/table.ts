/** What an index of cases holds of a head beside its keys: what lists are filtered by, and whose case it is. */
const ofCase = ['engineerId', 'stage', 'outcome', 'transition', 'cycleId', 'listed'] as const;

/** The definition of the one table. `infra` creates it in AWS, and the local stack in its embedded engine. */
export const tableSpec = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Epoch seconds after which an item (a session) can be deleted. Readers check it themselves. */
  timeToLive: 'expires',
  /** Keys only, because texts and tokens must not get into the stream. */
  stream: 'KEYS_ONLY',
  indexes: [
    /** The heads that were stored before cases had the three indexes below. The sweep takes them out of it. */
    { name: 'cases', partitionKey: 'casesPk', sortKey: 'casesSk', attributes: ['engineerId', 'stage', 'outcome'] },
    /** Open cases by the day on which their stage is due, and closed cases by the day on which they closed. */
    { name: 'lists', partitionKey: 'listsPk', sortKey: 'listsSk', attributes: ofCase },
    /** The same for each ODC. */
    { name: 'units', partitionKey: 'unitsPk', sortKey: 'listsSk', attributes: ofCase },
    /** The same for each person who leads a calibration. */
    { name: 'leads', partitionKey: 'leadsPk', sortKey: 'listsSk', attributes: ofCase },
    /** Events by month, for HR: keys, type and actor, but no words. */
    { name: 'events', partitionKey: 'eventsPk', sortKey: 'eventsSk', attributes: ['type', 'actor'] },
    /**
     * The directory as a list, by id. It has all attributes, so that one query gives whole records. Beside people it lists the
     * files of people with work left and the visitors who were not let in.
     */
    { name: 'people', partitionKey: 'peoplePk', sortKey: 'peopleSk', attributes: 'all' },
  ],
} as const;
