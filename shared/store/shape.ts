import { contentOf } from './items.ts';

/**
 * The attribute with the version of its shape in which an item was stored. Items older than versions do not have it.
 */
const versionAttribute = 'shape';

/** Makes the next version of a stored item from the previous version. */
type Upcaster = (item: Record<string, unknown>) => Record<string, unknown>;

/** How one kind of item is stored. */
export interface Shape<T> {
  /** The value of an item, whatever version it was stored in. Throws if the item does not have the shape. */
  read(item: Record<string, unknown>): T;
  /** The content of an item for a value, in the newest version. */
  content(value: T): Record<string, unknown>;
}

/**
 * A stored shape. `upcasters` go from version 1 to 2, from 2 to 3 and so on. To change a shape, change the schema, add
 * an upcaster and freeze an item of the old version as a fixture in `test/store/stored-shapes`.
 */
export function shape<T>(schema: { parse(value: unknown): T }, upcasters: readonly Upcaster[] = []): Shape<T> {
  const newest = upcasters.length + 1;
  return {
    read(item) {
      const { [versionAttribute]: version = 1, ...content } = contentOf(item);
      if (typeof version !== 'number' || version > newest)
        throw new Error(
          `${item.pk} ${item.sk} was stored by a newer version of Rungs: this one knows versions up to ${newest}`,
        );
      return schema.parse(upcasters.slice(version - 1).reduce((older, upcast) => upcast(older), content));
    },
    content: (value) => ({ ...value, [versionAttribute]: newest }),
  };
}
