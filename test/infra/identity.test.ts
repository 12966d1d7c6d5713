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

const toldTo = (name: string, template = good) => {
  const variables = functionsOf(template).get(name)?.Environment?.Variables ?? {};
  const { RUNGS_ISSUER, RUNGS_AUDIENCE, RUNGS_CLIENT_ID } = variables;
  return [RUNGS_ISSUER, RUNGS_AUDIENCE, RUNGS_CLIENT_ID].map((one) => textOf(one));
};

describe('signing in, without an issuer of the company’s own', () => {
  it('is by a user pool that only administrators fill, with a second factor for everybody', () => {
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

  it('is by a code that is exchanged without a secret, which a stolen page could not keep', () => {
    const clients = resourcesOf<Client>(good, 'AWS::Cognito::UserPoolClient').map(([, { Properties }]) => Properties);
    expect(clients).toMatchObject([
      { GenerateSecret: false, AllowedOAuthFlows: ['code'], PreventUserExistenceErrors: 'ENABLED' },
    ]);
  });

  it('is known to pages and API alike; the pool names its client as the audience of ID tokens', () => {
    const [issuer, audience, clientId] = toldTo('web');
    expect(issuer).toMatch(/^https:\/\/cognito-idp\.<AWS::Region>\.<AWS::URLSuffix>\/<.*>$|^<.*ProviderURL>$/);
    expect(audience).toBe(clientId);
    expect(toldTo('api')).toEqual([issuer, audience, clientId]);
  });
});

describe('signing in by an issuer of the company’s own', () => {
  it('makes no user pool and tells the functions of the issuer', () => {
    const template = templateOf(undefined, { issuer: own });
    expect(Object.values(template.Resources).filter(({ Type }) => Type.startsWith('AWS::Cognito'))).toEqual([]);
    for (const name of ['api', 'web']) expect(toldTo(name, template)).toEqual(Object.values(own));
  });
});
