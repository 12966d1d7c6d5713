import { describe, expect, it } from 'vitest';
import { functionsOf, resourcesOf, templateOf, textOf } from './support/stack.ts';

const good = templateOf();
const own = { issuer: 'https://id.example.com', audience: 'urn:rungs', clientId: 'rungs' };

interface Pool {
  MfaConfiguration?: string;
  EnabledMfas?: string[];
  DeletionProtection?: string;
  AdminCreateUserConfig?: { AllowAdminCreateUserOnly?: boolean };
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

describe('sign-in with an issuer of the company', () => {
  it('makes no user pool, and the functions get the settings of the issuer', () => {
    const template = templateOf(undefined, { issuer: own });
    expect(Object.values(template.Resources).filter(({ Type }) => Type.startsWith('AWS::Cognito'))).toEqual([]);
    for (const name of ['api', 'web']) expect(settingsOf(name, template)).toEqual(Object.values(own));
  });
});
