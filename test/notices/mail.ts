import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { localAccess } from '#infra/local/engine/table.ts';
import { type Mailbox, mailPath, openMailbox } from '#infra/local/mailbox.ts';
import { stillClock } from '#test/support/outside.ts';

/** The local mailbox on a port, and the SES client of the SDK for it. */
export interface Mail {
  url: string;
  file: string;
  client: SESv2Client;
  box: Mailbox;
  /** While true, it answers every request with 503. */
  down: boolean;
  stop(): Promise<void>;
}

export async function startMail(): Promise<Mail> {
  const folder = mkdtempSync(join(tmpdir(), 'rungs-mail-'));
  const file = join(folder, 'mails.jsonl');
  const box = openMailbox(file, stillClock());
  const server = createServer((req, res) => {
    if (mail.down || !box.handle(req, res)) res.writeHead(mail.down ? 503 : 404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new SESv2Client({ ...localAccess(`${url}${mailPath}`), maxAttempts: 1 });
  const mail: Mail = {
    url,
    file,
    client,
    box,
    down: false,
    async stop() {
      client.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      rmSync(folder, { recursive: true });
    },
  };
  return mail;
}
