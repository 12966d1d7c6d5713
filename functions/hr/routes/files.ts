import type { Context } from 'hono';
import { fileTypes } from '#shared/contract/file-names.ts';
import { type ImportInput, ImportQuery } from '#shared/contract/imports.ts';
import type * as z from '#shared/contract/zod.ts';
import { bytesOf, queryOf } from '../../runtime/api/request.ts';

/** What the routes of files have in common. */

type Request = Pick<Context, 'req'>;

/** A file of people that is the body of a request, with what its query says of it. */
export async function peopleSent(c: Request): Promise<ImportInput & { bytes: Uint8Array }> {
  const { fileName, isFull, addsPlaces } = queryOf(c, ImportQuery);
  const bytes = await bytesOf(c, fileTypes);
  return { fileName, isFull: isFull === 'true', addsPlaces: addsPlaces === 'true', bytes };
}

/** Which part of which list the query asks for. */
export function listIn<T extends z.ZodMiniType<{ list?: string | undefined; part: string }>>(c: Request, shape: T) {
  const { list, part } = queryOf(c, shape);
  return { list: (list ?? null) as NonNullable<z.infer<T>['list']> | null, part: Number(part) };
}

/** The answer with a part of a list. Null: no list has something in it. */
export function rowsIn<T>(shown: { items: T[]; next: number | null } | null) {
  return { items: shown?.items ?? [], next: shown?.next ?? null };
}
