import { hrDesk } from '../../../contract/names.ts';
import { stageOf, transitionOf } from '../state/path.ts';
import { exceptActors } from '../state/steps.ts';
import { owing } from './addressees.ts';
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
  // Whoever was asked to decide on the exception: HR, or delivery directors in its place. Nobody else is told of one
  // signature.
  'sign-off-recalled': {
    recalled: ({ event, head, earlier }) => {
      if (!event.data.moves) return [];
      const facts = { stage: 'exception' as const, dueAt: null };
      const asked = earlier.findLast((one) => one.type === 'stage-opened')?.data.directors ?? [];
      return asked.length > 0 ? all(asked, facts) : all([hrDesk], { ...facts, ...exceptActors(head) });
    },
  },
} satisfies Tellings;
