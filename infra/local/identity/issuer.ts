import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { importJWK, SignJWT } from 'jose';
import type Provider from 'oidc-provider';
import type { Clock } from '#shared/contract/outside.ts';
import { protect, stoppedPage } from './page.ts';
import { type Pickable, pickerPage } from './picker.ts';
import { createProvider, type Machine, sessionCookie } from './provider.ts';
import { algorithm, signingKey } from './signing-key.ts';

export interface IssuerOptions {
  /** The address of the issuer, for example http://127.0.0.1:3000/oidc. */
  issuer: string;
  clientId: string;
  clientSecret?: string | undefined;
  machines?: readonly Machine[] | undefined;
  /** The only address to which a sign-in leads back. */
  redirectUri: string;
  /** The audience of access tokens. */
  audience: string;
  directory: Pickable;
  clock: Clock;
  /**
   * The file that keeps the signing key across restarts, readable only by its owner. Without it, the key is in memory.
   */
  keyFile?: string;
}

export interface Issuer {
  /** Its address. */
  url: string;
  /** Answers every request below the issuer's path. */
  handle(req: IncomingMessage, res: ServerResponse): void;
  /**
   * Makes a bearer token for a person, like those of the code flow. It is valid for eight hours by the injected clock.
   */
  mint(personId: string): Promise<string>;
}

const tokenSeconds = 8 * 3600;
/** No longer text is searched for. */
const mostSought = 120;

const nobody = 'Nobody who works here has this id or mail address.';

/**
 * The OpenID Connect issuer of the local stack. It speaks the real protocol (code flow, PKCE, signed tokens), but has a
 * page to pick a person instead of asking for a password. It has no timers and no connections, so there is nothing to
 * stop. A restart loses sign-ins that have not finished. Tokens stay valid while the key file stays. No bundle contains
 * it.
 */
export async function createIssuer(options: IssuerOptions): Promise<Issuer> {
  const { issuer, clientId, clientSecret, machines, redirectUri, audience, directory, clock, keyFile } = options;
  const { personOf } = directory;
  const key = await signingKey(keyFile);
  const privateKey = await importJWK(key, algorithm);
  const { pathname, origin } = new URL(issuer);
  const pickPath = `${pathname}/pick/`;
  const target = new URL(redirectUri).origin;
  const startUrl = `${target}/`;
  const now = () => Math.floor(clock.now().getTime() / 1000);
  const about = {
    issuer,
    clientId,
    clientSecret,
    machines,
    redirectUri,
    audience,
    key,
    pickPath,
    startUrl,
    personOf,
    tokenSeconds,
    now,
  };
  let made: ReturnType<typeof make> | undefined;
  const make = async () => {
    const provider = await createProvider(about);
    return { provider, answer: provider.callback() };
  };
  /** The provider is made at the first sign-in: its library takes half a second to load. */
  const provided = () => {
    made ??= make();
    return made;
  };

  async function pick(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (!['GET', 'HEAD', 'POST'].includes(req.method ?? '')) {
      res.writeHead(405, { allow: 'GET, HEAD, POST' }).end();
      return;
    }
    const { provider } = await provided();
    const interaction = await interactionOf(provider, req, res);
    if (!interaction) {
      const why = 'It took too long, or it began in another window or before a restart.';
      return showPage(res, 400, stoppedPage(why, startUrl));
    }
    const action = `${pickPath}${interaction.uid}`;
    if (req.method !== 'POST') {
      const { searchParams } = new URL(req.url ?? '', origin);
      const sought = (searchParams.get('q') ?? '').trim().slice(0, mostSought);
      return showPage(res, 200, pickerPage(await directory.shown(sought), action));
    }
    const chosen = (new URLSearchParams(await bodyOf(req)).get('person') ?? '').trim();
    const person = await personOf(chosen);
    if (!person) return showPage(res, 400, pickerPage(await directory.shown(''), action, nobody));
    await provider.interactionFinished(req, res, { login: { accountId: person.id, remember: false } });
  }

  async function protocol(req: IncomingMessage, res: ServerResponse, url: string): Promise<void> {
    const { answer } = await provided();
    withoutSession(req);
    // From these two the provider computes the path under which it runs.
    Object.assign(req, { originalUrl: url, url: url.slice(pathname.length) || '/' });
    // The provider builds addresses from this header. So it gets the issuer's host, not the one that the caller sent.
    req.headers.host = new URL(origin).host;
    await answer(req, res);
  }

  return {
    url: issuer,
    handle(req, res) {
      protect(res, target);
      const url = req.url ?? '/';
      const answered = url.startsWith(pickPath) ? pick(req, res) : protocol(req, res, url);
      answered.catch((error: unknown) => {
        console.error('A sign-in failed:', error);
        if (res.headersSent) res.destroy();
        else showPage(res, 500, stoppedPage('Something went wrong on our side.', startUrl));
      });
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

/** The unfinished sign-in of this browser. Null: there is none. */
async function interactionOf(provider: Provider, req: IncomingMessage, res: ServerResponse) {
  return provider.interactionDetails(req, res).catch((error: Error) => {
    if (error.name === 'SessionNotFound') return null;
    throw error;
  });
}

/**
 * Removes the provider's session cookie, so that each sign-in can pick another person and signing out of Rungs is
 * enough.
 */
function withoutSession(req: IncomingMessage): void {
  req.headers.cookie = (req.headers.cookie ?? '')
    .split(/;\s*/)
    .filter((cookie) => !cookie.startsWith(`${sessionCookie}=`))
    .join('; ');
}

/**
 * The first 10,000 characters of a request's body, or a little more. The rest is read and dropped: no form of ours is
 * larger.
 */
async function bodyOf(req: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of req as AsyncIterable<Buffer>) if (body.length < 10_000) body += chunk.toString('utf8');
  return body;
}

function showPage(res: ServerResponse, status: number, html: string): void {
  res.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html);
}
