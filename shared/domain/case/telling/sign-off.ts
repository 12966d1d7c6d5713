import { stageOf, transitionOf } from '../state/path.ts';
import { askedForException, owing } from './addressees.ts';
import { all, type Tellings } from './row.ts';

export const tellsOfSignOff = {
  'signed-off': {
    returned: ({ event: { data }, head }) =>
      data.decision === 'return' ? all([head.engineerId], { stage: data.moves?.stage ?? null, dueAt: null }) : [],
    'step-open': (about) => {
      const { event, head, ladder } = about;
      const { order } = stageOf(transitionOf(ladder, head), 'sign-off') ?? {};
      const isLast = head.signOffs.at(-1)?.seq === event.seq;
      // If signers sign one after another, the next signer has not been told yet.
      return event.data.decision !== 'return' && isLast && order === 'as-listed'
        ? all(owing(about), { stage: 'sign-off' })
        : [];
    },
  },
  // Nobody else is told of one signature.
  'sign-off-recalled': { recalled: (about) => (about.event.data.moves ? askedForException(about) : []) },
} satisfies Tellings;
