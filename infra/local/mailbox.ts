import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { html } from 'hono/html';
import type { Clock } from '#shared/contract/outside.ts';
import * as z from '#shared/contract/zod.ts';
import { page, protect } from './identity/page.ts';
import { keepFile } from './runtime/files.ts';

/** The path of the mail endpoint in the stack. The SDK's client for Amazon SES sends mails there. */
export const mailPath = '/local/ses';
/** The path of the page that shows the mails. */
const pagePath = '/local/mailbox';

const Text = z.object({ Data: z.string() });
/** The fields of a `SendEmail` request of SES v2 that we use. */
const SendEmail = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: z.array(z.string()).check(z.minLength(1)) }),
  Content: z.object({ Simple: z.object({ Subject: Text, Body: z.object({ Text }) }) }),
});

const Mail = z.strictObject({
  at: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
});
type Mail = z.infer<typeof Mail>;

/** The mailbox of the local stack. Every mail ends here, and none leaves the machine. */
export interface Mailbox {
  /** The received mails, oldest first. */
  mails(): readonly Mail[];
  /** Answers as SES does under `mailPath`, and serves the page with the mails. Returns false for any other path. */
  handle(req: IncomingMessage, res: ServerResponse): boolean;
}

/** How many of the newest mails are shown. A restart deletes all older ones. */
const shownAtMost = 300;

/** Opens a mailbox that keeps its mails in a file, one mail per line. */
export function openMailbox(file: string, clock: Clock): Mailbox {
  const mails = linesOf(file).map((line) => Mail.parse(JSON.parse(line)));
  keepFile(file, mails.map(lineOf).join(''), 0o600);

  function take(body: string): { status: number; error?: string; body: unknown } {
    const parsed = SendEmail.safeParse(jsonOf(body));
    if (!parsed.success)
      return { status: 400, error: 'BadRequestException', body: { message: z.prettifyError(parsed.error) } };
    const { FromEmailAddress: from, Destination, Content } = parsed.data;
    const { Subject, Body } = Content.Simple;
    const at = clock.now().toISOString();
    const mail = { at, from, to: Destination.ToAddresses, subject: Subject.Data, text: Body.Text.Data };
    appendFileSync(file, lineOf(mail));
    mails.push(mail);
    return { status: 200, body: { MessageId: `local-${mails.length}` } };
  }

  async function deliver(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { status, error, body } = take(await read(req));
    res.writeHead(status, { 'content-type': 'application/json', ...(error ? { 'x-amzn-errortype': error } : {}) });
    res.end(JSON.stringify(body));
  }

  return {
    mails: () => mails,
    handle(req, res) {
      const path = (req.url ?? '/').split('?')[0] ?? '/';
      const isPage = req.method === 'GET' && path === pagePath;
      if (!isPage && !(req.method === 'POST' && path === `${mailPath}/v2/email/outbound-emails`)) return false;
      // Refuse other host names, because the page of another site can use them to reach this machine. Also refuse mail
      // from pages: programs send no origin.
      const isHere = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(req.headers.host ?? '');
      if (!isHere || (!isPage && req.headers.origin !== undefined)) res.writeHead(403).end();
      else if (isPage) show(mails, res);
      else deliver(req, res).catch(() => res.destroy());
      return true;
    },
  };
}

function linesOf(file: string): string[] {
  if (!existsSync(file)) return [];
  // The process ended while it wrote the text after the last line break. That text is incomplete.
  return readFileSync(file, 'utf8').split('\n').slice(0, -1).slice(-shownAtMost);
}

const lineOf = (mail: Mail) => `${JSON.stringify(mail)}\n`;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function read(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function show(mails: readonly Mail[], res: ServerResponse): void {
  protect(res, '');
  res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  const newest = mails.slice(-shownAtMost).reverse();
  res.end(
    page(
      'Mailbox',
      html`<p>Every mail of the sample organisation ends here, newest first. None leaves this machine.</p>
${newest.length === 0 ? html`<p>None has come yet.</p>` : ''}
${newest.map(entry)}`,
    ),
  );
}

const entry = ({ at, to, subject, text }: Mail) => html`<section>
<h2>${subject}</h2>
<h3>To ${to.join(', ')}, ${at.slice(0, 10)} ${at.slice(11, 16)} UTC</h3>
${text.split('\n').map((line) => (line ? html`<p>${line}</p>` : ''))}
</section>`;
