import { GetCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { MailWindow } from '../contract/mail-windows.ts';
import type { Notice } from '../contract/notices.ts';
import type { Table } from './client.ts';
import { keys } from './keys.ts';
import { noticeWrite } from './notices.ts';
import { shape } from './shape.ts';
import { transact, type Write, writesOf } from './transaction.ts';

/** How a mail window is stored. In version 1 only mails about a case had one. */
export const mailWindowShape = shape(MailWindow, [({ caseId, ...window }) => ({ ...window, about: caseId })]);

/** What mails wait for one another: those to one recipient, about one case or record, of one kind. */
export type MailName = Pick<MailWindow, 'to' | 'about' | 'template'>;

const keyOf = ({ to, about, template }: MailName) => keys.mailWindow(to, about, template);

/** The window of these mails. Null if none is open. */
export async function loadMailWindow(table: Table, name: MailName | string): Promise<MailWindow | null> {
  const key = typeof name === 'string' ? { pk: keys.mailPartition, sk: name } : keyOf(name);
  const { Item: item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: key, ConsistentRead: true }),
  );
  return item ? mailWindowShape.read(item) : null;
}

/** All open windows, page by page. There is one for each mail of about the last 20 minutes, and for mails that wait. */
export async function* openMailWindows(table: Table): AsyncGenerator<MailWindow[]> {
  let from: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.mailPartition },
        ConsistentRead: true,
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    yield (page.Items ?? []).map(mailWindowShape.read);
    from = page.LastEvaluatedKey;
  } while (from);
}

/**
 * Stores a window in place of what was read, and with it a notice that was handed over. Returns false if the window has
 * changed since it was read.
 */
export async function keepMailWindow(
  table: Table,
  before: MailWindow | null,
  after: Omit<MailWindow, 'version'>,
  notice?: Notice,
): Promise<boolean> {
  const write = writesOf(table);
  const item = { ...mailWindowShape.content({ ...after, version: (before?.version ?? 0) + 1 }), ...keyOf(after) };
  const writes: Write[] = [
    before ? write.putIfVersion('other', item, before.version) : write.putNew('other', item),
    ...(notice ? [noticeWrite(table, notice)] : []),
  ];
  return (await transact(table, writes)).ok;
}

/** Closes a window, unless it has changed since it was read. */
export async function closeMailWindow(table: Table, window: MailWindow): Promise<void> {
  await transact(table, [writesOf(table).removeIfVersion('other', keyOf(window), window.version)]);
}
