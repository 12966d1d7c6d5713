import type { Context } from 'hono';
import { Refusal } from '#shared/cases/refusal.ts';
import type { JsonObject } from '#shared/scim/body.ts';
import { ScimFault } from '#shared/scim/fault.ts';
import type { UserPage } from '#shared/scim/read.ts';
import { resourceOf } from '#shared/scim/resource.ts';
import { urn } from '#shared/scim/schema.ts';
import type { ApiEnv } from '../../runtime/api/env.ts';
import { Problem, problemOf } from '../../runtime/api/problem.ts';
import { statuses } from '../../runtime/api/statuses.ts';

/** Answers in the form of SCIM (RFC 7644): its content type, its lists and its errors. */

const contentType = 'application/scim+json; charset=utf-8';

export function scimAnswer(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': contentType, ...headers } });
}

/** A list of resources. `total`: how many there are in all. */
export function scimList(resources: readonly unknown[], { startIndex, total }: Pick<UserPage, 'startIndex' | 'total'>) {
  return {
    schemas: [urn.list],
    totalResults: total,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}

/** A user, with the version as its tag. */
export function userAnswer(known: Parameters<typeof resourceOf>[0], origin: string, status: 200 | 201 = 200): Response {
  const resource = resourceOf(known, origin);
  const { location, version } = resource.meta as JsonObject;
  return scimAnswer(resource, status, {
    etag: String(version),
    ...(status === 201 ? { location: String(location) } : {}),
  });
}

/** Every error in SCIM's own form. One that is not known is written to the log, and gets the same fixed text. */
export function scimErrorOf(error: unknown, c: Context<ApiEnv>): Response {
  if (error instanceof ScimFault) return errorAnswer(error.status, error.scimType, error.message);
  // It is written to the log there.
  const problem = problemOf(error, c);
  const isKnown = error instanceof Problem || error instanceof Refusal;
  const status = isKnown ? statuses[error.code] : problem.status;
  const scimType = isKnown && error.code === 'not-json' ? 'invalidSyntax' : null;
  const answer = errorAnswer(status, scimType, isKnown ? error.message : 'Something went wrong on our side.');
  for (const name of ['www-authenticate', 'allow']) {
    const value = problem.headers.get(name);
    if (value !== null) answer.headers.set(name, value);
  }
  return answer;
}

function errorAnswer(status: number, scimType: string | null, detail: string): Response {
  return scimAnswer(
    { schemas: [urn.error], status: String(status), ...(scimType ? { scimType } : {}), detail },
    status,
  );
}
