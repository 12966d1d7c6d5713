/**
 * The values of a form that is shown again after a refusal. Fields that the person changed keep their values. All other
 * fields get the stored values `is`. The form's field `was`, as JSON, says what the person had read.
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
    // Not the JSON that the page sent. Then every value counts as changed.
    return null;
  }
}
