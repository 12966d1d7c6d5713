import type { JsonObject } from '#shared/scim/body.ts';
import { type Answered, type ApiUnderTest, apiOn } from '#test/support/api.ts';
import type { World } from '#test/support/world.ts';

/** An identity system that pushes people to a world. Tokens of people are their ids. */
export interface ScimClient extends ApiUnderTest {
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answered & { body: JsonObject }>;
  /** Finds a user by a filter. Null: nobody. */
  find(filter: string): Promise<JsonObject | null>;
}

export const machine = 'identity-system';
const token = 'token-of-identity-system';

export async function scimOn(world: World): Promise<ScimClient> {
  const issuer = 'https://issuer.example.com';
  const api = await apiOn(world, async (bearer) => {
    const issuedAt = Math.floor(world.clock.now().getTime() / 1000) - 60;
    return bearer === token
      ? { issuer, subject: machine, issuedAt, machine: { name: machine, may: ['scim'] } }
      : { issuer, subject: bearer, issuedAt };
  });
  const send: ScimClient['send'] = async (method, path, body, headers = {}) =>
    (await api.raw(`/scim/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json; charset=utf-8', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })) as Answered & { body: JsonObject };
  return {
    ...api,
    send,
    async find(filter) {
      const { body } = await send('GET', `/Users?filter=${encodeURIComponent(filter)}`);
      return ((body.Resources as JsonObject[])[0] as JsonObject | undefined) ?? null;
    },
  };
}

export const patchOp = (...operations: unknown[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: operations,
});

export const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const errorUrn = 'urn:ietf:params:scim:api:messages:2.0:Error';
