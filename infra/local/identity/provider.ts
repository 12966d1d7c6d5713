import type { JWK } from 'jose';
import type Provider from 'oidc-provider';
import type { ClientMetadata, KoaContextWithOIDC } from 'oidc-provider';
import type { Person } from '#shared/contract/people.ts';
import { loadLibrary, withoutExpectedWarnings } from './library.ts';
import { stoppedPage } from './page.ts';
import { algorithm } from './signing-key.ts';

/** A client that is no person: it proves its secret, and gets tokens with its one scope. */
export interface Machine {
  clientId: string;
  clientSecret: string;
  scope: string;
}

export interface ProviderOptions {
  issuer: string;
  clientId: string;
  /** The secret that the client has to prove. Left out: it has none. */
  clientSecret?: string | undefined;
  /** Systems of the company that come with tokens of their own, and the scope of these. Left out: there are none. */
  machines?: readonly Machine[] | undefined;
  redirectUri: string;
  audience: string;
  key: JWK;
  /** The path of the page to pick a person, without the interaction's id that follows it. */
  pickPath: string;
  /** Where people start again after a failed sign-in. */
  startUrl: string;
  /** The person with this id, if they can sign in. */
  personOf(id: string): Promise<Pick<Person, 'id' | 'email'> | undefined>;
  /** For how many seconds an access token is valid. */
  tokenSeconds: number;
  /** Seconds since 1970, by the injected clock. */
  now(): number;
}

/** The cookie in which the provider remembers who signed in. */
export const sessionCookie = 'rungs-oidc';

/**
 * The OpenID Connect protocol: one public client, code flow with PKCE, and access tokens as JWTs for one audience. A machine
 * gets such tokens by its client credentials.
 * Access tokens have times of the injected clock, because the API checks them with that clock. ID tokens and unfinished
 * sign-ins have real times, because the library and its clients check them with the real clock.
 */
export async function createProvider(options: ProviderOptions): Promise<Provider> {
  const {
    issuer,
    clientId,
    clientSecret,
    machines = [],
    redirectUri,
    audience,
    key,
    pickPath,
    startUrl,
    personOf,
    tokenSeconds,
    now,
  } = options;
  const { Provider, errors } = await loadLibrary();
  const make = () =>
    new Provider(issuer, {
      clients: [
        {
          client_id: clientId,
          ...(clientSecret
            ? { client_secret: clientSecret, token_endpoint_auth_method: 'client_secret_basic' as const }
            : { token_endpoint_auth_method: 'none' as const }),
          grant_types: ['authorization_code'],
          response_types: ['code'],
          redirect_uris: [redirectUri],
          id_token_signed_response_alg: algorithm,
          scope: 'openid email',
        },
        ...machines.map(clientOf),
      ],
      responseTypes: ['code'],
      scopes: ['openid', ...machines.map((one) => one.scope)],
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      // The ID token says who it is: our pages do not ask for more.
      conformIdTokenClaims: false,
      clientAuthMethods: [
        ...(clientSecret ? [] : ['none' as const]),
        ...(clientSecret || machines.length > 0 ? ['client_secret_basic' as const] : []),
      ],
      jwks: { keys: [key] },
      pkce: { required: () => true },
      cookies: {
        names: { session: sessionCookie, interaction: 'rungs-pick', resume: 'rungs-resume' },
        long: { httpOnly: true, sameSite: 'lax', path: new URL(issuer).pathname },
      },
      features: {
        clientCredentials: { enabled: machines.length > 0 },
        devInteractions: { enabled: false },
        dPoP: { enabled: false },
        pushedAuthorizationRequests: { enabled: false },
        // There is no session to end: see `withoutSession`.
        rpInitiatedLogout: { enabled: false },
        userinfo: { enabled: false },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => audience,
          getResourceServerInfo: (_ctx, resource) => {
            if (resource !== audience) throw new errors.InvalidTarget();
            return {
              scope: ['openid', ...machines.map((one) => one.scope)].join(' '),
              audience,
              accessTokenFormat: 'jwt',
              accessTokenTTL: tokenSeconds,
              jwt: { sign: { alg: algorithm } },
            };
          },
        },
      },
      formats: {
        customizers: {
          jwt: (_ctx, _token, { payload }) => {
            payload.iat = now();
            payload.exp = now() + tokenSeconds;
          },
        },
      },
      interactions: { url: (_ctx, interaction) => `${pickPath}${interaction.uid}` },
      findAccount: async (_ctx, id) => {
        const person = await personOf(id);
        return person && { accountId: id, claims: () => ({ sub: id, email: person.email, email_verified: true }) };
      },
      loadExistingGrant: (ctx) => grantOf(ctx, audience),
      clientBasedCORS: () => false,
      ttl: {
        AccessToken: tokenSeconds,
        ClientCredentials: tokenSeconds,
        Grant: tokenSeconds,
        IdToken: 3600,
        Interaction: 3600,
        Session: 3600,
      },
      renderError: (ctx, out) => {
        ctx.type = 'html';
        ctx.body = stoppedPage(`The sign-in could not go on: ${out.error_description ?? out.error}.`, startUrl);
      },
    });
  const provider = withoutExpectedWarnings(make);
  provider.on('server_error', (_ctx, error) => console.error('A sign-in failed:', error));
  return provider;
}

/** A machine as a client: it signs nobody in. */
function clientOf({ clientId, clientSecret, scope }: Machine): ClientMetadata {
  return {
    client_id: clientId,
    client_secret: clientSecret,
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    id_token_signed_response_alg: algorithm,
    scope,
  };
}

/** Grants all scopes without asking for consent, because the only client is our own. */
async function grantOf(ctx: KoaContextWithOIDC, audience: string) {
  const grant = new ctx.oidc.provider.Grant({
    clientId: ctx.oidc.client?.clientId,
    accountId: ctx.oidc.session?.accountId,
  });
  grant.addOIDCScope('openid email');
  grant.addResourceScope(audience, 'openid');
  await grant.save();
  return grant;
}
