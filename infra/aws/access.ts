import * as iam from 'aws-cdk-lib/aws-iam';
import { partitions } from '#shared/store/keys.ts';
import { tableSpec } from '#shared/store/table.ts';
import type { FunctionName } from './bundling.ts';

type Partition = keyof typeof partitions;
type Index = (typeof tableSpec.indexes)[number]['name'];

/** What a function may do to the table, by kind of partition. What is not named cannot be done. */
export interface TableAccess {
  /** Read by key, one or many. */
  gets: readonly Partition[];
  /** Read by query, a partition at a time. */
  queries?: readonly Partition[];
  /** Read by query, whole. */
  indexes?: readonly Index[];
  /** Put, inside a transaction. */
  puts?: readonly Partition[];
  /** Deleted, inside a transaction. */
  deletes?: readonly Partition[];
  /** Held to a condition, inside a transaction that writes something else. */
  checks?: readonly Partition[];
}

/** What every request of a person needs, whether it comes by the API or by a page. */
const forPeople = {
  gets: ['case', 'draft', 'person', 'idempotency', 'signIn', 'ladder', 'cycle', 'seats', 'notice'],
  queries: ['case', 'events', 'person', 'ladder', 'cycle', 'calendar', 'notice'],
  indexes: ['cases', 'people'],
  puts: ['case', 'draft', 'events', 'person', 'idempotency', 'seats', 'notice'],
  deletes: ['draft', 'person'],
  checks: ['case', 'cycle', 'person'],
} satisfies TableAccess;

/** What keeping ladders, the directory, calendars and cycles needs, by API and pages. Of cases it reads what is asked for by key. */
const forHr = {
  gets: ['case', 'person', 'idempotency', 'signIn', 'session', 'ladder', 'ladderDraft', 'cycle', 'calendar'],
  queries: ['events', 'ladder', 'cycle', 'calendar', 'seats'],
  indexes: ['cases', 'people'],
  puts: ['events', 'person', 'idempotency', 'session', 'ladder', 'ladderDraft', 'cycle', 'calendar', 'seats'],
  deletes: ['session', 'ladderDraft'],
  checks: ['person'],
} satisfies TableAccess;

/**
 * Who may do what to the table: what they do in a whole journey, and nothing beside it. Published versions of ladders
 * lie where HR's function may only put; it puts each once. Callback tokens are for what talks
 * to Step Functions, and for the task that keeps them.
 */
export const tableAccess: Record<FunctionName, TableAccess> = {
  api: forPeople,
  web: {
    ...forPeople,
    gets: [...forPeople.gets, 'session'],
    puts: [...forPeople.puts, 'session'],
    deletes: [...forPeople.deletes, 'session'],
  },
  hr: forHr,
  workflow: {
    gets: ['case', 'person', 'ladder', 'cycle'],
    queries: ['case', 'calendar'],
    puts: ['case', 'events', 'person', 'token'],
    deletes: ['draft', 'person', 'token'],
    checks: ['case'],
  },
  // It changes no case and no person: all it writes is whom it told what.
  relay: { gets: ['case', 'token', 'ladder', 'events', 'person', 'notice'], puts: ['notice'] },
  sweep: {
    gets: ['case', 'token', 'ladder', 'person'],
    queries: ['case'],
    indexes: ['cases'],
    puts: ['case', 'events', 'person'],
    deletes: ['person'],
    checks: ['person'],
  },
};

const sideDoors = ['Scan', 'BatchWriteItem', 'PartiQLSelect', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'].map(
  (action) => `dynamodb:${action}`,
);
const allIndexes = tableSpec.indexes.map((index) => index.name);
const indexArns = (tableArn: string, indexes: readonly Index[]) => indexes.map((index) => `${tableArn}/index/${index}`);

const leadingKeys = 'dynamodb:LeadingKeys';
const enclosing = 'dynamodb:EnclosingOperation';
const writes = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];

/**
 * The statements for an access to a table. Each fails closed: a set operator with `ForAllValues` holds for no values at
 * all, so `Null` asks for the keys beside it.
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
    // A condition check exists inside transactions only, and knows of no enclosing operation.
    ...allow(['dynamodb:ConditionCheckItem'], checks),
    // What an index holds beside its keys is little, and chosen for it: see the table's specification.
    ...(indexes.length > 0
      ? [new iam.PolicyStatement({ actions: ['dynamodb:Query'], resources: indexArns(tableArn, indexes) })]
      : []),
    ...denials(tableArn),
  ];
}

/** What nobody may do, whatever else is granted to them one day. */
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
    // Holds as well where a request tells no enclosing operation: such a write is alone.
    deny('WritesComeInTransactions', writes, {
      conditions: { 'ForAllValues:StringNotEquals': { [enclosing]: ['TransactWriteItems'] } },
    }),
    deny('NoSideDoors', sideDoors, { resources: [tableArn, ...indexArns(tableArn, allIndexes)] }),
  ];
}
