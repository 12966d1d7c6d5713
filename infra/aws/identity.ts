import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { Settings } from './settings.ts';

export interface IdentityProps {
  /** The public address of the product. */
  origin: string;
  /** The company's own OpenID Connect issuer. Without one, a user pool is made. */
  given: Settings['issuer'];
  /** The scopes of machines. Left out: there are none of this kind. */
  machineScope: Settings['machineScope'];
  scimScope: Settings['scimScope'];
  /** The sender of the pool's mails, and its domain if SES knows only that. Left out: Cognito itself, which sends 50 a day. */
  mailFrom: Settings['mailFrom'];
  mailDomain: Settings['mailDomain'];
}

/** The issuer that signs people in: the company's own, or a user pool to which only administrators add people. */
export class Identity extends Construct {
  readonly issuer: string;
  readonly audience: string;
  readonly clientId: string;
  /** The clients with which machines come, in a user pool that has them. */
  readonly machineClientId?: string;
  readonly scimClientId?: string;

  constructor(scope: Construct, id: string, { origin, given, machineScope, scimScope, ...mail }: IdentityProps) {
    super(scope, id);
    if (given) {
      this.issuer = given.issuer;
      this.audience = given.audience;
      this.clientId = given.clientId;
      return;
    }
    const pool = new cognito.UserPool(this, 'People', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      ...(mail.mailFrom ? { email: this.sender(mail.mailFrom, mail.mailDomain) } : {}),
      mfa: cognito.Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      featurePlan: cognito.FeaturePlan.PLUS,
      standardThreatProtectionMode: cognito.StandardThreatProtectionMode.FULL_FUNCTION,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    pool.addDomain('Domain', { cognitoDomain: { domainPrefix: `rungs-${Stack.of(this).account}` } });
    const client = pool.addClient('Web', {
      generateSecret: false,
      preventUserExistenceErrors: true,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL],
        callbackUrls: [`${origin}/sign-in/callback`],
        logoutUrls: [`${origin}/signed-out`],
      },
    });
    const clientOf = machineClients(pool, [
      { id: 'Machine', scope: machineScope, description: 'Propose changes of the directory' },
      { id: 'Scim', scope: scimScope, description: 'Push people by SCIM' },
    ]);
    const [machine, scim] = [clientOf('Machine'), clientOf('Scim')];
    if (machine) this.machineClientId = machine.userPoolClientId;
    if (scim) this.scimClientId = scim.userPoolClientId;
    this.issuer = pool.userPoolProviderUrl;
    this.clientId = client.userPoolClientId;
    // The audience of the pool's ID tokens is the client. Its access tokens have no audience.
    this.audience = client.userPoolClientId;
  }

  /** SES as the sender of invitations and codes, in the region of the stack. */
  private sender(fromEmail: string, sesVerifiedDomain: string | undefined): cognito.UserPoolEmail {
    return cognito.UserPoolEmail.withSES({
      fromEmail,
      fromName: 'Rungs',
      sesRegion: Stack.of(this).region,
      ...(sesVerifiedDomain ? { sesVerifiedDomain } : {}),
    });
  }
}

interface MachineScope {
  /** The id of the client. */
  id: string;
  /** `api/scope`. Left out: there is no such client. */
  scope: string | undefined;
  description: string;
}

/**
 * Clients of the pool that are no people: by its secret, each gets tokens with its one scope. They sign nobody in. Their secrets
 * are read with `DescribeUserPoolClient`, so that no template and no output has them. Gives a client by its id.
 */
function machineClients(
  pool: cognito.UserPool,
  all: MachineScope[],
): (id: string) => cognito.UserPoolClient | undefined {
  const given = all.flatMap(({ id, scope, description }) => {
    const [api = '', scopeName = ''] = scope?.split('/') ?? [];
    return scope
      ? [{ id, api, scope: new cognito.ResourceServerScope({ scopeName, scopeDescription: description }) }]
      : [];
  });
  const clients = new Map<string, cognito.UserPoolClient>();
  for (const [at, api] of [...new Set(given.map((one) => one.api))].entries()) {
    const ofApi = given.filter((one) => one.api === api);
    const server = pool.addResourceServer(at === 0 ? 'Machines' : `Machines${at + 1}`, {
      identifier: api,
      scopes: ofApi.map((one) => one.scope),
    });
    for (const { id, scope } of ofApi)
      clients.set(
        id,
        pool.addClient(id, {
          generateSecret: true,
          preventUserExistenceErrors: true,
          enableTokenRevocation: true,
          accessTokenValidity: Duration.hours(1),
          oAuth: {
            flows: { clientCredentials: true },
            scopes: [cognito.OAuthScope.resourceServer(server, scope)],
          },
        }),
      );
  }
  return (id) => clients.get(id);
}
