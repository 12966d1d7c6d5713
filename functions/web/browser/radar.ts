/** The geometry of a radar chart. Each competency has an axis. The first axis points up, the others follow clockwise. */

/** The side of the square that holds the chart, in SVG units. The axes are shorter, to leave room for their numbers. */
export const side = 320;
const centre = side / 2;
const radius = 132;

export interface Point {
  x: number;
  y: number;
}

/** A point on an axis. A share of 0 is the centre, 1 is the rim, and more than 1 is outside. */
export function pointAt(axis: number, axes: number, share: number): Point {
  const angle = (2 * Math.PI * axis) / axes;
  return { x: tenths(centre + radius * share * Math.sin(angle)), y: tenths(centre - radius * share * Math.cos(angle)) };
}

/** The points of values on their axes. The rim stands for `max`. A missing value has no point. */
export function pointsOf(values: readonly (number | null)[], max: number): (Point | null)[] {
  return values.map((value, axis) => (value === null ? null : pointAt(axis, values.length, value / max)));
}

/**
 * The outline of values as an SVG path. It is closed if every axis has a value. Otherwise it joins only neighbours, so
 * that no line crosses an axis without a value.
 */
export function outlineOf(values: readonly (number | null)[], max: number): string {
  const points = pointsOf(values, max);
  const known = points.filter((point) => point !== null);
  if (known.length === points.length) return `M${known.map(textOf).join('L')}Z`;
  return points
    .map((point, axis) => {
      const next = points[(axis + 1) % points.length];
      return point && next ? `M${textOf(point)}L${textOf(next)}` : '';
    })
    .join('');
}

const textOf = ({ x, y }: Point) => `${x},${y}`;
const tenths = (value: number) => Math.round(value * 10) / 10;
