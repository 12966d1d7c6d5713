import { setTimeout } from 'node:timers/promises';

/** A user pool of Cognito, where it is, and its id. */
export interface Pool {
  /** As the sign-ins of people name it. */
  issuer: string;
  region: string;
  pool: string;
}

/** The address of a user pool of Cognito as an issuer: the output `Issuer` of a stack that makes its own pool. */
const poolAddress = /^https:\/\/cognito-idp\.([a-z0-9-]+)\.amazonaws\.com\/([\w-]+_[0-9a-zA-Z]+)\/?$/;

/** The user pool behind an issuer, by its address. Null: the issuer is the company's own, and no pool of ours. */
export function poolOf(issuer: string): Pool | null {
  const [, region, pool] = poolAddress.exec(issuer) ?? [];
  return region && pool ? { issuer: issuer.replace(/\/$/, ''), region, pool } : null;
}

/** The answer to an invitation. `there`: they have an account, and it stays as it is. */
type Answer = { is: 'invited' } | { is: 'there' } | { is: 'refused'; reason: string };

interface OpenPool {
  /**
   * Makes an account, and has Cognito mail how they sign in. `resends`: an account that is there and was never used gets a new
   * invitation, because the first one may have expired. Throws if the pool takes nobody at this time.
   */
  invite(email: string, resends: boolean): Promise<Answer>;
  close(): void;
}

/**
 * The pauses before a request over the quota is sent again, in seconds. The SDK sends each three times by itself. It would also
 * send those for which no mail is left today, so it is not told to be more patient.
 */
const pauses = [1, 2, 4, 8, 16, 30, 30, 30, 30];

async function patiently<T>(send: () => Promise<T>, isOverQuota: (error: unknown) => boolean): Promise<T> {
  for (const pause of pauses)
    try {
      return await send();
    } catch (error) {
      if (!isOverQuota(error)) throw error;
      await setTimeout(pause * 1000);
    }
  return send();
}

/** Opens a user pool. Needs the right `cognito-idp:AdminCreateUser`. */
export async function openPool({ region, pool }: Pool): Promise<OpenPool> {
  const cognito = await import('@aws-sdk/client-cognito-identity-provider');
  const client = new cognito.CognitoIdentityProviderClient({ region });
  const isOverQuota = (error: unknown) => error instanceof cognito.TooManyRequestsException;
  const create = async (email: string, more: { MessageAction?: 'RESEND' } = {}): Promise<Answer> => {
    try {
      const command = new cognito.AdminCreateUserCommand({
        UserPoolId: pool,
        Username: email,
        // The operator vouches for the address: only a checked one leads to a person.
        UserAttributes: [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
        ],
        DesiredDeliveryMediums: ['EMAIL'],
        ...more,
      });
      await patiently(() => client.send(command), isOverQuota);
      return { is: 'invited' };
    } catch (error) {
      if (error instanceof cognito.UsernameExistsException) return { is: 'there' };
      // Of somebody who has used their account, no invitation is sent again.
      if (error instanceof cognito.UnsupportedUserStateException) return { is: 'there' };
      if (
        error instanceof cognito.InvalidParameterException ||
        error instanceof cognito.CodeDeliveryFailureException ||
        error instanceof cognito.UserLambdaValidationException
      )
        return { is: 'refused', reason: error.message };
      if (error instanceof cognito.LimitExceededException)
        throw new Error(
          `the user pool sends no more mail today (${error.message}). Its own sender sends 50 a day; with the setting mailFrom, SES sends them. Run this again tomorrow, with --resend for whoever got no mail`,
          { cause: error },
        );
      throw error;
    }
  };
  return {
    async invite(email, resends) {
      const answer = await create(email);
      return answer.is === 'there' && resends ? create(email, { MessageAction: 'RESEND' }) : answer;
    },
    close: () => client.destroy(),
  };
}
