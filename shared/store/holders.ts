import { Role } from '../contract/ladder-fields.ts';
import { roles } from '../contract/names.ts';
import { PersonId } from '../contract/people.ts';
import * as z from '../contract/zod.ts';
import { type Item, nameOf } from './items.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';
import type { Write, writesOf } from './transaction.ts';

/**
 * The active people who have a role, so that nobody has to read the whole directory to find them. People of HR who are limited
 * to units are not among those of HR.
 */
export const Holders = z.strictObject({
  role: Role,
  people: z.array(PersonId),
  /** Counts the changes of this item. */
  version: z.int().check(z.minimum(1)),
});
export type Holders = z.infer<typeof Holders>;
const holdersShape = shape(Holders);

/** The roles whose holders are kept. Nearly everybody is an engineer. */
export const keptRoles = roles.filter((role) => role !== 'engineer');

export const holdersKeys = keptRoles.map((role) => keys.holders(role));

/** Finds the holders of a role among items that were read by key. Null: the directory is from before they were kept. */
export function holdersIn(found: ReadonlyMap<string, Item>, role: Role): Holders | null {
  const item = found.get(nameOf(keys.holders(role)));
  return item ? holdersShape.read(item) : null;
}

/** Writes the holders of a role, if they have not changed since they were read. */
export function holdersWrite(
  write: ReturnType<typeof writesOf>,
  before: Holders | null,
  after: Pick<Holders, 'role' | 'people'>,
): Write {
  const item = (version: number) => ({
    ...holdersShape.content({ ...after, version }),
    ...keys.holders(after.role),
  });
  return before
    ? write.putIfVersion('guard', item(before.version + 1), before.version)
    : write.putNew('guard', item(1));
}

/** The items that say who decides as HR, and who does in its place. */
export const deciderKeys = [keys.holders('hr'), keys.holders('delivery-director')];

/** The same, among items that were read by key. Null: the directory is from before they were kept. */
export function decidersIn(found: ReadonlyMap<string, Item>): { hr: string[]; directors: string[] } | null {
  const hr = holdersIn(found, 'hr');
  return hr && { hr: hr.people, directors: holdersIn(found, 'delivery-director')?.people ?? [] };
}
