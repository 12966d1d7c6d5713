import type { Cycle } from '#shared/contract/cycles.ts';
import type { StageKind } from '#shared/contract/ladder-paths.ts';
import { pathStages } from '#shared/contract/names.ts';
import type { Fault } from '#shared/domain/fault.ts';
import type { FieldFault } from '../fields.tsx';

/** Converts a cycle into the values of its form, and back. */

/** The name of the field for one end of a window. */
export const windowField = (stage: StageKind, end: 'from' | 'to') => `windows.${stage}.${end}`;

type Values = Record<string, string>;

/** The values of the form for a stored cycle. */
export function valuesOf({ name, kind, from, joinUntil, to, windows }: Cycle): Values {
  return {
    name,
    kind,
    from,
    joinUntil,
    to,
    ...Object.fromEntries(
      pathStages.flatMap((stage) => [
        [windowField(stage, 'from'), windows[stage]?.from ?? ''],
        [windowField(stage, 'to'), windows[stage]?.to ?? ''],
      ]),
    ),
  };
}

/** The cycle in the form. The contract and the decider check it. */
export function inputOf(values: Values): Record<string, unknown> {
  const text = (name: string) => (values[name] ?? '').trim();
  const windows = pathStages.flatMap((stage) => {
    const window = { from: text(windowField(stage, 'from')), to: text(windowField(stage, 'to')) };
    // If both days are empty, the stage has no window.
    return window.from || window.to ? [[stage, window]] : [];
  });
  return {
    name: text('name'),
    kind: text('kind'),
    from: text('from'),
    joinUntil: text('joinUntil'),
    to: text('to'),
    windows: Object.fromEntries(windows),
  };
}

const missing: Record<string, string> = {
  id: 'use small letters, digits and hyphens, such as annual-2026',
  name: 'give it a name, in 120 characters at most',
  kind: 'choose one of the two',
  from: 'give the first day',
  joinUntil: 'give the last day on which a case can join',
  to: 'give the last day',
};

/** The contract's faults, in the words of the form. */
export function missingIn(paths: readonly string[]): Fault[] {
  return [...new Set(paths)].map((path) => ({
    path,
    reason: missing[path] ?? 'give both days of the window, or neither',
  }));
}

/** The faults of a cycle, at their fields. The fault of a whole window stands at its first day. */
export function faultsOf(faults: readonly Fault[]): FieldFault[] {
  return faults.map(({ path, reason }) => {
    const isWindow = pathStages.some((stage) => path === `windows.${stage}`);
    return { field: isWindow ? `${path}.from` : path, reason };
  });
}
