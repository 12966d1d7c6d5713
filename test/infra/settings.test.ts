import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { readSettings } from '#infra/aws/settings.ts';
import { inOutdir } from './support/stack.ts';

const read = (context: Record<string, string>) => inOutdir((outdir) => readSettings(new App({ context, outdir }).node));

const signIn = { signInClaim: 'email', signInKey: 'mail', signInScope: 'openid email' };

describe('the settings of a deployment', () => {
  it('are all optional', () => {
    expect(read({})).toEqual({ ...signIn, intranetHosts: [], timeZone: 'UTC' });
  });

  it('come from the CDK context', () => {
    const issuer = { issuer: 'https://id.example.com', audience: 'urn:rungs', clientId: 'rungs' };
    const mail = { mailFrom: 'rungs@example.com', mailDomain: 'example.com', hrMail: 'hr@example.com' };
    const sign = {
      machineScope: 'directory',
      clientSecretParameter: '/rungs/secret',
      signInClaim: 'upn',
      signInKey: 'employee-number',
      signInScope: 'openid profile',
    };
    const more = { origin: 'https://rungs.example.com', alarmEmail: 'ops@example.com', ...mail, ...sign };
    expect(
      read({ ...issuer, ...more, intranetHosts: 'wiki.intranet,git.intranet', timeZone: 'Asia/Ho_Chi_Minh' }),
    ).toEqual({
      ...more,
      issuer,
      intranetHosts: ['wiki.intranet', 'git.intranet'],
      timeZone: 'Asia/Ho_Chi_Minh',
    });
  });

  it.each([
    [{ origin: 'http://rungs.example.com' }, /origin/],
    [{ origin: 'rungs.example.com' }, /origin/],
    [{ timeZone: 'Europe/Atlantis' }, /timeZone/],
    [{ timeZone: '+07:00' }, /timeZone/],
    [{ origin: 'https://rungs.example.com/' }, /origin/],
    [{ issuer: 'http://id.example.com', audience: 'a', clientId: 'c' }, /issuer/],
    [{ issuer: 'https://id.example.com' }, /audience and clientId/],
    [{ audience: 'urn:rungs' }, /without an issuer/],
    [{ alarmEmail: 'nobody' }, /alarmEmail/],
    [{ clientSecretParameter: '/rungs/secret' }, /clientSecretParameter without an issuer/],
    [{ clientSecretParameter: 'the secret itself' }, /full name of a parameter/],
    [{ signInClaim: 'e mail' }, /signInClaim/],
    [{ signInKey: 'phone' }, /signInKey/],
    [{ signInKey: 'employee-number' }, /name the signInClaim/],
    [{ machineScope: 'two words' }, /machineScope/],
    [{ machineScope: 'directory' }, /name of an API and a scope/],
    [{ signInScope: 'email' }, /begin with openid/],
    [{ mailFrom: 'Rungs' }, /mailFrom/],
    [{ hrMail: 'HR' }, /hrMail/],
    [{ mailFrom: 'rungs@example.com', mailDomain: 'two words' }, /mailDomain/],
    [{ mailFrom: 'rungs@example.com', mailDomain: 'other.example' }, /not the domain of its mailFrom/],
  ])('are refused if they are invalid: %o', (context, why) => {
    expect(() => read(context)).toThrow(why);
  });
});
