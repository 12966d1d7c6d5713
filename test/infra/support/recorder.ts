import type { SFNClient } from '@aws-sdk/client-sfn';
import type { FunctionName } from '#infra/aws/bundling.ts';
import { buildFunctions } from '#infra/local/functions.ts';
import { partitions } from '#shared/store/keys.ts';

/** One call of a function to the table or to Step Functions, in the words of IAM. */
export interface RecordedCall {
  by: FunctionName;
  /** The IAM action, such as `dynamodb:PutItem`. */
  action: string;
  /** The partition keys of the call. Empty for a query of an index, which has other keys. */
  keys: string[];
  index?: string;
  inTransaction: boolean;
}

/** Builds the functions as the local stack does, but each with its own client, and records the calls of each. */
export function recordingBuild(calls: RecordedCall[]): typeof buildFunctions {
  return (options) => {
    const recorded = (by: FunctionName) => {
      const keep = (call: Omit<RecordedCall, 'by'>) => void calls.push({ by, ...call });
      const send: SFNClient['send'] = (command: { constructor: { name: string } }) => {
        const action = `states:${command.constructor.name.replace(/Command$/, '')}`;
        keep({ action, keys: [], inTransaction: false });
        return options.sfn().send(command as never) as never;
      };
      const built = buildFunctions({ ...options, sfn: () => ({ send }) as SFNClient });
      built.outside.table.client.middlewareStack.add(
        (next, context) => (args) => {
          for (const call of callsOf(String(context.commandName), args.input as Input)) keep(call);
          return next(args);
        },
        { step: 'initialize', name: 'rungs-calls' },
      );
      return built;
    };
    const unrecorded = buildFunctions(options);
    return {
      ...unrecorded,
      api: recorded('api').api,
      hr: recorded('hr').hr,
      web: recorded('web').web,
      workflow: recorded('workflow').workflow,
      relay: recorded('relay').relay,
      sweep: recorded('sweep').sweep,
      imports: recorded('imports').imports,
    };
  };
}

interface Keyed {
  Key?: { pk: unknown };
  Item?: { pk: unknown };
}

interface Input extends Keyed {
  RequestItems?: Record<string, { Keys: { pk: unknown }[] }>;
  IndexName?: string;
  ExpressionAttributeValues?: Record<string, unknown>;
  TransactItems?: Record<string, Keyed>[];
}

/** The IAM actions of a request. A transaction needs the action of each of its writes. */
function callsOf(command: string, input: Input): Omit<RecordedCall, 'by'>[] {
  const operation = command.replace(/Command$/, '');
  if (input.TransactItems) {
    const keys = new Map<string, string[]>();
    for (const item of input.TransactItems)
      for (const [kind, { Key, Item }] of Object.entries(item)) {
        const action = `dynamodb:${kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`}`;
        keys.set(action, [...(keys.get(action) ?? []), textOf((Key ?? Item)?.pk)]);
      }
    return [...keys].map(([action, keys]) => ({ action, keys, inTransaction: true }));
  }
  const action = `dynamodb:${{ Get: 'GetItem', BatchGet: 'BatchGetItem', Query: 'Query' }[operation] ?? operation}`;
  if (input.IndexName) return [{ action, keys: [], index: input.IndexName, inTransaction: false }];
  const keys = input.RequestItems
    ? Object.values(input.RequestItems).flatMap((one) => one.Keys.map((key) => textOf(key.pk)))
    : [textOf(input.Key?.pk ?? input.ExpressionAttributeValues?.[':pk'])];
  return [{ action, keys, inTransaction: false }];
}

/** The text of a key, in the form of the document client or of the wire. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const { S } = (value ?? {}) as { S?: string };
  if (S === undefined) throw new Error('A request without a key');
  return S;
}

/** The kind of partition that a key belongs to. */
export function partitionOf(key: string): keyof typeof partitions {
  const found = Object.entries(partitions).find(([, prefix]) => key.startsWith(prefix));
  if (!found) throw new Error(`No partition has keys like ${key}`);
  return found[0] as keyof typeof partitions;
}
