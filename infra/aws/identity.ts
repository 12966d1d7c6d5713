import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { Settings } from './settings.ts';

export interface IdentityProps {
  /** The public address of the product. */
  origin: string;
  /** The company's own OpenID Connect issuer. Without one, a user pool is made. */
  given: Settings['issuer'];
  /** The scope of machines. Left out: there are none. */
  machineScope: Settings['machineScope'];
}

/** The issuer that signs people in: the company's own, or a user pool to which only administrators add people. */
export class Identity extends Construct {
  readonly issuer: string;
  readonly audience: string;
  readonly clientId: string;
  /** The client with which a machine comes, in a user pool that has one. */
  readonly machineClientId?: string;

  constructor(scope: Construct, id: string, { origin, given, machineScope }: IdentityProps) {
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
    if (machineScope) this.machineClientId = machineClient(pool, machineScope).userPoolClientId;
    this.issuer = pool.userPoolProviderUrl;
    this.clientId = client.userPoolClientId;
    // The audience of the pool's ID tokens is the client. Its access tokens have no audience.
    this.audience = client.userPoolClientId;
  }
}

/**
 * A client of the pool that is no person: by its secret it gets tokens with one scope, `api/scope`. It signs nobody in. Its secret
 * is read with `DescribeUserPoolClient`, so that no template and no output has it.
 */
function machineClient(pool: cognito.UserPool, machineScope: string): cognito.UserPoolClient {
  const [identifier = '', scopeName = ''] = machineScope.split('/');
  const scope = new cognito.ResourceServerScope({ scopeName, scopeDescription: 'Propose changes of the directory' });
  const server = pool.addResourceServer('Machines', { identifier, scopes: [scope] });
  return pool.addClient('Machine', {
    generateSecret: true,
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    accessTokenValidity: Duration.hours(1),
    oAuth: {
      flows: { clientCredentials: true },
      scopes: [cognito.OAuthScope.resourceServer(server, scope)],
    },
  });
}
