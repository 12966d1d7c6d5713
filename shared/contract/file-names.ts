/**
 * Names and limits of the files that HR and machines send: files of people, and mapping files, by which people move to another
 * issuer. They are plain values, as those in `names.ts` are.
 */

/** The media types in which a file is sent. */
export const fileTypes = ['text/csv', 'text/tab-separated-values', 'application/gzip'] as const;

/**
 * Limits of a file. `uploadBytes`: as it is sent; Lambda takes 6 MB with the encoding. `fileBytes`: unpacked.
 * `packedBytes`: as it is stored, in one transaction. `keptDays`: so long its rows are kept, because they hold names.
 * `rows`: the most that one can have. `faults`: so many are kept; their number is said in any case.
 * `tries`: so often one piece of its work is begun. Lambda must try it more often than that.
 */
export const fileLimits = {
  uploadBytes: 4 * 1024 * 1024,
  fileBytes: 24 * 1024 * 1024,
  packedBytes: 3 * 1024 * 1024,
  keptDays: 90,
  tries: 5,
  rows: 50_000,
  faults: 1000,
} as const;

/**
 * Where a file of people stands. `faulty`: it cannot be carried out. `checked`: it can, if two people of HR decide so.
 * `stopped`: it ended before all its rows were carried out.
 */
export const importStates = ['checking', 'faulty', 'checked', 'applying', 'done', 'stopped'] as const;
export type ImportState = (typeof importStates)[number];

/** What a row of such a file does. The first that fits counts. */
export const importKinds = ['added', 'returned', 'left', 'moved', 'changed'] as const;
export type ImportKind = (typeof importKinds)[number];

/** The lists of such a file that people read. */
export const importLists = ['faults', 'leftover', ...importKinds, 'absent'] as const;
export type ImportListName = (typeof importLists)[number];

/** Where a mapping file stands, by which people move to another issuer. It counts while it is `applying` and `in-force`. */
export const moveStates = ['checking', 'faulty', 'checked', 'applying', 'in-force', 'ended', 'stopped'] as const;
export type MoveState = (typeof moveStates)[number];

/** Whether people come over by a mapping file in this state. */
export const isCounting = (state: MoveState): boolean => state === 'applying' || state === 'in-force';

/** Where a file of everybody stands, which HR has asked for. */
export const exportStates = ['making', 'ready', 'failed'] as const;
export type ExportState = (typeof exportStates)[number];

/** Whether a function has work left for a file in this state. */
export const isAtWork = (state: ImportState | MoveState | ExportState): boolean =>
  state === 'checking' || state === 'applying' || state === 'making';

/** The lists of such a file that people read. `holders`: who has a role other than engineer. */
export const moveLists = ['faults', 'leftover', 'holders'] as const;
export type MoveListName = (typeof moveLists)[number];
