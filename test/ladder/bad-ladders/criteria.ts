import { at, type BadLadder, competency, owner, transition } from './draft.ts';

/** Faults of criteria, of competencies and of what the portfolio must hold. */
export const badCriteria: BadLadder[] = [
  [
    'more dimensions asked for than there are',
    (l) => (competency(l).rule = { kind: 'majority', k: 7, floor: 1, origin: 'ours' }),
    'k-above-n',
    'competencies.technical-mastery.rule.k',
  ],
  [
    'too many alternatives to go through',
    (l) => {
      const choice = (id: string) => ({ kind: 'competency' as const, competency: id, atLeast: 3 });
      const any = { kind: 'any' as const, of: l.competencies.slice(0, 4).map((one) => choice(one.id)) };
      const of = Array.from({ length: 30 }, () => any);
      at(transition(l).criteria, transition(l).criteria[0]?.id ?? '').requires = { kind: 'all', of };
    },
    'too-many-ways',
    'transitions.L2-L3.criteria',
  ],
  [
    'a question to a role that takes no part',
    (l) =>
      (at(transition(l).criteria, 'owns-a-module').requires = {
        kind: 'attested',
        id: 'owns-a-module',
        by: 'delivery-director',
        question: 'Is it so?',
      }),
    'question-nobody-answers',
    'transitions.L2-L3.criteria.owns-a-module.requires',
  ],
  [
    'a requirement of a track that the transition does not offer',
    (l) => (at(transition(l).portfolio, 'mentoring').track = 'tech-lead'),
    'requirement-never-checked',
    'transitions.L2-L3.portfolio.mentoring.track',
  ],
  [
    'a criterion of a track that the transition does not offer',
    (l) => (at(transition(l).criteria, 'owns-a-module').track = 'tech-lead'),
    'criterion-never-checked',
    'transitions.L2-L3.criteria.owns-a-module.track',
  ],
  [
    'a check of a field that the evidence does not have',
    (l) => (owner(l).fields = []),
    'check-without-field',
    'transitions.L2-L3.portfolio.module-ownership.module-ownership',
  ],
  [
    'a check that reads a text field as a day',
    (l) => (owner(l).fields = owner(l).fields.map((field) => ({ ...field, kind: 'text' }))),
    'check-of-other-kind',
    'transitions.L2-L3.portfolio.module-ownership.module-ownership',
  ],
];
