import { BadRequestException, MessageRejected, type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Letter } from '#shared/cases/telling.ts';

/** Sends a letter. Returns false when the mail service will never accept this letter. Throws when a retry can help. */
export type SendMail = (letter: Letter) => Promise<boolean>;

/** Sends mail through Amazon SES. `from` must be verified in SES. The SDK takes the endpoint from the environment. */
export function mailBySes(client: Pick<SESv2Client, 'send'>, from: string): SendMail {
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return async ({ to, subject, text }) => {
    const Content = { Simple: { Subject: utf8(subject), Body: { Text: utf8(text) } } };
    try {
      await client.send(new SendEmailCommand({ FromEmailAddress: from, Destination: { ToAddresses: [to] }, Content }));
      return true;
    } catch (error) {
      if (error instanceof MessageRejected || error instanceof BadRequestException) return false;
      throw error;
    }
  };
}
