import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { readCase } from '#shared/cases/read.ts';
import type { PersonCommand } from '#shared/contract/commands.ts';
import { keys } from '#shared/store/keys.ts';
import { actorOf } from '#test/support/actor.ts';
import { attest, portfolioForL3, readyForL3, review, selfAssessment } from '#test/support/commands.ts';
import { startWorld } from '#test/support/world.ts';
import { median } from './print.ts';

const rounds = 60;

export interface CommandCosts {
  /** Median milliseconds of one command, and its ratio to one raw read and one raw transaction of the same items. */
  command: number;
  ratio: number;
  /** Items that each command writes. Inbox items are counted separately. */
  items: Record<string, { items: number; inbox: number }>;
}

interface Written {
  Put?: { Item: { sk: string } };
  Delete?: { Key: { sk: string } };
}

/** How many items commands write, and how long one takes compared with the read and the transaction that it needs. */
export async function commandCosts(): Promise<CommandCosts> {
  const world = await startWorld();
  const { client, name: TableName } = world.outside.table;
  let last: Written[] = [];
  client.middlewareStack.add(
    (next) => async (args) => {
      const { TransactItems } = args.input as { TransactItems?: Written[] };
      if (TransactItems) last = TransactItems;
      return next(args);
    },
    { step: 'initialize', name: 'bench' },
  );
  const items: CommandCosts['items'] = {};
  const caseId = await world.open('erin-engineer');
  await world.step(caseId);
  const act = async (who: string, command: PersonCommand, version?: number) => {
    await world.act(who, caseId, command, version);
    const written = last.flatMap((one) => one.Put?.Item.sk ?? one.Delete?.Key.sk ?? []);
    const inbox = written.filter((sk) => sk.startsWith(keys.inboxPrefix)).length;
    items[command.type] = { items: written.length - inbox, inbox };
  };
  await act('erin-engineer', selfAssessment(readyForL3(world.ladder)));
  await world.step(caseId);
  await act('tess-lead', attest('owns-a-module'));
  await act('tess-lead', attest('mentoring-readiness'));
  await act('tess-lead', review(readyForL3(world.ladder)));
  await world.step(caseId);
  for (const evidence of portfolioForL3) await act('erin-engineer', evidence);

  const { type: _type, ...record } = portfolioForL3[0] as (typeof portfolioForL3)[number];
  const amend: PersonCommand = { type: 'amend-evidence', evidence: 'e1', ...record };
  const ours: number[] = [];
  const raw: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { version } = (await readCase(world.outside, await actorOf(world.outside, 'erin-engineer'), caseId)).view;
    const begun = performance.now();
    await world.act('erin-engineer', caseId, amend, version);
    ours.push(performance.now() - begun);
    // The same items again, under other keys and without our code.
    const TransactItems = last.map((one) =>
      one.Put ? { Put: { TableName, Item: { ...one.Put.Item, pk: `RAW#${round}` } } } : one,
    ) as never[];
    const rawBegun = performance.now();
    await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.casePartition(caseId) },
        ConsistentRead: true,
      }),
    );
    await client.send(new TransactWriteCommand({ TransactItems }));
    raw.push(performance.now() - rawBegun);
  }
  items['amend-evidence'] = { items: last.length - 1, inbox: 0 };

  await act('erin-engineer', { type: 'submit-portfolio' });
  await world.step(caseId);
  for (const who of ['tess-lead', 'omar-odc']) {
    const { view } = await readCase(world.outside, await actorOf(world.outside, who), caseId);
    if (!view.seen) throw new Error('nothing to sign');
    const decision: PersonCommand = {
      type: 'sign-off',
      decision: 'approve',
      comment: 'Yes.',
      seen: view.seen,
      exceptionReasons: {},
      declineReasons: {},
      returns: null,
    };
    await act(who, decision, view.version);
  }
  await world.stop();
  return { command: median(ours), ratio: median(ours.map((one, at) => one / (raw[at] as number))), items };
}
