import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { Settings } from './settings.ts';

export interface IdentityProps {
  /** The public address of the product. */
  origin: string;
  /** The company's own OpenID Connect issuer. Without one, a user pool is made. */
  given: Settings['issuer'];
}

/** The issuer that signs people in: the company's own, or a user pool to which only administrators add people. */
export class Identity extends Construct {
  readonly issuer: string;
  readonly audience: string;
  readonly clientId: string;

  constructor(scope: Construct, id: string, { origin, given }: IdentityProps) {
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
    this.issuer = pool.userPoolProviderUrl;
    this.clientId = client.userPoolClientId;
    // The audience of the pool's ID tokens is the client. Its access tokens have no audience.
    this.audience = client.userPoolClientId;
  }
}
