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
          { kind: 'sign-off', signers: ['tech-lead', 'odc-lead'], calibratorMaySign: true, ...stage },
        ],
      },
    ],
  }),
);
