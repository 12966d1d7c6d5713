import type { Ladder } from '../../../contract/ladder.ts';
import type { Level } from '../../../contract/ladder-levels.ts';
import type { Finding } from '../../../contract/publishing.ts';
import { error } from './finding.ts';

type Banded = Level & { band: NonNullable<Level['band']> };

/** Faults of bands. Every rounded overall, from the lowest to the highest step, must lie in exactly one band. */
export function faultsOfBands({ levels, scale }: Ladder): Finding[] {
  const banded = levels.filter((level): level is Banded => level.band !== null);
  if (banded.length === 0) return [];
  return [
    ...levels
      .filter((level) => level.band === null)
      .map((level) =>
        error(
          'band-missing',
          `levels.${level.id}.band`,
          `${level.id} has no band, but other levels have one.`,
          'Give it a band, or remove the bands of all levels.',
        ),
      ),
    ...banded.flatMap(faultsOfOne),
    ...banded.slice(1).flatMap((level, at) => faultsBetween(banded[at] as Banded, level)),
    ...faultsOfEnds(banded, scale[0]?.value ?? 1, scale.at(-1)?.value ?? 1),
  ];
}

const tenths = (value: number) => Math.round(value * 10);
const hasOneDecimal = (value: number) => Math.abs(value * 10 - tenths(value)) < 1e-9;

function faultsOfOne({ id, band }: Banded): Finding[] {
  const place = `levels.${id}.band`;
  return [
    ...(hasOneDecimal(band.min) && hasOneDecimal(band.max)
      ? []
      : [
          error(
            'band-decimals',
            place,
            `The band of ${id} has more than one decimal, but overalls are rounded to one.`,
            'Round its ends to one decimal.',
          ),
        ]),
    ...(band.min > band.max
      ? [error('band-reversed', place, `The band of ${id} ends before it begins.`, 'Swap its two ends.')]
      : []),
  ];
}

function faultsBetween(below: Banded, above: Banded): Finding[] {
  const gap = tenths(above.band.min) - tenths(below.band.max);
  const place = `levels.${above.id}.band.min`;
  const next = ((tenths(below.band.max) + 1) / 10).toFixed(1);
  if (gap === 1) return [];
  const names = `${below.id} and ${above.id}`;
  return gap > 1
    ? [
        error(
          'band-gap',
          place,
          `An overall of ${next} lies between the bands of ${names}, in no band.`,
          `Begin at ${next}, or end the band below later.`,
        ),
      ]
    : [
        error(
          'band-overlap',
          place,
          `The bands of ${names} overlap at ${above.band.min.toFixed(1)}.`,
          `Begin at ${next}, or end the band below earlier.`,
        ),
      ];
}

function faultsOfEnds(banded: Banded[], lowest: number, highest: number): Finding[] {
  const first = banded[0] as Banded;
  const last = banded.at(-1) as Banded;
  return [
    ...(tenths(first.band.min) > lowest * 10
      ? [
          error(
            'band-gap',
            `levels.${first.id}.band.min`,
            `An overall of ${lowest.toFixed(1)} lies in no band.`,
            `Begin at ${lowest.toFixed(1)}.`,
          ),
        ]
      : []),
    ...(tenths(last.band.max) < highest * 10
      ? [
          error(
            'band-gap',
            `levels.${last.id}.band.max`,
            `An overall of ${highest.toFixed(1)} lies in no band.`,
            `End at ${highest.toFixed(1)}.`,
          ),
        ]
      : []),
  ];
}
