export interface Figure {
  what: string;
  value: number;
  /** The maximum. A figure above it is marked. */
  budget?: number;
  unit: string;
  /** What the same figure was at commit ac825f4, before the code was rebuilt for speed. */
  before?: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Prints figures as a Markdown table, in the form of docs/figures.md. */
export function print(figures: readonly Figure[]): void {
  console.log('| figure | measured | budget | before |\n| --- | --- | --- | --- |');
  for (const { what, value, budget, unit, before = '' } of figures) {
    const number = Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1);
    const limit = budget === undefined ? '' : `${budget} ${unit}${value > budget ? ' **(over)**' : ''}`;
    console.log(`| ${what} | ${number} ${unit} | ${limit} | ${before} |`);
  }
}
