import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Clock } from '#shared/contract/outside.ts';
import type { Person } from '#shared/contract/people.ts';
import { pickerPage, pickerPolicy } from './picker.ts';

export interface IssuerOptions {
  /** The issuer's address, under which it is mounted, for example http://127.0.0.1:3000/oidc. */
  issuer: string;
  clientId: string;
  redirectUri: string;
  /** What access tokens are for. */
  audience: string;
  people: readonly Person[];
  clock: Clock;
  /** Keeps the signing key across restarts, readable by its owner alone; in memory without. */
  keyFile?: string;
}

export interface Issuer {
  /** Answers every request below the issuer's path. */
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** A bearer token for a person, as the code flow gives them; eight hours by the injected clock. */
  mint(personId: string): Promise<string>;
}

const tokenSeconds = 8 * 3600;

/**
 * The OpenID Connect issuer of the local stack: the real protocol (code flow, PKCE, signed tokens), with a page to pick a
 * person where others ask for a password. Never part of a bundle.
 */
export async function createIssuer(options: IssuerOptions): Promise<Issuer> {
  const { issuer, clientId, redirectUri, audience, people, clock, keyFile } = options;
  const key = await signingKey(keyFile);
  const path = new URL(issuer).pathname;
  const pickPath = '/pick/';
  const { Provider, interactionPolicy } = await quietly(() => import('oidc-provider'));
  const policy = interactionPolicy.base();
  // Everybody is somebody else at each sign-in: no session of the issuer's own ever answers for them.
  policy
    .get('login')
    ?.checks.add(
      new interactionPolicy.Check(
        'pick',
        'pick a person',
        'login_required',
        (ctx) => ctx.oidc.result?.login === undefined,
      ),
    );

  const provider = await quietly(
    async () =>
      new Provider(issuer, {
        clients: [
          {
            client_id: clientId,
            token_endpoint_auth_method: 'none',
            grant_types: ['authorization_code'],
            response_types: ['code'],
            redirect_uris: [redirectUri],
            id_token_signed_response_alg: 'ES256',
          },
        ],
        jwks: { keys: [key] },
        cookies: { keys: [randomUUID()], names: { session: 'oidc', interaction: 'oidc_pick', resume: 'oidc_resume' } },
        pkce: { required: () => true },
        features: {
          devInteractions: { enabled: false },
          rpInitiatedLogout: { enabled: false },
          resourceIndicators: {
            enabled: true,
            defaultResource: () => audience,
            useGrantedResource: () => true,
            getResourceServerInfo: () => ({
              scope: 'openid',
              audience,
              accessTokenFormat: 'jwt',
              accessTokenTTL: tokenSeconds,
              jwt: { sign: { alg: 'ES256' } },
            }),
          },
        },
        interactions: { policy, url: (_ctx, interaction) => `${path}${pickPath}${interaction.uid}` },
        findAccount: (_ctx, id) =>
          people.some((person) => person.id === id && person.active)
            ? { accountId: id, claims: () => ({ sub: id }) }
            : undefined,
        // There is nothing to consent to: the one client is our own.
        loadExistingGrant: async (ctx: KoaContextWithOIDC) => {
          const grant = new ctx.oidc.provider.Grant({
            clientId: ctx.oidc.client?.clientId,
            accountId: ctx.oidc.session?.accountId,
          });
          grant.addOIDCScope('openid');
          grant.addResourceScope(audience, 'openid');
          await grant.save();
          return grant;
        },
        ttl: { Interaction: 3600, Session: 3600, Grant: tokenSeconds, IdToken: 3600 },
        renderError: async (ctx, out) => {
          ctx.type = 'text/plain; charset=utf-8';
          ctx.body = `The sign-in could not go on: ${out.error_description ?? out.error}\nGo back to the start page and try again.`;
        },
      }),
  );
  provider.on('server_error', (_ctx, error) => console.error('sign-in failed:', error.message));
  const callback = provider.callback();

  async function pick(req: IncomingMessage, res: ServerResponse): Promise<void> {
    try {
      const { uid } = await provider.interactionDetails(req, res);
      if (req.method === 'POST') {
        const chosen = new URLSearchParams(await bodyOf(req)).get('person') ?? '';
        if (people.some((person) => person.id === chosen && person.active)) {
          await provider.interactionFinished(req, res, { login: { accountId: chosen, remember: false } });
          return;
        }
      }
      respond(res, 200, pickerPage(people, `${path}${pickPath}${uid}`), pickerPolicy(new URL(redirectUri).origin));
    } catch {
      const page = '<p>This sign-in is no longer under way. <a href="/">Start again</a>.</p>';
      respond(res, 400, page, pickerPolicy("'none'"));
    }
  }

  return {
    handle(req, res) {
      res.setHeader('cache-control', 'no-store, private');
      const url = req.url ?? '/';
      const below = url.slice(path.length) || '/';
      if (below.startsWith(pickPath)) {
        void pick(req, res);
        return;
      }
      // The provider reads from these two where it is mounted.
      Object.assign(req, { originalUrl: url, url: below });
      void callback(req, res);
    },
    async mint(personId) {
      const now = Math.floor(clock.now().getTime() / 1000);
      return new SignJWT({ client_id: clientId, scope: 'openid' })
        .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: 'at+jwt' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(personId)
        .setJti(randomUUID())
        .setIssuedAt(now)
        .setExpirationTime(now + tokenSeconds)
        .sign(await importJWK(key, 'ES256'));
    },
  };
}

async function signingKey(file: string | undefined): Promise<JWK> {
  if (file && existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key: JWK = { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig' };
  key.kid = await calculateJwkThumbprint(key);
  if (file) writeFileSync(file, JSON.stringify(key), { mode: 0o600 });
  return key;
}

/** The provider warns of running on plain http and on this Node, both of which are meant here. */
async function quietly<T>(make: () => Promise<T>): Promise<T> {
  const { warn, info } = console;
  console.warn = () => {};
  console.info = () => {};
  try {
    return await make();
  } finally {
    Object.assign(console, { warn, info });
  }
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of req as AsyncIterable<Buffer>) {
    body += chunk.toString('utf8');
    if (body.length > 10_000) throw new Error('too large');
  }
  return body;
}

function respond(res: ServerResponse, status: number, html: string, policy: string): void {
  res.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': 'no-store, private',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  res.end(html);
}
