/** What was found in a file, as people read it: without those who are involved, which tells who has a part in cases. */
export function foundView<F extends { involved: readonly string[] }>(found: F): Omit<F, 'involved'>;
export function foundView<F extends { involved: readonly string[] }>(found: F | null): Omit<F, 'involved'> | null;
export function foundView<F extends { involved: readonly string[] }>(found: F | null): Omit<F, 'involved'> | null {
  if (!found) return null;
  const { involved: _involved, ...view } = found;
  return view;
}
