import { Ladder, type PublishedLadder } from '#shared/contract/ladder.ts';
import { publish } from '#shared/ladders/read.ts';

const stage = { dueDays: 14, remindDays: [7, 12], origin: 'ours' };
const competency = (id: string, dimensions: string[]) => ({
  id,
  title: id,
  weight: 1,
  expected: { L2: 2, L3: 3 },
  rule: { kind: 'majority', k: 2, floor: 1, origin: 'ours' },
  dimensions: dimensions.map((dimension) => ({ id: dimension, title: dimension, origin: 'ours' })),
  antiSignals: [2, 3].map((step) => ({
    id: `${id}-${step}`,
    step,
    text: `what step ${step} must not show`,
    origin: 'ours',
  })),
  origin: 'ours',
});

/** A small ladder with three reviewers and a lead, to exercise the seal and the consensus. It allows no exceptions. */
export const threeReviewerLadder: PublishedLadder = publish(
  Ladder.parse({
    id: 'test-ladder',
    version: 1,
    title: 'Test ladder',
    totalWeight: 2,
    origin: 'ours',
    scale: [1, 2, 3, 4, 5].map((value) => ({ value, id: `step-${value}`, title: `Step ${value}`, origin: 'ours' })),
    levels: [
      { id: 'L2', title: 'Two', band: { min: 1, max: 2.4 }, origin: 'ours' },
      { id: 'L3', title: 'Three', band: { min: 2.5, max: 5 }, origin: 'ours' },
    ],
    competencies: [
      competency('craft', ['tests', 'reviews', 'tools']),
      competency('design', ['scope', 'choice', 'notes']),
    ],
    transitions: [
      {
        id: 'L2-L3',
        from: 'L2',
        to: 'L3',
        exceptions: 'forbidden',
        origin: 'ours',
        criteria: [
          {
            id: 'all-at-3',
            title: 'Step 3 in all',
            requires: { kind: 'every-competency', atLeast: 3 },
            origin: 'ours',
          },
        ],
        portfolio: [
          {
            id: 'design-doc',
            title: 'A design document',
            count: 1,
            oneOf: [{ id: 'design-doc', title: 'Design document', origin: 'ours' }],
            origin: 'ours',
          },
        ],
        path: [
          { kind: 'self-assessment', ...stage },
          { kind: 'portfolio', ...stage },
          {
            kind: 'calibration',
            reviewers: ['tech-lead', 'odc-lead', 'head-of-department'].map((role) => ({ role, min: 1 })),
            lead: 'delivery-director',
            reveal: 'all-submitted',
            ...stage,
          },
          {
            kind: 'sign-off',
            signers: ['tech-lead', 'odc-lead'],
            calibratorMaySign: ['tech-lead', 'odc-lead'],
            ...stage,
          },
        ],
      },
    ],
  }),
);

const unpublished = ({ hash: _, ...ladder }: PublishedLadder) => ladder;

/** The same ladder under an id of its own, on which a case can be approved with an exception that HR confirms. */
export function withExceptions(published: PublishedLadder): PublishedLadder {
  const ladder = unpublished(published);
  const transitions = ladder.transitions.map((one) => ({ ...one, exceptions: 'confirmed-by-hr' as const }));
  return publish({ ...ladder, id: `${ladder.id}-with-exceptions`, transitions });
}

const asked = (id: string, by: string) => ({
  id,
  title: id,
  requires: { kind: 'attested', id, by, question: `Is it so: ${id}?` },
  origin: 'ours',
});
const shortTransition = (from: string, to: string, path: object[], criteria: object[], tracks: string[] = []) => ({
  id: `${from}-${to}`,
  from,
  to,
  tracks,
  criteria,
  exceptions: 'confirmed-by-hr',
  coolDown: { months: 6, origin: 'ours' },
  appeal: { windowDays: 30, ...stage },
  portfolio: [
    {
      id: 'design-doc',
      title: 'A design document',
      count: 1,
      oneOf: [{ id: 'design-doc', title: 'Design document', origin: 'ours' }],
      origin: 'ours',
    },
  ],
  path: path.map((one) => ({ ...stage, ...one })),
  origin: 'ours',
});

/**
 * A ladder with the paths of the product but only one dimension, to search through many states of cases quickly. L1-L2
 * has one reviewer and nobody fills two parts. L3-L4 is the longest path, with a panel, a lead and a capped level. L4
 * has a change of track.
 */
export const shortLadder: PublishedLadder = publish(
  Ladder.parse({
    id: 'short-ladder',
    version: 1,
    title: 'Short ladder',
    totalWeight: 1,
    origin: 'ours',
    scale: [1, 2, 3, 4, 5].map((value) => ({ value, id: `step-${value}`, title: `Step ${value}`, origin: 'ours' })),
    levels: ['L1', 'L2', 'L3', 'L4'].map((id) => ({
      id,
      title: id,
      band: null,
      ...(id === 'L4' ? { seats: { min: 0, max: 1, origin: 'ours' } } : {}),
      origin: 'ours',
    })),
    competencies: [
      {
        ...competency('craft', ['tests']),
        expected: { L1: 1, L2: 2, L3: 3, L4: 4 },
        rule: { kind: 'all-at-least', origin: 'ours' },
        antiSignals: [],
      },
    ],
    tracks: ['tech-lead', 'principal-engineer'].map((id) => ({ id, title: id, level: 'L4', origin: 'ours' })),
    trackChange: {
      steps: [{ id: 'declare', title: 'Declare it', text: 'Say so.', origin: 'ours' }],
      path: [
        { kind: 'track', ...stage },
        {
          kind: 'attestation',
          asked: ['tech-lead', 'odc-lead'].map((by) => ({ id: `talk-with-${by}`, by, question: 'Have you talked?' })),
          ...stage,
        },
        { kind: 'trial', months: 3, ...stage, dueDays: 200 },
        { kind: 'sign-off', signers: ['odc-lead'], ...stage },
      ],
      onceInMonths: 18,
      onceOrigin: 'ours',
      origin: 'ours',
    },
    transitions: [
      shortTransition(
        'L1',
        'L2',
        [
          { kind: 'self-assessment' },
          {
            kind: 'calibration',
            reviewers: [{ role: 'tech-lead', min: 1 }],
            lead: null,
            reveal: 'all-submitted',
          },
          { kind: 'portfolio' },
          { kind: 'sign-off', signers: ['odc-lead', 'head-of-department'] },
        ],
        [asked('delivers-alone', 'tech-lead')],
      ),
      shortTransition(
        'L3',
        'L4',
        [
          { kind: 'track' },
          { kind: 'self-assessment' },
          { kind: 'portfolio' },
          {
            kind: 'calibration',
            reviewers: [
              { role: 'tech-lead', min: 1 },
              { role: 'peer-at-target-level', min: 2 },
            ],
            lead: 'odc-lead',
            reveal: 'all-submitted',
          },
          { kind: 'sign-off', signers: ['odc-lead', 'head-of-department'], calibratorMaySign: ['odc-lead'] },
        ],
        [asked('leads-people', 'tech-lead')],
        ['tech-lead', 'principal-engineer'],
      ),
    ],
  }),
);

/** The short ladder with one more requirement, which can be waived. */
export const shortLadderWithWaiver: PublishedLadder = publish({
  ...unpublished(shortLadder),
  id: 'short-ladder-with-waiver',
  transitions: shortLadder.transitions.map((one) => ({
    ...one,
    portfolio: [
      ...one.portfolio,
      ...one.portfolio.map((asked) => ({
        ...asked,
        id: 'runbook',
        title: 'A runbook',
        oneOf: asked.oneOf.map((kind) => ({ ...kind, id: 'runbook', title: 'Runbook' })),
        waivable: { when: 'There was no occasion.', origin: 'ours' as const },
      })),
    ],
  })),
});
