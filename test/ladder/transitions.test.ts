import { describe, expect, test } from 'vitest';
import type { Condition } from '#shared/contract/ladder-criteria.ts';
import type { Transition } from '#shared/contract/ladder-transitions.ts';
import { attestationsOf, leavesOf } from '#shared/domain/ladder/criteria.ts';
import { everyLadder, softwareEngineerTrack as ladder } from '#test/support/ladders.ts';

function transition(id: string): Transition {
  const found = ladder.transitions.find((one) => one.id === id);
  if (!found) throw new Error(`No transition ${id}`);
  return found;
}

/** A condition as one line: `system-design>=3 & yes(mentoring-readiness)`. */
function line(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
      return condition.of.map(line).join(' & ');
    case 'any':
      return `(${condition.of.map(line).join(' | ')})`;
    case 'every-competency':
      return `every>=${condition.atLeast}`;
    case 'competency':
      return `${condition.competency}>=${condition.atLeast}`;
    case 'attested':
      return `yes(${condition.id})`;
  }
}

const criteria = (id: string) => transition(id).criteria.map((one) => [one.id, one.track, line(one.requires)] as const);
/** For each requirement: its id, the number of pieces, its track, and the kinds of evidence that meet it. */
const portfolio = (id: string) =>
  transition(id).portfolio.map((one) => [one.id, one.count, one.track, one.oneOf.map((kind) => kind.id)] as const);
const stage = (id: string, kind: string) => transition(id).path.find((one) => one.kind === kind);

test('four transitions lead from each level to the next, with typical months where the source gives them', () => {
  expect(ladder.transitions.map(({ id, from, to, typicalMonths }) => [id, from, to, typicalMonths])).toEqual([
    ['L1-L2', 'L1', 'L2', { min: 12, max: 18, origin: 'source' }],
    ['L2-L3', 'L2', 'L3', { min: 18, max: 24, origin: 'source' }],
    ['L3-L4', 'L3', 'L4', null],
    ['L4-L5', 'L4', 'L5', null],
  ]);
});

describe('from L1 to L2', () => {
  test('the engineer needs step 2 everywhere, step 3 in mastery and quality, and must ship on their own', () => {
    expect(criteria('L1-L2')).toEqual([
      ['all-competencies-at-l2', null, 'every>=2'],
      [
        'technical-mastery-and-code-quality-at-l3',
        null,
        'technical-mastery>=3 & code-quality-and-engineering-discipline>=3',
      ],
      ['ships-features-independently', null, 'yes(ships-features-independently)'],
    ]);
  });

  test('the portfolio is five merged pull requests, a stack declaration and a production issue', () => {
    expect(portfolio('L1-L2')).toEqual([
      ['merged-prs', 5, null, ['merged-pr']],
      ['stack-declaration', 1, null, ['stack-declaration']],
      ['debugged-production-issue', 1, null, ['debugged-production-issue']],
    ]);
  });

  test('the tech lead reviews alone, and the ODC lead signs in the annual window', () => {
    expect(transition('L1-L2').path.map((one) => one.kind)).toEqual([
      'self-assessment',
      'calibration',
      'portfolio',
      'sign-off',
    ]);
    expect(stage('L1-L2', 'calibration')).toMatchObject({ reviewers: [{ role: 'tech-lead', min: 1 }], lead: null });
    expect(stage('L1-L2', 'sign-off')).toMatchObject({
      signers: ['odc-lead'],
      window: 'annual',
      whoOrigin: 'ours',
      origin: 'source',
    });
  });
});

describe('from L2 to L3', () => {
  test('the engineer needs step 3 everywhere, step 4 in mastery, readiness to mentor, and a module of their own', () => {
    expect(criteria('L2-L3')).toEqual([
      ['all-competencies-at-l3', null, 'every>=3'],
      ['technical-mastery-at-l4', null, 'technical-mastery>=4'],
      ['system-design-and-mentoring-readiness', null, 'system-design-and-architecture>=3 & yes(mentoring-readiness)'],
      ['owns-a-module', null, 'yes(owns-a-module)'],
    ]);
  });

  test('the tech lead answers both questions that ratings cannot answer', () => {
    expect(attestationsOf(transition('L2-L3')).map(({ id, by, criterion }) => [id, by, criterion])).toEqual([
      ['mentoring-readiness', 'tech-lead', 'system-design-and-mentoring-readiness'],
      ['owns-a-module', 'tech-lead', 'owns-a-module'],
    ]);
  });

  test('the portfolio is a design, ownership of a module, the postmortem of a P1 in it, and evidence of mentoring', () => {
    expect(portfolio('L2-L3')).toEqual([
      ['adr-or-design-doc', 1, null, ['adr', 'design-doc']],
      ['module-ownership', 1, null, ['module-ownership']],
      ['p1-postmortem', 1, null, ['postmortem']],
      ['mentoring', 1, null, ['onboarded-junior', 'pr-review-at-scale']],
    ]);
  });

  test('the six months are from the source, and the numbers for reviews at scale are marked as ours', () => {
    const kinds = transition('L2-L3').portfolio.flatMap((one) => one.oneOf);
    expect(Object.fromEntries(kinds.map((kind) => [kind.id, kind.fields.map((field) => field.id)]))).toEqual({
      adr: ['feature'],
      'design-doc': ['feature'],
      'module-ownership': ['module', 'since'],
      postmortem: ['module', 'severity', 'occurredOn'],
      'onboarded-junior': ['junior', 'since'],
      'pr-review-at-scale': ['reviewsPerWeek', 'designLevelPerWeek', 'weeks'],
    });
    expect(kinds.flatMap((kind) => kind.checks)).toEqual([
      { kind: 'months-up-to-submission', field: 'since', atLeast: 6, origin: 'source' },
      { kind: 'equals', field: 'severity', value: 'P1', origin: 'source' },
      { kind: 'same-as', field: 'module', requirement: 'module-ownership', otherField: 'module', origin: 'source' },
      {
        kind: 'not-before',
        field: 'occurredOn',
        requirement: 'module-ownership',
        otherField: 'since',
        matching: 'module',
        origin: 'ours',
      },
      { kind: 'not-the-engineer', field: 'junior', origin: 'ours' },
      { kind: 'at-least', field: 'reviewsPerWeek', value: 10, origin: 'ours' },
      { kind: 'at-least', field: 'designLevelPerWeek', value: 3, origin: 'ours' },
      { kind: 'at-least', field: 'weeks', value: 12, origin: 'ours' },
    ]);
  });

  test('the path is self-assessment, the tech lead’s calibration, portfolio, and two signatures in any order', () => {
    const byEngineer = { graceDays: 14, timingOrigin: 'ours', origin: 'source' };
    const byOthers = { ...byEngineer, graceDays: 5 };
    expect(transition('L2-L3').path).toEqual([
      { kind: 'self-assessment', dueDays: 14, remindDays: [7, 12], ...byEngineer },
      {
        kind: 'calibration',
        reviewers: [{ role: 'tech-lead', min: 1, fromOutsideTeam: 0 }],
        lead: null,
        reveal: 'all-submitted',
        quorum: null,
        supervisors: 'may-review',
        dueDays: 14,
        remindDays: [7, 12],
        ...byOthers,
      },
      { kind: 'portfolio', dueDays: 30, remindDays: [15, 25], ...byEngineer },
      {
        kind: 'sign-off',
        signers: ['tech-lead', 'odc-lead'],
        order: 'any',
        calibratorMaySign: ['tech-lead'],
        window: null,
        dueDays: 10,
        remindDays: [5, 8],
        ...byOthers,
      },
    ]);
    expect(transition('L2-L3')).toMatchObject({ exceptions: 'forbidden', tracks: [] });
  });
});

describe('from L3 to L4', () => {
  test('each track has its own profile, and both need evidence of the track', () => {
    expect(criteria('L3-L4')).toEqual([
      [
        'tech-lead-profile',
        'tech-lead',
        'every>=4 & (technical-mastery>=5 | system-design-and-architecture>=5) & yes(people-leadership)',
      ],
      [
        'principal-engineer-profile',
        'principal-engineer',
        'technical-mastery>=5 & system-design-and-architecture>=4 & yes(technical-leadership)',
      ],
      ['track-evidence', null, 'yes(track-evidence)'],
    ]);
  });

  test('each track asks only its own questions and those of every track', () => {
    expect(attestationsOf(transition('L3-L4'), 'tech-lead').map((one) => one.id)).toEqual([
      'people-leadership',
      'track-evidence',
    ]);
    expect(attestationsOf(transition('L3-L4'), 'principal-engineer').map((one) => one.id)).toEqual([
      'technical-leadership',
      'track-evidence',
    ]);
    expect(attestationsOf(transition('L3-L4')).map((one) => one.id)).toEqual(['track-evidence']);
  });

  test('every engineer hands in a design, a tech lead also a hiring panel and a plan, a principal engineer also an RFC', () => {
    expect(portfolio('L3-L4')).toEqual([
      ['adopted-system-design', 1, null, ['system-design']],
      ['hiring-panel', 1, 'tech-lead', ['hiring-panel']],
      ['report-idp', 1, 'tech-lead', ['idp']],
      ['adopted-rfc', 1, 'principal-engineer', ['rfc']],
    ]);
  });

  test('the track comes first, several reviewers calibrate, and the ODC lead and the head of department sign', () => {
    expect(transition('L3-L4').tracks).toEqual(['tech-lead', 'principal-engineer']);
    expect(transition('L3-L4').path.map((one) => [one.kind, one.origin])).toEqual([
      ['track', 'source'],
      ['self-assessment', 'ours'],
      ['portfolio', 'ours'],
      ['calibration', 'source'],
      ['sign-off', 'source'],
    ]);
    expect(stage('L3-L4', 'calibration')).toMatchObject({
      reviewers: [
        { role: 'tech-lead', min: 1 },
        { role: 'peer-at-target-level', min: 2, fromOutsideTeam: 1 },
      ],
      lead: 'odc-lead',
      supervisors: 'may-review',
    });
    expect(stage('L3-L4', 'sign-off')).toMatchObject({
      signers: ['odc-lead', 'head-of-department'],
      order: 'any',
      calibratorMaySign: ['odc-lead'],
    });
  });
});

describe('from L4 to L5', () => {
  test('the engineer needs step 5 in design and mastery, influence, and a need for the seat', () => {
    expect(criteria('L4-L5')).toEqual([
      ['system-design-and-technical-mastery-at-l5', null, 'system-design-and-architecture>=5 & technical-mastery>=5'],
      ['technical-influence', null, 'yes(technical-influence)'],
      ['justified-need', null, 'yes(justified-need)'],
    ]);
  });

  test('the portfolio is a system that several projects use, and a published reference architecture', () => {
    expect(portfolio('L4-L5')).toEqual([
      ['system-across-projects', 1, null, ['system-design']],
      ['reference-architecture', 1, null, ['reference-architecture']],
    ]);
  });

  test('the engineer chooses a title; the head of department leads three peers and signs with the delivery director', () => {
    expect(transition('L4-L5').tracks).toEqual(['solution-architect', 'distinguished-engineer']);
    expect(transition('L4-L5').path.map((one) => [one.kind, one.origin])).toEqual([
      ['track', 'ours'],
      ['self-assessment', 'ours'],
      ['calibration', 'source'],
      ['portfolio', 'source'],
      ['sign-off', 'source'],
    ]);
    expect(stage('L4-L5', 'calibration')).toMatchObject({
      reviewers: [{ role: 'peer-at-target-level', min: 3 }],
      lead: 'head-of-department',
      supervisors: 'do-not-review',
    });
    expect(stage('L4-L5', 'sign-off')).toMatchObject({
      signers: ['head-of-department', 'delivery-director'],
      calibratorMaySign: ['head-of-department'],
    });
  });
});

test('every level, track and competency that a transition names is on the ladder', () => {
  const levels = ladder.levels.map((one) => one.id);
  const tracks = ladder.tracks.map((one) => one.id);
  const competencies = ladder.competencies.map((one) => one.id);
  for (const { from, to, tracks: choices, criteria: asked, portfolio: held } of ladder.transitions) {
    expect(levels).toEqual(expect.arrayContaining([from, to]));
    expect(tracks).toEqual(expect.arrayContaining(choices));
    const named = [...asked, ...held].flatMap((one) => (one.track === null ? [] : [one.track]));
    expect(choices).toEqual(expect.arrayContaining(named));
    const leaves = asked.flatMap((one) => leavesOf(one.requires));
    const required = leaves.flatMap((one) => (one.kind === 'competency' ? [one.competency] : []));
    expect(competencies).toEqual(expect.arrayContaining(required));
  }
});

describe('a change of track', () => {
  const { path, onceInMonths, onceOrigin } = ladder.trackChange ?? { path: [] };

  test('is declared, discussed with both leads, tried for a quarter, and signed by the ODC lead', () => {
    expect(path.map((one) => [one.kind, one.origin])).toEqual([
      ['track', 'source'],
      ['attestation', 'source'],
      ['trial', 'source'],
      ['sign-off', 'ours'],
    ]);
    expect(path[1]).toMatchObject({
      asked: [
        { id: 'talk-with-tech-lead', by: 'tech-lead' },
        { id: 'talk-with-odc-lead', by: 'odc-lead' },
      ],
    });
    expect(path[2]).toMatchObject({ months: 3, dueDays: 200, remindDays: [100, 190], graceDays: 14 });
    expect(path[3]).toMatchObject({ signers: ['odc-lead'] });
  });

  test('is possible once in 18 months; that this holds for every track and counts moves back is ours', () => {
    expect([onceInMonths, onceOrigin]).toEqual([18, 'ours']);
  });
});

describe('on every ladder', () => {
  const transitions = everyLadder.flatMap((one) => one.transitions);
  const stages = everyLadder.flatMap((one) => [
    ...one.transitions.flatMap(({ path }) => path),
    ...(one.trackChange?.path ?? []),
  ]);

  test('nobody approves while a criterion is not met', () => {
    for (const { id, exceptions } of transitions) expect([id, exceptions]).toEqual([id, 'forbidden']);
  });

  test('the next case waits six months, an appeal can be made for thirty days, and both are marked as ours', () => {
    for (const { coolDown, appeal } of transitions) {
      expect(coolDown).toEqual({ months: 6, origin: 'ours' });
      expect(appeal).toEqual({
        windowDays: 30,
        dueDays: 14,
        remindDays: [7, 12],
        graceDays: 5,
        timingOrigin: 'ours',
        origin: 'ours',
      });
    }
  });

  test('the engineer has fourteen days of grace, other people have five', () => {
    const own = ['track', 'self-assessment', 'portfolio', 'trial'];
    for (const { kind, graceDays } of stages) expect([kind, graceDays]).toEqual([kind, own.includes(kind) ? 14 : 5]);
  });

  test('all reminders come before the due day, and all due days are marked as ours', () => {
    for (const one of stages) {
      expect(Math.max(...one.remindDays)).toBeLessThan(one.dueDays);
      expect(one.timingOrigin).toBe('ours');
    }
  });
});
