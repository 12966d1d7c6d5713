import type { JWK } from 'jose';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { loadLibrary, withoutMeantWarnings } from './library.ts';
import { stoppedPage } from './page.ts';
import { algorithm } from './signing-key.ts';

export interface ProviderOptions {
  issuer: string;
  clientId: string;
  redirectUri: string;
  audience: string;
  key: JWK;
  /** Where a person is picked; the interaction's id follows. */
  pickPath: string;
  /** Where people begin again after a sign-in that stopped. */
  startUrl: string;
  isPerson(id: string): boolean;
  /** How long an access token holds. */
  tokenSeconds: number;
  /** Seconds since 1970, by the injected clock. */
  now(): number;
}

/** The cookie in which the provider would remember who signed in. */
export const sessionCookie = 'rungs-oidc';

/**
 * The OpenID Connect protocol itself: one public client, code flow with PKCE, and access tokens as JWTs for one audience.
 * Access tokens carry the injected clock's time, because the API judges them by it; ID tokens and everything under way
 * carry real time, by which the library and the clients of the protocol judge them.
 */
export async function createProvider(options: ProviderOptions): Promise<Provider> {
  const { issuer, clientId, redirectUri, audience, key, pickPath, startUrl, isPerson, tokenSeconds, now } = options;
  const { Provider, errors } = await loadLibrary();
  const make = () =>
    new Provider(issuer, {
      clients: [
        {
          client_id: clientId,
          token_endpoint_auth_method: 'none',
          grant_types: ['authorization_code'],
          response_types: ['code'],
          redirect_uris: [redirectUri],
          id_token_signed_response_alg: algorithm,
        },
      ],
      responseTypes: ['code'],
      scopes: ['openid'],
      clientAuthMethods: ['none'],
      jwks: { keys: [key] },
      pkce: { required: () => true },
      cookies: {
        names: { session: sessionCookie, interaction: 'rungs-pick', resume: 'rungs-resume' },
        long: { httpOnly: true, sameSite: 'lax', path: new URL(issuer).pathname },
      },
      features: {
        devInteractions: { enabled: false },
        dPoP: { enabled: false },
        pushedAuthorizationRequests: { enabled: false },
        // There is nothing to sign out from: see `withoutSession`.
        rpInitiatedLogout: { enabled: false },
        userinfo: { enabled: false },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => audience,
          getResourceServerInfo: (_ctx, resource) => {
            if (resource !== audience) throw new errors.InvalidTarget();
            return {
              scope: 'openid',
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
      findAccount: (_ctx, id) => (isPerson(id) ? { accountId: id, claims: () => ({ sub: id }) } : undefined),
      loadExistingGrant: (ctx) => grantOf(ctx, audience),
      clientBasedCORS: () => false,
      ttl: { AccessToken: tokenSeconds, Grant: tokenSeconds, IdToken: 3600, Interaction: 3600, Session: 3600 },
      renderError: (ctx, out) => {
        ctx.type = 'html';
        ctx.body = stoppedPage(`The sign-in could not go on: ${out.error_description ?? out.error}.`, startUrl);
      },
    });
  const provider = withoutMeantWarnings(make);
  provider.on('server_error', (_ctx, error) => console.error('A sign-in failed:', error));
  return provider;
}

/** There is nothing to consent to: the one client is our own. */
async function grantOf(ctx: KoaContextWithOIDC, audience: string) {
  const grant = new ctx.oidc.provider.Grant({
    clientId: ctx.oidc.client?.clientId,
    accountId: ctx.oidc.session?.accountId,
  });
  grant.addOIDCScope('openid');
  grant.addResourceScope(audience, 'openid');
  await grant.save();
  return grant;
}
