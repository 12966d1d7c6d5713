/**
 * What a form holds that came back: what somebody changed stays as they wrote it, what they left as they read it (the
 * field `was`, as JSON) says what `is` stored by now.
 */
export function merged(values: Record<string, string>, is: Record<string, string>): Record<string, string> {
  const was = readValues(values.was);
  const names = new Set([...Object.keys(is), ...Object.keys(values)]);
  return Object.fromEntries(
    [...names].map((name) => {
      const isChanged = was === null || (values[name] ?? '') !== (was[name] ?? '');
      return [name, (isChanged ? values[name] : is[name]) ?? ''];
    }),
  );
}

function readValues(json = ''): Record<string, unknown> | null {
  try {
    return JSON.parse(json);
  } catch {
    // Not as it was sent out: everything is then taken as written by them.
    return null;
  }
}
