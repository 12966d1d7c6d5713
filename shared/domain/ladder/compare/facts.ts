import type { Ladder } from '../../../contract/ladder.ts';
import type { Competency } from '../../../contract/ladder-competencies.ts';
import type { Condition } from '../../../contract/ladder-criteria.ts';
import type { Level } from '../../../contract/ladder-levels.ts';
import type { PathStage } from '../../../contract/ladder-paths.ts';
import type { Track } from '../../../contract/ladder-tracks.ts';
import type { Transition } from '../../../contract/ladder-transitions.ts';
import { capital, roleTitle } from '../../words.ts';
import { allowsExceptions } from '../exceptions.ts';
import type { Fact } from './compare.ts';
import { sayCondition, sayKind, sayRule, sayStage, sayTiming, titleOf } from './sentences.ts';

/** Every rule of a ladder, as facts. */
export function factsOf(ladder: Ladder): Fact[] {
  return [
    ...(ladder.hireBar ? [fact('hireBar', 'The hire bar', 'is', ladder.hireBar)] : []),
    fact('notApplicable', 'Saying that a dimension does not apply', 'is', ladder.notApplicable),
    ...ladder.scale.map((step) => fact(`scale.${step.value}`, `Step ${step.value} of the scale`, 'is', step.title)),
    ...ladder.levels.flatMap(ofLevel),
    ...ladder.competencies.flatMap(ofCompetency),
    ...ladder.tracks.flatMap((track) => ofTrack(ladder, track)),
    ...ofTrackChange(ladder),
    ...ladder.transitions.flatMap((transition) => ofTransition(ladder, transition)),
  ];
}

function fact(place: string, subject: string, verb: string, value: string | number, about?: string): Fact {
  return { place, subject, verb, value: String(value), ...(about ? { about } : {}) };
}

function whole(place: string, subject: string): Fact {
  return { place, subject, verb: 'is', value: 'there', whole: true };
}

function ofLevel({ id, step, band, seats, described }: Level): Fact[] {
  const place = `levels.${id}`;
  return [
    whole(place, `The level ${id}`),
    fact(`${place}.described`, id, 'is', described ? 'described' : 'only named'),
    ...(step === undefined ? [] : [fact(`${place}.step`, id, 'is described by', `step ${step}`)]),
    ...(band
      ? [fact(`${place}.band`, `The band of ${id}`, 'goes from', `${band.min.toFixed(1)} to ${band.max.toFixed(1)}`)]
      : []),
    ...(seats ? [fact(`${place}.seats`, id, 'has', `${seats.min} to ${seats.max}`, 'seats')] : []),
  ];
}

function ofCompetency(competency: Competency): Fact[] {
  const { id, title, weight, expected, dimensions, antiSignals } = competency;
  const place = `competencies.${id}`;
  return [
    whole(place, `The competency ${title}`),
    fact(`${place}.weight`, title, 'has the weight', weight),
    fact(`${place}.rule`, title, 'takes', sayRule(competency)),
    ...Object.entries(expected).map(([level, step]) =>
      fact(`${place}.expected.${level}`, `${level}`, 'expects', step, `in ${title}`),
    ),
    ...dimensions.map((one) => whole(`${place}.dimensions.${one.id}`, `The dimension ${one.title} of ${title}`)),
    ...antiSignals.flatMap((one) => [
      whole(`${place}.antiSignals.${one.id}`, `The anti-signal ‘${one.text}’ of ${title}`),
      fact(`${place}.antiSignals.${one.id}.step`, `‘${one.text}’`, 'is an anti-signal of step', one.step),
    ]),
  ];
}

function ofTrack(ladder: Ladder, { id, title, level, strong, relaxed, parityWith, reversible }: Track): Fact[] {
  const place = `tracks.${id}`;
  const steps = (kind: string, values: Record<string, number>) =>
    Object.entries(values).map(([competency, step]) =>
      fact(`${place}.${kind}.${competency}`, title, 'expects', step, `in ${titleOf(ladder, competency)} (${kind})`),
    );
  return [
    whole(place, `The track ${title}`),
    fact(`${place}.level`, title, 'is a track of', level),
    ...steps('strong', strong),
    ...steps('relaxed', relaxed),
    ...(parityWith ? [fact(`${place}.parityWith`, title, 'has the pay of', parityWith)] : []),
    ...(reversible
      ? [fact(`${place}.reversible`, title, 'can be left', `${reversible.times} time in ${reversible.months} months`)]
      : []),
  ];
}

function ofTrackChange({ trackChange }: Ladder): Fact[] {
  if (!trackChange) return [];
  return [
    whole('trackChange', 'Moving between tracks'),
    fact(
      'trackChange.onceInMonths',
      'An engineer',
      'can move between tracks once in',
      trackChange.onceInMonths,
      'months',
    ),
    ...ofPath('trackChange', 'a track change', trackChange.path),
  ];
}

function ofPath(place: string, name: string, path: readonly PathStage[]): Fact[] {
  return [
    fact(`${place}.path`, `The path of ${name}`, 'is', path.map((stage) => stage.kind).join(', ')),
    ...path.map((stage) =>
      fact(`${place}.path.${stage.kind}`, `${capital(stage.kind)} for ${name}`, 'is', sayStage(stage)),
    ),
  ];
}

function ofTransition(ladder: Ladder, transition: Transition): Fact[] {
  const { id, from, to, criteria, portfolio, path, tracks, typicalMonths, ratedAs } = transition;
  const place = `transitions.${id}`;
  const name = `${from} to ${to}`;
  return [
    whole(place, name),
    ...(typicalMonths
      ? [fact(`${place}.typicalMonths`, name, 'takes', `${typicalMonths.min} to ${typicalMonths.max} months`, 'mostly')]
      : []),
    fact(
      `${place}.exceptions`,
      `Approving ${name} although a criterion is not met`,
      'is',
      allowsExceptions(transition) ? 'confirmed by HR' : 'forbidden',
    ),
    ...(ratedAs ? [fact(`${place}.ratedAs`, name, 'rates against', ratedAs)] : []),
    ...(tracks.length > 0 ? [fact(`${place}.tracks`, name, 'offers', tracks.join(' and '))] : []),
    ...criteria.flatMap((one) => [
      whole(`${place}.criteria.${one.id}`, `The criterion ‘${one.title}’ of ${name}`),
      ...asked(ladder, name, one.requires, `${place}.criteria.${one.id}`, one.track ? ` (${one.track})` : ''),
    ]),
    ...portfolio.flatMap((one) => [
      whole(`${place}.portfolio.${one.id}`, `‘${one.title}’ for ${name}`),
      fact(`${place}.portfolio.${one.id}.count`, name, 'asks for', one.count, `of ‘${one.title}’`),
      ...(one.waivable
        ? [fact(`${place}.portfolio.${one.id}.waivable`, `‘${one.title}’`, 'can be waived if', one.waivable.when)]
        : []),
      ...(one.track ? [fact(`${place}.portfolio.${one.id}.track`, `‘${one.title}’`, 'is asked of', one.track)] : []),
      ...one.oneOf.map((kind) =>
        fact(`${place}.portfolio.${one.id}.oneOf.${kind.id}`, `‘${one.title}’ for ${name}`, 'takes', sayKind(kind)),
      ),
    ]),
    ...ofPath(place, name, path),
    ...ofWhatFollows(place, name, transition),
  ];
}

/** What can follow 'not promoted': the next case after a wait, and an appeal. */
function ofWhatFollows(place: string, name: string, { coolDown, appeal }: Transition): Fact[] {
  const next = `After ‘not promoted’, the next case on ${name}`;
  return [
    ...(coolDown ? [fact(`${place}.coolDown`, next, 'waits', coolDown.months, 'months')] : []),
    ...(appeal
      ? [
          whole(`${place}.appeal`, `An appeal on ${name}`),
          fact(
            `${place}.appeal.windowDays`,
            `An appeal on ${name}`,
            'can be made for',
            appeal.windowDays,
            'days after the end',
          ),
          fact(`${place}.appeal.dueDays`, `The answer to an appeal on ${name}`, 'is', sayTiming(appeal)),
        ]
      : []),
  ];
}

/** What a criterion requires. An 'all' becomes one fact for each part, so that one changed number is one change. */
function asked(ladder: Ladder, name: string, condition: Condition, place: string, on: string): Fact[] {
  switch (condition.kind) {
    case 'all':
      return condition.of.flatMap((one) => asked(ladder, name, one, place, on));
    case 'any':
      return [fact(`${place}.any`, name, 'needs', sayCondition(condition, ladder), on.trim())];
    case 'every-competency':
      return [fact(`${place}.every-competency`, name, 'needs', condition.atLeast, `in every competency${on}`)];
    case 'competency':
      return [
        fact(
          `${place}.${condition.competency}`,
          name,
          'needs',
          condition.atLeast,
          `in ${titleOf(ladder, condition.competency)}${on}`,
        ),
      ];
    case 'attested':
      return [
        fact(
          `${place}.${condition.id}`,
          name,
          'asks',
          `the ${roleTitle(condition.by)}: ‘${condition.question}’`,
          on.trim(),
        ),
      ];
  }
}
