import { BadRequestException, MessageRejected, type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Letter } from '#shared/cases/telling.ts';

/** Hands a letter to the mail. False when it will never be taken as it is; throws when it can be tried again. */
export type SendMail = (letter: Letter) => Promise<boolean>;

/** Mail by Amazon SES, from an address that SES knows as ours. Where SES is, the SDK is told by the environment. */
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
