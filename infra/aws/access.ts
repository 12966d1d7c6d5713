import * as iam from 'aws-cdk-lib/aws-iam';
import { partitions } from '#shared/store/keys.ts';
import { tableSpec } from '#shared/store/table.ts';
import type { FunctionName } from './bundling.ts';

type Partition = keyof typeof partitions;
type Index = (typeof tableSpec.indexes)[number]['name'];

/** What a function is allowed to do with the table, by kind of partition. Everything else is forbidden. */
export interface TableAccess {
  /** Partitions whose items it reads by key, one or many at a time. */
  gets: readonly Partition[];
  /** Partitions that it queries, one at a time. */
  queries?: readonly Partition[];
  /** Indexes that it queries. */
  indexes?: readonly Index[];
  /** Partitions in which it puts items, inside a transaction. */
  puts?: readonly Partition[];
  /** Partitions in which it deletes items, inside a transaction. */
  deletes?: readonly Partition[];
  /** Partitions whose items it checks, inside a transaction that writes something else. */
  checks?: readonly Partition[];
}

/** What the requests of people need, through the API or the pages. */
const forPeople = {
  // Whoever decides on a stopped case must not have proposed the change that stopped it.
  gets: ['case', 'draft', 'person', 'idempotency', 'signIn', 'ladder', 'cycle', 'seats', 'role', 'text', 'proposal'],
  queries: ['case', 'events', 'person', 'ladder', 'cycle', 'calendar'],
  indexes: ['lists', 'units', 'leads'],
  puts: ['case', 'draft', 'events', 'person', 'idempotency', 'seats', 'text'],
  deletes: ['draft', 'person'],
  checks: ['case', 'cycle', 'person'],
} satisfies TableAccess;

/**
 * What HR needs to keep ladders, the directory, calendars and cycles, and to correct outcomes, through the API or the
 * pages.
 */
const forHr = {
  gets: [
    'case',
    'person',
    'idempotency',
    'signIn',
    'session',
    'ladder',
    'ladderDraft',
    'cycle',
    'calendar',
    'seats',
    'proposal',
    'role',
    'places',
    'address',
    'import',
    'export',
    // The page of everybody that an identity system has come to, and the mail to HR of what it pushed.
    'scim',
    'mail',
    'notice',
  ],
  queries: [
    'case',
    'events',
    'person',
    'ladder',
    'cycle',
    'calendar',
    'seats',
    'proposal',
    'import',
    'moved',
    'found',
    'scim',
    'notice',
  ],
  indexes: ['lists', 'people'],
  puts: [
    'case',
    'events',
    'person',
    'idempotency',
    'session',
    'ladder',
    'ladderDraft',
    'cycle',
    'calendar',
    'seats',
    'proposal',
    'role',
    'places',
    'address',
    'import',
    'export',
    'found',
    'scim',
    'mail',
    'notice',
  ],
  deletes: ['session', 'ladderDraft', 'proposal', 'address', 'found', 'scim'],
  // While a case has decided on a promotion and not carried it out, the seat that it has taken must stay with it.
  checks: ['case', 'person'],
} satisfies TableAccess;

/**
 * What each function is allowed to do with the table: only what it does in a whole journey of a case. HR's function can
 * put published versions of ladders, but not delete them; it puts each version once. Only the functions that call Step
 * Functions read callback tokens, and only the workflow function stores them.
 */
export const tableAccess: Record<FunctionName, TableAccess> = {
  api: forPeople,
  web: {
    ...forPeople,
    // Pages show HR its open proposals, and take the zone of a person from their calendar at sign-in. The first sign-in finds a
    // person by a mapping file or by their mail address, and binds them. No other function says whose sign-in it is. HR's list
    // of cases is filtered by ODC and team.
    gets: [...forPeople.gets, 'session', 'calendar', 'address', 'places', 'import', 'mapped', 'moved', 'notice'],
    queries: [...forPeople.queries, 'proposal', 'found', 'notice'],
    indexes: [...forPeople.indexes, 'people'],
    puts: [...forPeople.puts, 'session', 'signIn', 'refusedSignIn', 'moved', 'notice'],
    deletes: [...forPeople.deletes, 'session'],
  },
  hr: forHr,
  workflow: {
    // If an engineer's record has changed, it reads who changed it.
    gets: ['case', 'person', 'ladder', 'cycle', 'proposal', 'role'],
    queries: ['case', 'calendar', 'events'],
    // With a level it moves the engineer in the index of people.
    puts: ['case', 'events', 'person', 'token', 'found'],
    deletes: ['draft', 'person', 'token', 'found'],
    checks: ['case', 'person'],
  },
  // The relay changes no case and no person. It only writes notices, which of them wait for a mail, and what people were told.
  relay: {
    gets: ['case', 'token', 'ladder', 'events', 'person', 'notice', 'mail', 'proposal', 'role', 'told', 'untold'],
    queries: ['calendar'],
    puts: ['notice', 'mail', 'told'],
    deletes: ['untold'],
  },
  // Files of people: it checks them and carries them out, as HR would change each person, and makes those that HR asks for.
  imports: {
    gets: ['case', 'person', 'ladder', 'role', 'places', 'address', 'signIn', 'import', 'export'],
    queries: ['person', 'ladder', 'seats', 'proposal'],
    indexes: ['people'],
    // What an identity system pushed waits no more once a file says it.
    puts: [
      'events',
      'person',
      'seats',
      'proposal',
      'role',
      'places',
      'address',
      'import',
      'mapped',
      'export',
      'found',
      'scim',
    ],
    // A newer file of a machine takes the place of the one that waits for HR.
    deletes: ['address', 'found', 'proposal', 'scim'],
    checks: ['case', 'person'],
  },
  sweep: {
    // It fills the index of people of a directory from before that index.
    gets: [
      ...(['case', 'token', 'ladder', 'person', 'proposal', 'role', 'import', 'export', 'found'] as const),
      ...(['sweep', 'told', 'untold'] as const),
    ],
    queries: ['case', 'calendar', 'events', 'person', 'mail', 'untold', 'proposal'],
    // Heads from before cases had lists are in an index of their own.
    indexes: ['cases', 'lists', 'people', 'events'],
    // It ends proposals that nobody decided in time.
    puts: ['case', 'events', 'person', 'mail', 'import', 'export', 'found', 'sweep', 'untold', 'proposal'],
    deletes: ['person', 'mail', 'proposal'],
    checks: ['person', 'events'],
  },
};

const unusedActions = [
  'Scan',
  'BatchWriteItem',
  'PartiQLSelect',
  'PartiQLInsert',
  'PartiQLUpdate',
  'PartiQLDelete',
].map((action) => `dynamodb:${action}`);
const allIndexes = tableSpec.indexes.map((index) => index.name);
const indexArns = (tableArn: string, indexes: readonly Index[]) => indexes.map((index) => `${tableArn}/index/${index}`);

const leadingKeys = 'dynamodb:LeadingKeys';
const enclosing = 'dynamodb:EnclosingOperation';
const writes = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];

/**
 * The policy statements for an access to a table. Each fails closed: a condition with `ForAllValues` is true for a
 * request without keys, so `Null` requires that there are keys.
 */
export function statementsFor(access: TableAccess, tableArn: string): iam.PolicyStatement[] {
  const { gets, queries = [], indexes = [], puts = [], deletes = [], checks = [] } = access;
  const allow = (actions: string[], to: readonly Partition[], more: Record<string, unknown> = {}) =>
    to.length === 0
      ? []
      : [
          new iam.PolicyStatement({
            actions,
            resources: [tableArn],
            conditions: {
              'ForAllValues:StringLike': { [leadingKeys]: to.map((name) => `${partitions[name]}*`) },
              Null: { [leadingKeys]: 'false' },
              ...more,
            },
          }),
        ];
  const inTransaction = { 'ForAnyValue:StringEquals': { [enclosing]: ['TransactWriteItems'] } };
  return [
    ...allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem'], gets),
    ...allow(['dynamodb:Query'], queries),
    ...allow(['dynamodb:PutItem'], puts, inTransaction),
    ...allow(['dynamodb:DeleteItem'], deletes, inTransaction),
    // A condition check exists only inside transactions, and its request has no enclosing operation.
    ...allow(['dynamodb:ConditionCheckItem'], checks),
    // What an index holds beside its keys is chosen for each index: see the table's specification.
    ...(indexes.length > 0
      ? [new iam.PolicyStatement({ actions: ['dynamodb:Query'], resources: indexArns(tableArn, indexes) })]
      : []),
    ...denials(tableArn),
  ];
}

/** What is forbidden for every function, even if a later change grants it. */
function denials(tableArn: string): iam.PolicyStatement[] {
  const deny = (sid: string, actions: string[], more: Pick<iam.PolicyStatementProps, 'conditions' | 'resources'>) =>
    new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, actions, resources: [tableArn], ...more });
  return [
    deny('EventsStay', ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'], {
      conditions: { 'ForAnyValue:StringLike': { [leadingKeys]: [`${partitions.events}*`] } },
    }),
    deny('LaddersStay', ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'], {
      conditions: { 'ForAnyValue:StringLike': { [leadingKeys]: [`${partitions.ladder}*`] } },
    }),
    deny('WritesNameTheirKeys', writes, { conditions: { Null: { [leadingKeys]: 'true' } } }),
    // Also true for a request without an enclosing operation: such a write is not in a transaction.
    deny('WritesComeInTransactions', writes, {
      conditions: { 'ForAllValues:StringNotEquals': { [enclosing]: ['TransactWriteItems'] } },
    }),
    deny('NoSideDoors', unusedActions, { resources: [tableArn, ...indexArns(tableArn, allIndexes)] }),
  ];
}
