import type { Person } from '#shared/contract/people.ts';

/** Whom an invitation went to, and who was in the user pool already. In mail addresses. */
export interface Invited {
  invited: string[];
  there: string[];
}

/** The address of a user pool of Cognito as an issuer: the output `Issuer` of a stack that makes its own pool. */
const poolAddress = /^https:\/\/cognito-idp\.([a-z0-9-]+)\.amazonaws\.com\/([\w-]+_[0-9a-zA-Z]+)\/?$/;

/** The user pool behind an issuer, by its address. Null: the issuer is the company's own, and no pool of ours. */
export function poolOf(issuer: string): { region: string; pool: string } | null {
  const [, region, pool] = poolAddress.exec(issuer) ?? [];
  return region && pool ? { region, pool } : null;
}

/**
 * Makes an account in a user pool for everybody who has none, and has Cognito mail them how they sign in. An account that is
 * there stays as it is. Needs the right `cognito-idp:AdminCreateUser`.
 */
export async function invite(
  { region, pool }: { region: string; pool: string },
  people: readonly Pick<Person, 'email'>[],
): Promise<Invited> {
  const { AdminCreateUserCommand, CognitoIdentityProviderClient, UsernameExistsException } = await import(
    '@aws-sdk/client-cognito-identity-provider'
  );
  const client = new CognitoIdentityProviderClient({ region });
  const done: Invited = { invited: [], there: [] };
  try {
    for (const { email } of people) {
      const isNew = await client
        .send(
          new AdminCreateUserCommand({
            UserPoolId: pool,
            Username: email,
            // The operator vouches for the address: only a checked one leads to a person.
            UserAttributes: [
              { Name: 'email', Value: email },
              { Name: 'email_verified', Value: 'true' },
            ],
            DesiredDeliveryMediums: ['EMAIL'],
          }),
        )
        .then(
          () => true,
          (error: unknown) => {
            if (error instanceof UsernameExistsException) return false;
            throw error;
          },
        );
      done[isNew ? 'invited' : 'there'].push(email);
    }
    return done;
  } finally {
    client.destroy();
  }
}
