import { Ladder, type PublishedLadder } from '#shared/contract/ladder.ts';
import { publish } from '#shared/ladders/read.ts';

const stage = { dueDays: 21, remindDays: [7], graceDays: 5, origin: 'ours' };

/**
 * A ladder with a single path that has every kind of stage, and a different person in every slot. So one case, stage by
 * stage, can test who is allowed to do what.
 */
export const wholePath: PublishedLadder = publish(
  Ladder.parse({
    id: 'whole-path',
    version: 1,
    title: 'Whole path',
    totalWeight: 1,
    origin: 'ours',
    scale: [1, 2, 3, 4, 5].map((value) => ({ value, id: `step-${value}`, title: `Step ${value}`, origin: 'ours' })),
    levels: [
      { id: 'L3', title: 'Three', band: { min: 1, max: 2.4 }, origin: 'ours' },
      { id: 'L4', title: 'Four', band: { min: 2.5, max: 5 }, origin: 'ours' },
    ],
    tracks: ['builder', 'guide'].map((id) => ({ id, title: id, level: 'L4', origin: 'ours' })),
    competencies: [
      {
        id: 'craft',
        title: 'Craft',
        weight: 1,
        expected: { L3: 2, L4: 3 },
        rule: { kind: 'majority', k: 2, floor: 1, origin: 'ours' },
        dimensions: ['tests', 'reviews', 'tools'].map((id) => ({ id, title: id, origin: 'ours' })),
        antiSignals: [],
        origin: 'ours',
      },
    ],
    transitions: [
      {
        id: 'L3-L4',
        from: 'L3',
        to: 'L4',
        tracks: ['builder', 'guide'],
        origin: 'ours',
        exceptions: 'confirmed-by-hr',
        appeal: { windowDays: 30, ...stage },
        criteria: [
          {
            id: 'leads-and-builds',
            title: 'Step 3 in all, and leads',
            requires: {
              kind: 'all',
              of: [
                { kind: 'every-competency', atLeast: 3 },
                { kind: 'attested', id: 'leads', by: 'tech-lead', question: 'Does this engineer lead?' },
              ],
            },
            origin: 'ours',
          },
        ],
        portfolio: [
          {
            id: 'design-doc',
            title: 'A design document',
            count: 1,
            oneOf: [
              { id: 'design-doc', title: 'Design document', origin: 'ours' },
              { id: 'rfc', title: 'RFC', adoption: { origin: 'ours' }, origin: 'ours' },
            ],
            origin: 'ours',
          },
          // Both can be waived: one waiver waits for an answer at the portfolio, the other can be given there.
          ...['talk', 'demo'].map((id) => ({
            id,
            title: `A ${id}`,
            count: 1,
            oneOf: [{ id, title: id, origin: 'ours' }],
            waivable: { when: 'There was no occasion.', origin: 'ours' },
            origin: 'ours',
          })),
        ],
        path: [
          { kind: 'track', ...stage },
          {
            kind: 'attestation',
            asked: [{ id: 'talk', by: 'delivery-director', question: 'Have you talked about it?' }],
            ...stage,
          },
          { kind: 'trial', months: 1, ...stage },
          { kind: 'self-assessment', ...stage },
          { kind: 'portfolio', ...stage },
          {
            kind: 'calibration',
            reviewers: [
              { role: 'tech-lead', min: 1 },
              { role: 'peer-at-target-level', min: 2 },
            ],
            lead: 'head-of-department',
            reveal: 'all-submitted',
            ...stage,
          },
          { kind: 'sign-off', signers: ['odc-lead'], window: 'annual', ...stage },
        ],
      },
    ],
  }),
);
