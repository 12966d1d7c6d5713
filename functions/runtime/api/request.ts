import type { Context, MiddlewareHandler } from 'hono';
import { NamedId } from '#shared/contract/ladder-fields.ts';
import type * as z from '#shared/contract/zod.ts';
import { personOfSignIn } from '#shared/identity/sign-ins.ts';
import type { ApiEnv, Identify } from './env.ts';
import { faultsOf } from './faults.ts';
import { Problem } from './problem.ts';

/** A request of a person or of a machine. */
type Request = Pick<Context, 'req'>;

/** Finds the person of the bearer token in the directory. Rights come from the directory, never from the token's claims. */
export function signedIn(identify: Identify): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const bearer = bearerIn(c.req.header('authorization'));
    const signIn = bearer ? await identify(bearer) : null;
    if (!signIn || signIn.machine !== undefined)
      throw new Problem('unauthenticated', 'Send a bearer token of this product that has not expired.');
    const person = await personOfSignIn(c.get('outside'), signIn);
    if (!person) throw new Problem('unauthenticated', 'The directory has no active person with this sign-in.');
    c.set('person', person);
    await next();
  };
}

/** The bearer token of a request (RFC 6750, 2.1). Undefined: it has none. */
export function bearerIn(header = ''): string | undefined {
  return /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(header)?.[1];
}

/** The first two arguments of every use case of HR: the outside world, and the person who asks. */
export function viewing(c: Context<ApiEnv>) {
  return [c.get('outside'), c.get('person')] as const;
}

/** The id of a ladder in the address. A malformed id gets the same 404 as an unknown one. */
export function ladderIdOf(c: Context<ApiEnv>): string {
  const id = NamedId.safeParse(c.req.param('id'));
  if (!id.success) throw new Problem('not-found', 'There is no such ladder.');
  return id.data;
}

/** The body as text. Refuses content types that are not in `types`. */
export async function textOf(c: Context<ApiEnv>, types: readonly string[]): Promise<string> {
  if (types.includes(contentTypeOf(c))) return c.req.text();
  throw notOf(types);
}

/** The body as bytes. Refuses content types that are not in `types`. */
export async function bytesOf(c: Request, types: readonly string[]): Promise<Uint8Array> {
  if (types.includes(contentTypeOf(c))) return new Uint8Array(await c.req.arrayBuffer());
  throw notOf(types);
}

const json = 'application/json';
const notOf = (types: readonly string[]) =>
  new Problem('unsupported-media-type', `Send the body as ${types.join(' or ')}.`);

function contentTypeOf(c: Request): string {
  return (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** The JSON body, parsed by the schema. The refusal names every fault. */
export async function bodyOf<T extends z.ZodMiniType>(c: Context<ApiEnv>, schema: T): Promise<z.infer<T>> {
  if (contentTypeOf(c) !== json) throw notOf([json]);
  const parsed = schema.safeParse(jsonOf(await c.req.arrayBuffer()));
  if (!parsed.success) throw new Problem('invalid-input', 'The body is invalid.', { faults: faultsOf(parsed.error) });
  return parsed.data;
}

/** JSON is UTF-8. Other bytes would be stored as U+FFFD, and nobody wrote that. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads JSON. Throws `Problem`. */
export function jsonOf(body: ArrayBuffer | Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    throw new Problem('not-json', 'The body is not JSON in UTF-8.');
  }
}

/** The query, parsed by the schema. */
export function queryOf<T extends z.ZodMiniType>(c: Request, schema: T): z.infer<T> {
  const parsed = schema.safeParse(c.req.query());
  if (!parsed.success) throw new Problem('invalid-input', 'The query is invalid.', { faults: faultsOf(parsed.error) });
  return parsed.data;
}

/** The ids of a request to a use case. */
export function metaOf(c: Request & { get: (name: 'requestId') => string }): {
  idempotencyKey: string;
  requestId: string;
} {
  return { idempotencyKey: idempotencyKeyOf(c), requestId: c.get('requestId') };
}

/** The caller's own name for this request. A request that is repeated under the same name is carried out once. */
function idempotencyKeyOf(c: Request): string {
  const key = c.req.header('idempotency-key') ?? '';
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new Problem(
    'idempotency-key-missing',
    'Send an Idempotency-Key: 1 to 200 visible characters. Use a new one for every command.',
  );
}

/** The version in If-Match. It must look like the ETag of an answer. */
export function ifVersionOf(c: Context<ApiEnv>): { ifVersion?: number } {
  const given = c.req.header('if-match');
  if (given === undefined) return {};
  const [, version] = /^"(\d{1,9})"$/.exec(given.trim()) ?? [];
  if (version === undefined)
    throw new Problem('if-match-unreadable', 'Send If-Match in the form of the ETag, such as "12".');
  return { ifVersion: Number(version) };
}

/** Whether the caller already has this version, by If-None-Match: a list of strong or weak tags, or `*` for any version. */
export function hasAlready(c: Context<ApiEnv>, etag: string): boolean {
  const given = (c.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return given.includes(etag) || given.includes('*');
}
