import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { isObject, type JsonObject } from '#shared/scim/body.ts';
import { ScimFault, wrong } from '#shared/scim/fault.ts';
import { createUser, type Pushing, patchUser, removeUser, replaceUser } from '#shared/scim/push.ts';
import { getUser, listUsers } from '#shared/scim/read.ts';
import { resourceOf } from '#shared/scim/resource.ts';
import { resourceTypes, scimSchemas, serviceProviderConfig } from '#shared/scim/schema.ts';
import type { ApiDeps } from '../../runtime/api/env.ts';
import { asMachine, type MachineEnv } from '../../runtime/api/machines.ts';
import { bytesOf, jsonOf } from '../../runtime/api/request.ts';
import { scimAnswer, scimList, userAnswer } from './answers.ts';

/** SCIM 2.0 below /scim/v2 (RFC 7644): an identity system creates, replaces, patches and takes away users, and finds them. */
export function createScim({ identify, origin }: Pick<ApiDeps, 'identify' | 'origin'>): Hono<MachineEnv> {
  const app = new Hono<MachineEnv>();
  app.use(asMachine(identify, 'scim'));
  app
    .get('/ServiceProviderConfig', () => scimAnswer(serviceProviderConfig))
    .get('/ResourceTypes', () => scimAnswer(wholeList(resourceTypes)))
    .get('/ResourceTypes/:id', (c) => oneOf(resourceTypes, c.req.param('id')))
    .get('/Schemas', () => scimAnswer(wholeList(scimSchemas)))
    .get('/Schemas/:id', (c) => oneOf(scimSchemas, c.req.param('id')));
  app
    .get('/Users', async (c) => {
      const { filter, startIndex, count } = c.req.query();
      const page = await listUsers(c.get('outside'), c.get('machine'), { filter, startIndex, count });
      return scimAnswer(
        scimList(
          page.users.map((one) => resourceOf(one, origin)),
          page,
        ),
      );
    })
    .post('/Users', async (c) =>
      userAnswer(await createUser(c.get('outside'), await bodyOf(c), pushing(c)), origin, 201),
    )
    .get('/Users/:id', async (c) => userAnswer(await getUser(c.get('outside'), c.req.param('id')), origin))
    .put('/Users/:id', async (c) =>
      userAnswer(await replaceUser(c.get('outside'), c.req.param('id'), await bodyOf(c), pushing(c)), origin),
    )
    .patch('/Users/:id', async (c) =>
      userAnswer(await patchUser(c.get('outside'), c.req.param('id'), await bodyOf(c), pushing(c)), origin),
    )
    .delete('/Users/:id', async (c) => {
      await removeUser(c.get('outside'), c.req.param('id'), pushing(c));
      return c.body(null, 204);
    });
  app.all('*', () => {
    throw new ScimFault(404, null, 'There is nothing at this address, or not by this method.');
  });
  return app;
}

/** A list that is shown as a whole. */
const wholeList = (resources: readonly unknown[]) => scimList(resources, { startIndex: 1, total: resources.length });

function oneOf(resources: readonly { id: string }[], id: string): Response {
  const found = resources.find((one) => one.id === id);
  if (!found) throw new ScimFault(404, null, 'There is no such thing.');
  return scimAnswer(found);
}

function pushing(c: Context<MachineEnv>): Pushing {
  return { machine: c.get('machine'), requestId: c.get('requestId'), ifMatch: c.req.header('if-match') };
}

const contentTypes = ['application/scim+json', 'application/json'];

/** The body as an object of JSON. */
async function bodyOf(c: Context<MachineEnv>): Promise<JsonObject> {
  const body = jsonOf(await bytesOf(c, contentTypes));
  if (!isObject(body)) throw wrong('invalidSyntax', 'The body is not an object.');
  return body;
}
