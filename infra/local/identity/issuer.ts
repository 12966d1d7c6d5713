import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { importJWK, SignJWT } from 'jose';
import type Provider from 'oidc-provider';
import type { Clock } from '#shared/contract/outside.ts';
import type { Person } from '#shared/contract/people.ts';
import { protect, stoppedPage } from './page.ts';
import { pickerPage } from './picker.ts';
import { createProvider, sessionCookie } from './provider.ts';
import { algorithm, signingKey } from './signing-key.ts';

export interface IssuerOptions {
  /** The issuer's address, under which it is mounted, for example http://127.0.0.1:3000/oidc. */
  issuer: string;
  clientId: string;
  /** Where a sign-in leads, and nowhere else. */
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
 * person where others ask for a password. Holds no timer and no connection, so there is nothing to stop. Sign-ins under
 * way are lost by a restart; tokens hold as long as the key file does. Never part of a bundle.
 */
export async function createIssuer(options: IssuerOptions): Promise<Issuer> {
  const { issuer, clientId, redirectUri, audience, people, clock, keyFile } = options;
  const key = await signingKey(keyFile);
  const privateKey = await importJWK(key, algorithm);
  const { pathname, origin } = new URL(issuer);
  const pickPath = `${pathname}/pick/`;
  const target = new URL(redirectUri).origin;
  const startUrl = `${target}/`;
  const now = () => Math.floor(clock.now().getTime() / 1000);
  const isPerson = (id: string) => people.some((person) => person.id === id && person.active);
  const provider = await createProvider({
    issuer,
    clientId,
    redirectUri,
    audience,
    key,
    pickPath,
    startUrl,
    isPerson,
    tokenSeconds,
    now,
  });
  const protocol = provider.callback();

  async function pick(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (!['GET', 'HEAD', 'POST'].includes(req.method ?? '')) {
      res.writeHead(405, { allow: 'GET, HEAD, POST' }).end();
      return;
    }
    const interaction = await interactionOf(provider, req, res);
    if (!interaction) {
      const why = 'It took too long, or it was begun in another window or before a restart.';
      return showPage(res, 400, stoppedPage(why, startUrl));
    }
    const action = `${pickPath}${interaction.uid}`;
    if (req.method !== 'POST') return showPage(res, 200, pickerPage(people, action));
    const chosen = new URLSearchParams(await bodyOf(req)).get('person') ?? '';
    if (!isPerson(chosen)) return showPage(res, 400, pickerPage(people, action, 'Nobody here goes by that id.'));
    await provider.interactionFinished(req, res, { login: { accountId: chosen, remember: false } });
  }

  return {
    handle(req, res) {
      protect(res, target);
      const url = req.url ?? '/';
      if (url.startsWith(pickPath)) {
        pick(req, res).catch((error: unknown) => {
          console.error('A sign-in failed:', error);
          if (res.headersSent) res.destroy();
          else showPage(res, 500, stoppedPage('Something went wrong on our side.', startUrl));
        });
        return;
      }
      withoutSession(req);
      // The provider tells from these two where it is mounted.
      Object.assign(req, { originalUrl: url, url: url.slice(pathname.length) || '/' });
      // Addresses in its answers are built from this header: they are ours, whatever the caller calls us.
      req.headers.host = new URL(origin).host;
      void protocol(req, res);
    },
    mint: (personId) =>
      new SignJWT({ client_id: clientId, scope: 'openid' })
        .setProtectedHeader({ alg: algorithm, kid: key.kid, typ: 'at+jwt' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(personId)
        .setJti(randomUUID())
        .setIssuedAt(now())
        .setExpirationTime(now() + tokenSeconds)
        .sign(privateKey),
  };
}

/** The sign-in under way, or null when this browser has none here. */
async function interactionOf(provider: Provider, req: IncomingMessage, res: ServerResponse) {
  return provider.interactionDetails(req, res).catch((error: Error) => {
    if (error.name === 'SessionNotFound') return null;
    throw error;
  });
}

/**
 * Everybody may be somebody else at each sign-in: who was picked before is forgotten, so that signing out of Rungs is all
 * the signing out there is.
 */
function withoutSession(req: IncomingMessage): void {
  req.headers.cookie = (req.headers.cookie ?? '')
    .split(/;\s*/)
    .filter((cookie) => !cookie.startsWith(`${sessionCookie}=`))
    .join('; ');
}

/** The start of a request's body; what goes beyond any form of ours is read and dropped. */
async function bodyOf(req: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of req as AsyncIterable<Buffer>) if (body.length < 10_000) body += chunk.toString('utf8');
  return body;
}

function showPage(res: ServerResponse, status: number, html: string): void {
  res.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html);
}
