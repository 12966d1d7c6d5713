import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { createIssuer, type Issuer, type IssuerOptions } from '#infra/local/identity/issuer.ts';
import type { Pickable } from '#infra/local/identity/picker.ts';
import type { Person } from '#shared/contract/people.ts';
import { smallOrganisation } from '#test/support/people.ts';
import { type PlainBrowser, plainBrowser } from './browser.ts';

export const audience = 'urn:rungs:api';
export const clientId = 'rungs-web';

/** The issuer on a real server, below /oidc, as in the local stack. */
export interface Mounted {
  origin: string;
  issuer: string;
  redirectUri: string;
  mint: Issuer['mint'];
  /** A client of the issuer, configured from the issuer's own description. */
  client(): Promise<oidc.Configuration>;
  /** Verifies a bearer token as the API does: with fixed algorithms, the issuer, the audience and the given time. */
  verify(token: string, more?: { audience?: string; at?: Date }): ReturnType<typeof jwtVerify>;
  stop(): Promise<void>;
}

/** Starts an issuer on a free port, or on `port` as after a restart. */
export async function mountIssuer(
  { people = smallOrganisation, ...more }: Partial<IssuerOptions> & { people?: readonly Person[] } = {},
  port = 0,
): Promise<Mounted> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `${origin}/oidc`;
  const redirectUri = `${origin}/sign-in/callback`;
  const { handle, mint } = await createIssuer({
    issuer,
    clientId,
    redirectUri,
    audience,
    directory: pickable(people),
    clock: { now: () => new Date() },
    ...more,
  });
  server.on('request', (req, res) => (req.url?.startsWith('/oidc/') ? handle(req, res) : res.writeHead(404).end()));
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));
  return {
    origin,
    issuer,
    redirectUri,
    mint,
    client: () =>
      oidc.discovery(new URL(issuer), clientId, undefined, oidc.None(), { execute: [oidc.allowInsecureRequests] }),
    verify: (token, { audience: expected = audience, at = new Date() } = {}) =>
      jwtVerify(token, keys, { algorithms: ['ES256', 'RS256'], issuer, audience: expected, currentDate: at }),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** People to pick from, without a table. More than 100 are searched by parts of their ids. */
function pickable(people: readonly Person[]): Pickable {
  const isLong = people.length > 100;
  return {
    shown: async (sought) =>
      isLong
        ? {
            people: people.filter((one) => one.id.includes(sought)).slice(0, 3),
            sought,
            hasMore: false,
            isSample: false,
          }
        : { people, sought: null, hasMore: false, isSample: true },
    personOf: async (called) => people.find(({ id, active }) => id === called && active),
  };
}

/** Begins a sign-in as a client. Gives the address for the browser, and a function that finishes the sign-in. */
export async function beginSignIn(mounted: Mounted, more: Record<string, string> = {}) {
  const client = await mounted.client();
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: mounted.redirectUri,
    scope: 'openid',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...more,
  }).href;
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
  return { url, finish: (callback: string) => oidc.authorizationCodeGrant(client, new URL(callback), checks) };
}

/** Picks a person in a browser. Gives the address of the client to which the issuer sends the browser. */
export async function pickPerson(
  mounted: Mounted,
  personId: string,
  url: string,
  browser: PlainBrowser = plainBrowser(),
) {
  const picker = await browser.follow(url, mounted.issuer);
  const answer = await browser.post(picker.url, { person: personId });
  const resume = new URL(answer.headers.get('location') ?? '', picker.url).href;
  return (await browser.follow(resume, mounted.issuer)).url;
}
