import type { PersonCommandType } from './names.ts';

/**
 * The fields that a command needs only sometimes, and when, in words for a person who fills them in. The schema of a
 * command takes it without them, and the decider asks for them. `*` stands for an id or a place in a list.
 */
export const neededWhen: { [T in PersonCommandType]?: Record<string, string> } = {
  'record-consensus': {
    'antiSignals.*.example': 'if it is confirmed',
    'antiSignals.*.reason': 'if it is dropped',
  },
  'sign-off': {
    'exceptionReasons.*': 'to approve',
    'declineReasons.*.reason': 'to decline on this ground',
    'declineReasons.*.wouldChange': 'to decline on this ground',
    'returns.reasons.*': 'if it is ticked',
  },
  appeal: { against: 'if that is the ground' },
  'decide-appeal': { 'reviewers.*': 'to uphold it', lead: 'to uphold it' },
};
