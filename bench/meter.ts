import type { Table } from '#shared/store/client.ts';

/** What was asked of a table since the last look. Units are as the embedded engine counts them. */
export interface Asked {
  calls: number;
  readUnits: number;
  writeUnits: number;
}

interface Used {
  CapacityUnits?: number;
}

/** Counts from now on what is asked of a table. Each call gives what was asked since the one before. */
export function meterOf({ client }: Table): () => Asked {
  const none = { calls: 0, readUnits: 0, writeUnits: 0 };
  let asked: Asked = { ...none };
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
        const answer = await next(args);
        const { ConsumedCapacity: used = [] } = answer.output as { ConsumedCapacity?: Used | Used[] };
        asked.calls += 1;
        const units = [used].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
        asked[/^(Transact|Put|Update|Delete|BatchWrite)/.test(commandName ?? '') ? 'writeUnits' : 'readUnits'] += units;
        return answer;
      },
    { step: 'initialize', name: 'meter' },
  );
  return () => {
    const since = asked;
    asked = { ...none };
    return since;
  };
}
