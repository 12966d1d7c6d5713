/** The geometry of a radar chart. One axis a competency, the first one up and the others clockwise; 0 is the centre. */

/** The chart is drawn in a square of this side; the axes leave a margin for their numbers. */
export const side = 320;
const centre = side / 2;
const radius = 132;

export interface Point {
  x: number;
  y: number;
}

/** Where a share of an axis lies: 0 is the centre, 1 the rim, a little more is beyond it. */
export function pointAt(axis: number, axes: number, share: number): Point {
  const angle = (2 * Math.PI * axis) / axes;
  return { x: tenths(centre + radius * share * Math.sin(angle)), y: tenths(centre - radius * share * Math.cos(angle)) };
}

/** The points of values on their axes, whose rim is `max`; null where there is no value. */
export function pointsOf(values: readonly (number | null)[], max: number): (Point | null)[] {
  return values.map((value, axis) => (value === null ? null : pointAt(axis, values.length, value / max)));
}

/**
 * The outline of values as an SVG path: closed where every axis has one. Otherwise only neighbours are joined, so that
 * nothing is drawn where nothing is known.
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
