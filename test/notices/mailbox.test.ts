import { appendFileSync } from 'node:fs';
import { request } from 'node:http';
import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mailBySes } from '#functions/runtime/mail.ts';
import { openMailbox } from '#infra/local/mailbox.ts';
import { stillClock } from '#test/support/outside.ts';
import { type Mail, startMail } from './mail.ts';

let mail: Mail;
beforeEach(async () => {
  mail = await startMail();
});
afterEach(() => mail.stop());

const letter = { to: 'erin@example.com', subject: 'Portfolio: your turn', text: 'It is open.\n\nThe case: x' };

test('a mail that the SES client sends is in the mailbox unchanged', async () => {
  const send = mailBySes(mail.client, 'rungs@example.com');
  expect(await send(letter)).toBe(true);
  expect(await send({ ...letter, subject: 'Zażółć <b>' })).toBe(true);
  const { to, subject, text } = letter;
  const one = { at: '2026-03-02T09:00:00.000Z', from: 'rungs@example.com', to: [to], subject, text };
  expect(mail.box.mails()).toEqual([one, { ...one, subject: 'Zażółć <b>' }]);
});

test('a mail that SES refuses gives false, and an error that can be tried again throws', async () => {
  const send = mailBySes(mail.client, 'rungs@example.com');
  // This client removes the address, so the mailbox refuses the mail.
  const withoutAddress = {
    send: (command: SendEmailCommand) =>
      mail.client.send(new SendEmailCommand({ ...command.input, Destination: { ToAddresses: [] } })),
  };
  expect(await mailBySes(withoutAddress as never, 'rungs@example.com')(letter)).toBe(false);
  mail.down = true;
  await expect(send(letter)).rejects.toThrow();
  mail.down = false;
  expect(await send(letter)).toBe(true);
  expect(mail.box.mails()).toHaveLength(1);
});

test('the page shows every mail as text, and another site can neither read it nor send mails', async () => {
  await mailBySes(mail.client, 'rungs@example.com')({ ...letter, subject: '<script>alert(1)</script>' });
  const page = await fetch(`${mail.url}/local/mailbox`);
  const html = await page.text();
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(html).toContain('&lt;script&gt;');
  expect(html).not.toContain('<script');
  expect(html).toContain('erin@example.com');
  expect(await statusOf('GET', '/local/mailbox', { host: 'evil.example.com' })).toBe(403);
  const origin = 'https://evil.example.com';
  expect(await statusOf('POST', '/local/ses/v2/email/outbound-emails', { origin })).toBe(403);
  expect(mail.box.mails()).toHaveLength(1);
});

test('a mailbox that is opened again has all earlier mails, and skips a line that was cut off', async () => {
  await mailBySes(mail.client, 'rungs@example.com')(letter);
  appendFileSync(mail.file, '{"at":"2026-');
  expect(openMailbox(mail.file, stillClock()).mails()).toEqual(mail.box.mails());
});

function statusOf(method: string, path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(`${mail.url}${path}`, { method, headers }, (res) => {
      res.resume();
      resolve(res.statusCode);
    });
    asked.on('error', reject).end(method === 'POST' ? '{}' : undefined);
  });
}
