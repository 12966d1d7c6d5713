import { describe, expect, it } from 'vitest';
import { rolesOf } from './support/iam.ts';
import { functionsOf, resourcesOf, templateOf, textOf } from './support/stack.ts';

const good = templateOf();
const own = { issuer: 'https://id.example.com', audience: 'urn:rungs', clientId: 'rungs' };

interface Pool {
  MfaConfiguration?: string;
  EnabledMfas?: string[];
  DeletionProtection?: string;
  AdminCreateUserConfig?: { AllowAdminCreateUserOnly?: boolean };
  EmailConfiguration?: { EmailSendingAccount?: string; From?: string; SourceArn?: unknown };
}

interface Client {
  GenerateSecret?: boolean;
  AllowedOAuthFlows?: string[];
  PreventUserExistenceErrors?: string;
}

const settingsOf = (name: string, template = good) => {
  const variables = functionsOf(template).get(name)?.Environment?.Variables ?? {};
  const { RUNGS_ISSUER, RUNGS_AUDIENCE, RUNGS_CLIENT_ID } = variables;
  return [RUNGS_ISSUER, RUNGS_AUDIENCE, RUNGS_CLIENT_ID].map((one) => textOf(one));
};

describe('sign-in without an issuer of the company', () => {
  it('uses a user pool to which only administrators add people, with a second factor for everybody', () => {
    const pools = resourcesOf<Pool>(good, 'AWS::Cognito::UserPool').map(([, { Properties }]) => Properties);
    expect(pools).toMatchObject([
      {
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        MfaConfiguration: 'ON',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        DeletionProtection: 'ACTIVE',
      },
    ]);
  });

  it.each([
    ['rungs@example.com', undefined, 'rungs@example.com'],
    ['rungs@example.com', 'example.com', 'example.com'],
  ])('has SES send its invitations from %s, which SES knows itself or by %s', (mailFrom, mailDomain, known) => {
    const template = templateOf(undefined, { mailFrom, ...(mailDomain ? { mailDomain } : {}) });
    const [pool] = resourcesOf<Pool>(template, 'AWS::Cognito::UserPool').map(([, { Properties }]) => Properties);
    const { SourceArn, ...email } = pool?.EmailConfiguration ?? {};
    expect(email).toEqual({ EmailSendingAccount: 'DEVELOPER', From: `Rungs <${mailFrom}>` });
    expect(textOf(SourceArn)).toBe(`arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/${known}`);
  });

  it('has Cognito itself send them without the setting', () => {
    const [pool] = resourcesOf<Pool>(good, 'AWS::Cognito::UserPool').map(([, { Properties }]) => Properties);
    expect(pool?.EmailConfiguration).toBeUndefined();
  });

  it('asks for the mail address, which Cognito checks, and finds people by it', () => {
    const clients = resourcesOf<Client>(good, 'AWS::Cognito::UserPoolClient').map(([, { Properties }]) => Properties);
    expect(clients).toMatchObject([{ AllowedOAuthScopes: ['openid', 'email'] }]);
    const { RUNGS_SIGN_IN_CLAIM, RUNGS_SIGN_IN_SCOPE } = functionsOf(good).get('web')?.Environment?.Variables ?? {};
    expect([RUNGS_SIGN_IN_CLAIM, RUNGS_SIGN_IN_SCOPE]).toEqual(['email', 'openid email']);
  });

  it('uses the code flow without a client secret', () => {
    const clients = resourcesOf<Client>(good, 'AWS::Cognito::UserPoolClient').map(([, { Properties }]) => Properties);
    expect(clients).toMatchObject([
      { GenerateSecret: false, AllowedOAuthFlows: ['code'], PreventUserExistenceErrors: 'ENABLED' },
    ]);
  });

  it('has the same settings for pages and API, and the client as the audience of ID tokens', () => {
    const [issuer, audience, clientId] = settingsOf('web');
    expect(issuer).toMatch(/^https:\/\/cognito-idp\.<AWS::Region>\.<AWS::URLSuffix>\/<.*>$|^<.*ProviderURL>$/);
    expect(audience).toBe(clientId);
    expect(settingsOf('api')).toEqual([issuer, audience, clientId]);
  });
});

describe('machines', () => {
  const machineScope = 'rungs/directory';
  const scopeOf = (template: typeof good, name: string) =>
    functionsOf(template).get(name)?.Environment?.Variables?.RUNGS_MACHINE_SCOPE;

  it('are not there without the setting: no second client, and no scope', () => {
    expect(resourcesOf(good, 'AWS::Cognito::UserPoolResourceServer')).toEqual([]);
    expect(scopeOf(good, 'hr')).toBeUndefined();
  });

  it('come to a user pool by a client with a secret, which has one scope and signs nobody in', () => {
    const template = templateOf(undefined, { machineScope });
    const servers = resourcesOf<object>(template, 'AWS::Cognito::UserPoolResourceServer');
    expect(servers.map(([, { Properties }]) => Properties)).toMatchObject([
      { Identifier: 'rungs', Scopes: [{ ScopeName: 'directory' }] },
    ]);
    const clients = resourcesOf<Client>(template, 'AWS::Cognito::UserPoolClient').map(
      ([, { Properties }]) => Properties,
    );
    expect(clients.map((one) => [one.GenerateSecret, one.AllowedOAuthFlows])).toEqual([
      [false, ['code']],
      [true, ['client_credentials']],
    ]);
    // Only the function of HR has routes for machines.
    expect(['hr', 'api', 'web'].map((name) => scopeOf(template, name))).toEqual([machineScope, undefined, undefined]);
  });

  it('come to an issuer of the company by the scope that it gives them', () => {
    const template = templateOf(undefined, { issuer: own, machineScope: 'directory' });
    expect(scopeOf(template, 'hr')).toBe('directory');
    expect(Object.values(template.Resources).filter(({ Type }) => Type.startsWith('AWS::Cognito'))).toEqual([]);
  });
});

describe('sign-in with an issuer of the company', () => {
  it('makes no user pool, and the functions get the settings of the issuer', () => {
    const template = templateOf(undefined, { issuer: own });
    expect(Object.values(template.Resources).filter(({ Type }) => Type.startsWith('AWS::Cognito'))).toEqual([]);
    for (const name of ['api', 'web']) expect(settingsOf(name, template)).toEqual(Object.values(own));
  });

  it.each<[string, string[]]>([
    ['/rungs/client-secret', ['ssm:GetParameter']],
    ['/aws/reference/secretsmanager/rungs/secret', ['ssm:GetParameter', 'secretsmanager:GetSecretValue']],
  ])('lets the pages alone read the secret of the client at %s, and passes its name', (name, actions) => {
    const template = templateOf(undefined, { issuer: own, clientSecretParameter: name });
    const readers = [...rolesOf(template)].filter(([, rights]) =>
      JSON.stringify(rights).match(/ssm:GetParameter|secretsmanager:/),
    );
    expect(readers).toHaveLength(1);
    for (const action of actions) expect(JSON.stringify(readers)).toContain(`"${action}"`);
    expect(JSON.stringify(readers).includes('secretsmanager:')).toBe(actions.length > 1);
    const withName = [...functionsOf(template)].filter(
      ([, { Environment }]) => Environment?.Variables?.RUNGS_CLIENT_SECRET_PARAMETER,
    );
    expect(withName.map(([one]) => one)).toEqual(['web']);
  });
});
